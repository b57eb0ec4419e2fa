"""Prepared questions as files: a message file for each organisation, an agenda, a calendar file for each occasion."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from app.findings import Result, Subject
from app.network.graph.network import Network
from app.records.spelling import slug
from app.records.vocabulary import Lang
from app.report.calendar import calendar
from app.report.inquiries import Inquiry, by_list, by_occasion, by_organisation, inquiries
from app.report.material import Material
from app.report.open_lists import OpenList, told_list
from app.report.texts import filled, label, value_text


def inquiry_files(results: tuple[Result, ...], network: Network, *, title: str, lang: Lang) -> dict[str, bytes]:
    """Contents by file name; a message goes to every organisation that can answer it."""
    material = Material(results, network, title, lang, "internal")
    prepared = inquiries(material)
    files = {"00-" + label("inquiry", "agenda_file", lang) + ".txt": _agenda(prepared, network, lang).encode()}
    for organisation, questions in by_organisation(prepared).items():
        name = _file_name(organisation, lang)
        files[f"{name}.txt"] = _message(organisation, questions, material).encode()
    for occasion, questions in by_occasion(prepared, network).items():
        lines = [inquiry.agenda for inquiry in questions]
        files[f"{occasion.date.first:%Y-%m-%d}-{slug(occasion.id)}.ics"] = calendar(occasion, lines, network)
    return files


def _file_name(organisation: Subject | None, lang: Lang) -> str:
    """Names may be alike where ids are not."""
    return (
        f"{slug(organisation.name)[:60]}-{slug(organisation.id)[-20:]}"
        if organisation
        else label("inquiry", "nobody_file", lang)
    )


def _message(organisation: Subject | None, questions: tuple[Inquiry, ...], material: Material) -> str:
    """One message to an organisation with everything it is asked."""
    lang = material.lang
    to = organisation.name if organisation else label("inquiry", "nobody", lang)
    question_texts = [inquiry.question for inquiry in questions if not inquiry.open_list]
    question_texts += _told_lists(questions, material)
    subject, text = (
        (questions[0].subject, questions[0].message)
        if len(questions) == 1
        else _letter(question_texts, questions, material)
    )
    return f"{label('inquiry', 'to', lang)}: {to}\n{label('inquiry', 'about', lang)}: {subject}\n\n{text}"


def _letter(question_texts: Sequence[str], questions: Iterable[Inquiry], material: Material) -> tuple[str, str]:
    """Subject and text of a message with several numbered questions; the form of a letter stands around them once."""
    lang = material.lang
    meetings = {occasion.name: day for inquiry in questions if (occasion := inquiry.occasion) and (day := inquiry.day)}
    words = {
        "count": len(question_texts),
        "city": material.title,
        "stand": material.network.as_of,
        "meetings": sorted(meetings.items(), key=lambda meeting: (meeting[1], meeting[0])),
    }
    numbered = "\n\n".join(f"{number}. {question}" for number, question in enumerate(question_texts, start=1))
    before, after = (
        [filled(label("inquiry", part, lang), lang, **words) for part in parts]
        for parts in (("greeting", "reasons"), ("answers", "meetings", "thanks"))
    )
    text = "\n\n".join(filter(None, (*before, numbered, *after))) + "\n"
    return filled(label("inquiry", "subjects", lang), lang, **words), text


def _agenda(prepared: tuple[Inquiry, ...], network: Network, lang: Lang) -> str:
    """Questions by the occasion at which they can be asked; those without one last."""
    parts = []
    for occasion, questions in by_occasion(prepared, network).items():
        day = value_text(occasion.date.first, lang)
        parts.append(f"{occasion.name} ({day})\n" + "".join(f"- {inquiry.agenda}\n" for inquiry in questions))
    without_occasion = [inquiry for inquiry in prepared if not (inquiry.occasion and inquiry.day)]
    if without_occasion:
        head = filled(label("inquiry", "any_time", lang), lang)
        lines = [inquiry.agenda for inquiry in without_occasion if not inquiry.open_list]
        parts.append(f"{head}\n" + "".join(f"- {line}\n" for line in (*lines, *_lists(without_occasion, lang))))
    return "\n".join(parts) or label("inquiry", "none", lang) + "\n"


def _lists(prepared: Iterable[Inquiry], lang: Lang) -> Iterator[str]:
    """A line for each kind of list: of what it is not known to be complete, instead of a line for each thing it may lack."""
    for kind, subjects in by_list(prepared).items():
        names = tuple(subject.name for subject in subjects)
        yield filled(label("inquiry", "lists", lang), lang, kind=label("record_kind", kind, lang), names=names)


def _told_lists(questions: Iterable[Inquiry], material: Material) -> Iterator[str]:
    """One question for each kind of list, with the entries of each list: who is asked cannot see the file."""
    for kind, subjects in by_list(questions).items():
        lists = (told_list(OpenList(kind, subject), material.network, material.lang) for subject in subjects)
        yield "\n".join([label("inquiry", "lists_told", material.lang), *(f"   - {entries}" for entries in lists)])


def write_inquiries(files: dict[str, bytes], folder: Path) -> list[Path]:
    """Write the files; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]
