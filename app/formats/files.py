"""Which tables do these files hold? Decided by their content, never by their names alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from app.errors import InvalidInput, TooLarge, WrongFormat
from app.formats.csv_file import read_csv
from app.formats.file_kinds import kind_of, wrong_kind
from app.formats.limits import MAX_BYTES
from app.formats.messages import sentence
from app.formats.tables import Table
from app.formats.workbook import OLE_MAGIC, ZIP_MAGIC, read_workbook
from app.records.vocabulary import Lang

WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt"})
_OF_SYSTEMS = ("desktop.ini", "thumbs.db")


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file in memory; ``name`` is its name without a path. ``unread`` lies beside others and is no table."""

    name: str
    content: bytes
    unread: bool = False


def read_tables(files: Sequence[InputFile], *, lang: Lang = "de") -> tuple[Table, ...]:
    """Every table of every file, in their order; a file that is not read is a table without headings.

    Raises:
        WrongFormat: a file is not what its name says, is encrypted or damaged.
        TooLarge: a file exceeds a limit of ``limits.py``.
        InvalidInput: there is nothing to read.
    """
    if not files:
        raise InvalidInput(sentence("no_files", lang), hint=sentence("no_files.hint", lang))
    return tuple(table for file in files for table in _tables(file, lang))


def read_path(path: Path, *, lang: Lang = "de") -> tuple[InputFile, ...]:
    """A file, or every table of a folder (sorted by name), read into memory; what else lies there is ``unread``.

    Raises:
        InvalidInput: there is no such file, or the folder holds no table.
        TooLarge: a file exceeds the limit; it was not read.
    """
    if not path.is_dir():
        return (_load(path, lang),)
    inside = sorted(entry for entry in path.iterdir() if not is_of_a_system(entry.name))
    files = tuple(
        _load(entry, lang) if _is_table(entry) else InputFile(entry.name, b"", unread=True) for entry in inside
    )
    if all(file.unread for file in files):
        names = ", ".join(file.name for file in files) or "–"
        problem = sentence("empty_folder", lang, file=path.name, names=names)
        raise InvalidInput(problem, hint=sentence("empty_folder.hint", lang))
    return files


def is_of_a_system(name: str) -> bool:
    """Whether a file is hidden, a lock of an office program or made by a system, and so never meant."""
    return name.startswith((".", "~$")) or name.casefold() in _OF_SYSTEMS


def _is_table(path: Path) -> bool:
    """Whether a file is meant as a table; a text file only where its first line has separators."""
    suffix = path.suffix.lower()
    if not path.is_file() or suffix not in WORKBOOK_SUFFIXES | TEXT_SUFFIXES:
        return False
    if suffix != ".txt":
        return True
    with path.open("rb") as file:
        return any(mark in file.readline(10_000) for mark in (b"\t", b";", b"|", b"sep="))


def read_text(path: Path, *, lang: Lang = "de") -> str:
    """A text file, for example a mapping.

    Raises:
        InvalidInput: there is no such file.
        TooLarge: it exceeds the limit; it was not read.
        WrongFormat: it is no text in UTF-8.
    """
    file = _load(path, lang)
    try:
        return file.content.decode("utf-8")
    except UnicodeDecodeError:
        raise WrongFormat(
            sentence("no_plain_text", lang, file=file.name), hint=sentence("no_plain_text.hint", lang)
        ) from None


def _load(path: Path, lang: Lang) -> InputFile:
    if not path.is_file():
        raise InvalidInput(sentence("no_such_file", lang, file=path), hint=sentence("no_such_file.hint", lang))
    if path.stat().st_size > MAX_BYTES:
        raise _too_large(path.name, lang)
    return InputFile(path.name, path.read_bytes())


def _tables(file: InputFile, lang: Lang) -> tuple[Table, ...]:
    name = PurePath(file.name.replace("\\", "/")).name
    if file.unread:
        return (Table(name, "", (), ()),)
    if len(file.content) > MAX_BYTES:
        raise _too_large(name, lang)
    if not file.content.strip():
        raise InvalidInput(sentence("empty_file", lang, file=name), hint=sentence("empty_file.hint", lang))
    if file.content.startswith((ZIP_MAGIC, OLE_MAGIC)):
        return read_workbook(name, file.content, lang)
    if (kind := kind_of(file.content)) is not None:
        raise wrong_kind(name, kind, lang)
    if PurePath(name).suffix.lower() in WORKBOOK_SUFFIXES:
        raise WrongFormat(sentence("no_workbook", lang, file=name), hint=sentence("no_workbook.hint", lang))
    return (read_csv(name, file.content, lang),)


def _too_large(name: str, lang: Lang) -> TooLarge:
    return TooLarge(
        sentence("too_large.bytes", lang, file=name, limit=MAX_BYTES // 2**20),
        hint=sentence("too_large.hint", lang),
    )
