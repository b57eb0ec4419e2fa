"""ZIP files that hold tables, as an export in CSV or a data package does: unpacked into their files."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePath

from app.errors import InvalidInput, WrongFormat
from app.formats.files import InputFile
from app.formats.limits import MAX_BYTES
from app.formats.messages import sentence
from app.formats.workbook import ZIP_MAGIC
from app.formats.zip_check import DAMAGED_ZIP, check_directory
from app.records.vocabulary import Lang

MAPPING = "mapping.toml"
_OF_WORKBOOKS = frozenset({"[Content_Types].xml", "mimetype"})
_TABLES = frozenset({".csv", ".tsv", ".txt"})


def unpacked(files: Sequence[InputFile], lang: Lang) -> tuple[tuple[InputFile, ...], str | None]:
    """The files, those in an archive among them, and the mapping that an archive brings as ``mapping.toml``.

    Workbooks, which are archives too, stay whole; of an archive only its tables are read.

    Raises:
        WrongFormat: an archive is damaged or encrypted.
        TooLarge: it would be too large unpacked.
        InvalidInput: it holds no table.
    """
    read: list[InputFile] = []
    mapping: str | None = None
    for file in files:
        packed = entries(file, lang) if file.content.startswith(ZIP_MAGIC) else None
        if packed is None:
            read.append(file)
            continue
        tables = [entry for entry in packed if PurePath(entry.name).suffix.lower() in _TABLES]
        if not tables:
            raise InvalidInput(sentence("no_tables", lang, file=file.name), hint=sentence("no_files.hint", lang))
        read += tables
        mapping = next((_text(entry, lang) for entry in packed if entry.name == MAPPING), mapping)
    return tuple(read), mapping


def entries(file: InputFile, lang: Lang) -> list[InputFile] | None:
    """The files of an archive, by their names without folders; None for a workbook.

    Raises:
        WrongFormat: it is damaged or encrypted.
        TooLarge: it would be too large unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            infos = archive.infolist()
            if len(file.content) > MAX_BYTES or _OF_WORKBOOKS & {info.filename for info in infos}:
                return None
            check_directory(file.name, infos, lang)
            return [InputFile(PurePath(info.filename).name, archive.read(info)) for info in infos if not info.is_dir()]
    except DAMAGED_ZIP as error:
        raise WrongFormat(sentence("damaged", lang, file=file.name), hint=sentence("damaged.hint", lang)) from error


def _text(entry: InputFile, lang: Lang) -> str:
    try:
        return entry.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = sentence("no_plain_text", lang, file=entry.name)
        raise WrongFormat(message, hint=sentence("no_plain_text.hint", lang)) from error
