"""Lines of the log: when, how severe, which request, where in the code; never what somebody entered or asked for."""

import json
import logging
import traceback
from datetime import UTC, datetime

from app.settings import LogForm

REQUESTS = logging.getLogger("app.requests")
"""One line a request; silent in the form for persons."""

_DATA_FREE = ("app", "uvicorn")
"""Loggers whose messages hold no data. Other libraries put queries, addresses and values into theirs."""


def frames_of(error: BaseException) -> str:
    """Where an exception and what led to it were raised: classes, files, lines and functions, never a message."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [f"  {at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)]
    frames = "\n".join([type(error).__name__, *lines])
    return f"{frames_of(before)}\nthen {frames}" if before else frames


class TextLines(logging.Formatter):
    """A line for a person."""

    def format(self, record: logging.LogRecord) -> str:
        """Severity and message, and below it where an exception was raised."""
        return "\n".join([f"{record.levelname}: {_message(record)}", *_frames(record)])


class JsonLines(logging.Formatter):
    """A line for a program that collects logs; what a record brings as ``fields`` stands beside the rest."""

    def format(self, record: logging.LogRecord) -> str:
        """One JSON object."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
            **getattr(record, "fields", {}),
        }
        if frames := _frames(record):
            line["frames"] = frames[0]
        return json.dumps(line, ensure_ascii=False)


def configure_logs(form: LogForm) -> None:
    """Send every line of this process to stderr in one form, those of libraries included."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    REQUESTS.setLevel(logging.INFO if form == "json" else logging.WARNING)


def _message(record: logging.LogRecord) -> str:
    return (
        record.getMessage() if _is_own(record) else f"{record.name} says something at {record.module}:{record.lineno}"
    )


def _is_own(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in _DATA_FREE


def _frames(record: logging.LogRecord) -> list[str]:
    error = record.exc_info[1] if record.exc_info else None
    return [] if error is None else [frames_of(error)]
