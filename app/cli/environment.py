"""Settings of a command: those of the environment, or a refusal that names the variable."""

from typing import TYPE_CHECKING

from app.errors import InvalidInput, Problem
from app.refusals import said, texts

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

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
            Problem(
                code=fault["type"],
                message=said("setting_refused", name=str(fault["loc"][0]).upper(), msg=_reason(fault)),
            )
            for fault in error.errors(include_input=False)
        )
        raise InvalidInput(said("settings_refused"), hint=said("see_operating_page"), problems=problems) from None


def _reason(fault: "ErrorDetails") -> str:
    """Why a setting cannot hold."""
    key = f"setting_{fault['type']}"
    return said(key, **fault.get("ctx", {})) if key in texts() else fault["msg"].removeprefix("Value error, ")
