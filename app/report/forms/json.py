"""A report or a result for other programs: JSON in one shape, numbers with 12 significant digits."""

import dataclasses
import json
from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.report.report import Report

_DIGITS = 12


def dumps(value: Any) -> str:
    """Any value of the product as JSON text with a final line break: the same value, the same bytes."""
    return json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n"


def dumps_line(value: Any) -> str:
    """Any value of the product as JSON text in one line."""
    return json.dumps(plain(value), ensure_ascii=False)


def render(report: "Report") -> str:
    """The report as JSON."""
    return dumps(report)


def plain(value: Any) -> Any:
    """Dataclasses, dates and tuples as what JSON knows; a float is rounded to 12 significant digits."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, PurePath):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
