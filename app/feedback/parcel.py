"""Parcels: what goes out to one organisation or round - the sheet twice, and the mail to send it with."""

from collections.abc import Iterable

from app.feedback.html import html
from app.feedback.seal import Seal
from app.feedback.sheet import Sheet
from app.feedback.texts import sheet_text
from app.feedback.workbook import workbook
from app.records.spelling import slug

_LONGEST_STEM = 80


def parcels(sheets: Iterable[Sheet], seal: Seal) -> dict[str, bytes]:
    """Contents by file name: a folder for each sheet with its page, its workbook and its cover mail."""
    files: dict[str, bytes] = {}
    taken: set[str] = set()
    for sheet in sheets:
        stem = _free(file_stem(sheet), taken)
        html_name, xlsx_name = f"{stem}.html", f"{stem}.xlsx"
        files[f"{stem}/{html_name}"] = html(sheet, seal)
        files[f"{stem}/{xlsx_name}"] = workbook(sheet, seal)
        files[f"{stem}/{sheet_text('file_mail', sheet.lang)}.txt"] = cover_mail(sheet, html_name, xlsx_name).encode()
    return files


def file_stem(sheet: Sheet) -> str:
    """What the files of a sheet are called: ``rueckmeldebogen-treff-nord``."""
    kind = sheet_text("file_sheet" if sheet.id.kind == "organisation" else "file_list", sheet.lang)
    return f"{kind}-{slug(sheet.name)[:_LONGEST_STEM] or slug(sheet.id.subject)[:_LONGEST_STEM]}"


def _free(stem: str, taken: set[str]) -> str:
    """The stem, numbered where names are alike."""
    number, free = 1, stem
    while free in taken:
        number += 1
        free = f"{stem}-{number}"
    taken.add(free)
    return free


def cover_mail(sheet: Sheet, html_name: str, xlsx_name: str) -> str:
    """The mail to send a sheet with: to whom, about what, and the text."""
    lang = sheet.lang
    reply_by = " " + sheet_text("reply_by", lang, day=sheet.reply_by) if sheet.reply_by else ""
    text = sheet_text(
        f"mail_{sheet.id.kind}",
        lang,
        city=sheet.city,
        name=sheet.name,
        html=html_name,
        xlsx=xlsx_name,
        reply_by=reply_by,
    )
    head = f"{sheet_text('mail_to', lang)}: {sheet.name}\n{sheet_text('mail_subject_line', lang)}: "
    return f"{head}{sheet_text('mail_subject', lang, wave=sheet.wave_name)}\n\n{text}\n"
