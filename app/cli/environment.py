"""Which settings hold for this command? Those of the environment, or a refusal that names the variable."""

from pydantic import ValidationError

from app.errors import InvalidInput, Problem
from app.settings import Settings


def read_settings() -> Settings:
    """The settings of ``NETZBLICK_*``.

    Raises:
        InvalidInput: a variable has a value that cannot hold; its value is not repeated.
    """
    try:
        return Settings()
    except ValidationError as error:
        problems = tuple(
            Problem(code=one["type"], message=f"NETZBLICK_{str(one['loc'][0]).upper()}: {one['msg']}")
            for one in error.errors(include_input=False, include_context=False)
        )
        raise InvalidInput("a setting cannot hold", hint="see docs/operating.md", problems=problems) from None
