"""Deliveries: answers as they come back, as a file, as text pasted from a mail, as a workbook, or many in an archive."""

import base64
import binascii
import codecs
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.errors import InvalidInput
from app.feedback import html
from app.feedback.filled_workbook import is_sheet
from app.feedback.texts import sheet_text
from app.formats.archives import entries
from app.formats.files import InputFile
from app.formats.workbook import ZIP_MAGIC
from app.records.vocabulary import Lang

SEALED = "netzblick-feedback-answer-sealed"
"""The ``format`` of an answer saved as a file."""

_TEXT = re.compile(r"\[netzblick-antwort(?P<packed>.*?)netzblick-ende\]", re.DOTALL)
_BEGIN = "[netzblick-antwort"
_NOT_PACKED = re.compile(r"[^A-Za-z0-9+/.]")
"""What mail programs put between the lines: breaks, blanks, signs of quotation."""

_LARGEST_TEXT = 16 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """The JSON text of an answer and its seal."""

    payload: str
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One answer as it came: ``sealed``, or in a ``workbook``; else ``fault`` says why there is none to read."""

    file: str
    sealed: Sealed | None = None
    workbook: bytes | None = None
    fault: Literal["unreadable", "blank"] | None = None


def deliveries(files: Sequence[InputFile], lang: Lang) -> tuple[Delivery, ...]:
    """The answers in some files; none where the files are something else.

    Raises:
        InvalidInput: some are answers and some are not.
        WrongFormat, TooLarge: an archive is damaged or too large.
    """
    answers: list[Delivery] = []
    further_files: list[str] = []
    for file in _unpacked(files, lang):
        of_file = list(_deliveries(file, lang))
        answers += of_file
        if not of_file:
            further_files.append(file.name)
    if answers and further_files:
        raise InvalidInput(sheet_text("refused_mixed", lang, file=further_files[0]))
    return tuple(answers)


def _unpacked(files: Iterable[InputFile], lang: Lang) -> Iterator[InputFile]:
    for file in files:
        packed = entries(file, lang) if file.content.startswith(ZIP_MAGIC) else None
        inside = (file,) if packed is None else packed
        yield from (entry for entry in inside if not entry.unread and not entry.name.startswith("."))


def _deliveries(file: InputFile, lang: Lang) -> Iterator[Delivery]:
    if file.content.startswith(ZIP_MAGIC):
        if is_sheet(file.name, file.content, lang):
            yield Delivery(file=file.name, workbook=file.content)
        return
    if html.MARKER in file.content[:10_000]:
        yield Delivery(file=file.name, fault="blank")
        return
    text = _text(file.content)
    if (document := _document(text)) is not None:
        yield _delivery(file.name, document.get("payload"), document.get("seal"))
        return
    for number, match in enumerate(_TEXT.finditer(text), 1):
        yield _pasted(f"{file.name} ({number})", match["packed"])
    if text.count(_BEGIN) > len(_TEXT.findall(text)):
        yield Delivery(file=file.name, fault="unreadable")


def _text(content: bytes) -> str:
    """The text of a file that may hold answers; empty where it is none, without reading a large table for it."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content[:_LARGEST_TEXT].decode("utf-16", "replace")
    is_candidate = len(content) <= _LARGEST_TEXT and b"netzblick-" in content
    return content.decode("utf-8-sig", "replace") if is_candidate else ""


def _document(text: str) -> dict[str, object] | None:
    """The JSON object of a saved answer; None where the text is no such thing."""
    if SEALED not in text:
        return None
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) and document.get("format") == SEALED else {}


def _pasted(file: str, text: str) -> Delivery:
    packed, _, seal = _NOT_PACKED.sub("", text).rpartition(".")
    try:
        payload = base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True).decode()
    except (binascii.Error, ValueError):
        return Delivery(file=file, fault="unreadable")
    return _delivery(file, payload, seal)


def _delivery(file: str, payload: object, seal: object) -> Delivery:
    if isinstance(payload, str) and isinstance(seal, str) and payload:
        return Delivery(file=file, sealed=Sealed(payload=payload, seal=seal.strip().lower()))
    return Delivery(file=file, fault="unreadable")


def saved(payload: str, seal: str) -> bytes:
    """An answer as the page of a sheet saves it."""
    return json.dumps({"format": SEALED, "payload": payload, "seal": seal}, ensure_ascii=False).encode()


def pasted(payload: str, seal: str) -> str:
    """An answer as the page of a sheet shows it to be copied."""
    packed = base64.b64encode(payload.encode()).decode().rstrip("=")
    lines = re.findall(".{1,60}", f"{packed}.{seal}")
    return "\n".join(("[netzblick-antwort", *lines, "netzblick-ende]"))
