"""Settings of a command: those of the environment, or a refusal that names the variable."""

from typing import TYPE_CHECKING

from app.errors import InvalidInput, Problem

if TYPE_CHECKING:
    from app.settings import Settings


def read_settings() -> "Settings":
    """The settings of ``NETZBLICK_*``.

    Raises:
        InvalidInput: a variable has a value that cannot hold; its value is not repeated.
    """
    from pydantic import ValidationError

    from app.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        problems = tuple(
            Problem(code=fault["type"], message=f"NETZBLICK_{str(fault['loc'][0]).upper()}: {fault['msg']}")
            for fault in error.errors(include_input=False, include_context=False)
        )
        raise InvalidInput("a setting cannot hold", hint="see docs/operating.md", problems=problems) from None
