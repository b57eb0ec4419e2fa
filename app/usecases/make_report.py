"""Editions and forms of the report on a network, for an audience."""

import importlib
from collections.abc import Mapping
from typing import TypeVar, get_args

from app.analysis.interface import analyses_of_report, analysis
from app.errors import InvalidInput
from app.findings import Audience, Result
from app.network.graph.network import Network
from app.records.vocabulary import Lang
from app.refusals import said
from app.report.compose import NO_PROGRESS, TOP, compose
from app.report.forms import Form
from app.report.material import Material
from app.report.meeting import meeting
from app.report.profile import profile
from app.report.progress import Progress
from app.report.report import Edition, Report
from app.report.short import short
from app.report.texts import known_language
from app.usecases.runs.background import Pace

Name = TypeVar("Name", bound=str)

FORMATS: tuple[Form, ...] = get_args(Form)
EDITIONS: tuple[Edition, ...] = get_args(Edition)
AUDIENCES: tuple[Audience, ...] = get_args(Audience)

TEXT_FORMATS: tuple[Form, ...] = ("html", "md", "json", "csv")
"""Forms that are text in UTF-8; the others are files of a program."""

MEDIA_TYPES: Mapping[Form, str] = {
    "html": "text/html",
    "md": "text/markdown",
    "json": "application/json",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}

_RENDERERS: Mapping[Form, str] = {"md": "markdown"}
"""Modules of ``app.report`` by form where their names differ; each is loaded when it is needed."""


def results_for_report(network: Network, pace: Pace | None = None) -> tuple[Result, ...]:
    """Every analysis of the report with its default parameters, in reading order; ``pace`` is told how far it is."""
    pace = pace or Pace()
    entries = [analysis(name) for name in analyses_of_report()]
    costs = [entry.cost(network, entry.checked({})) for entry in entries]
    results = []
    for number, entry in enumerate(entries):
        pace.report("computing", number, len(entries), sum(costs[number:]))
        results.append(entry(network))
    return tuple(results)


def make_report(
    network: Network,
    *,
    title: str,
    lang: Lang,
    audience: str,
    edition: str = "bericht",
    about: str | None = None,
    progress: Progress = NO_PROGRESS,
    pace: Pace | None = None,
) -> Report:
    """The report on a network, computed with the analyses of the report; else as :func:`report_of`.

    Raises:
        InvalidInput: for a language without texts, an unknown audience or edition.
    """
    results = results_for_report(network, pace)
    return report_of(
        results, network, title=title, lang=lang, audience=audience, edition=edition, about=about, progress=progress
    )


def report_of(
    results: tuple[Result, ...],
    network: Network,
    *,
    title: str,
    lang: Lang,
    audience: str,
    edition: str = "bericht",
    about: str | None = None,
    top: int | None = TOP,
    progress: Progress = NO_PROGRESS,
) -> Report:
    """The report of results at hand, so that several languages cost one run.

    Args:
        results: of the analyses of the report.
        network: the snapshot they were computed on.
        title: the name of the city.
        lang: ``de`` or ``en``.
        audience: who will read it.
        edition: one of :data:`EDITIONS`.
        about: the name or id of what a Steckbrief describes.
        top: cards of each section of a Bericht; None for every card.
        progress: what was decided about hints, and the report to compare with.

    Raises:
        InvalidInput: something asked for does not exist, or a Steckbrief of nothing is asked for.
        UnknownName: nothing is called as ``about``.
    """
    known_language(lang)
    readers = _known_name("audience", audience, AUDIENCES)
    wanted = _known_name("edition", edition, EDITIONS)
    if (about is None) is (wanted == "steckbrief"):
        raise InvalidInput(
            said("profile_alone_is_about"),
            hint=said("take_profile_edition"),
        )
    material = Material(results, network, title, lang, readers, progress)
    if about is not None:
        return profile(material, about)
    if wanted == "bericht":
        return compose(results, network, title=title, lang=lang, audience=readers, top=top, progress=progress)
    return short(material) if wanted == "kurz" else meeting(material)


def usual_edition(form: str) -> Edition:
    """What is written in a form unless said otherwise: what is printed is short."""
    return "kurz" if form in ("pdf", "docx") else "bericht"


def known_report(form: str, audience: str, edition: str) -> tuple[Form, Audience, Edition]:
    """The names of a report, refused before anything is computed.

    Raises:
        InvalidInput: there is no such form, audience or edition; or it is about one organisation of one city.
    """
    if edition == "steckbrief":
        raise InvalidInput(said("profile_of_many_cities"), hint=said("ask_city_by_city"))
    return (
        _known_name("format", form, FORMATS),
        _known_name("audience", audience, AUDIENCES),
        _known_name("edition", edition, EDITIONS),
    )


def rendered(report: Report, form: str) -> bytes:
    """A report in one of the forms; texts are UTF-8.

    Raises:
        InvalidInput: for a format nobody can write yet.
    """
    known = _known_name("format", form, FORMATS)
    module = importlib.import_module(f"app.report.forms.{_RENDERERS.get(known, known)}")
    content: str | bytes = module.render(report)
    return content.encode() if isinstance(content, str) else content


def _known_name(option: str, name: str, names: tuple[Name, ...]) -> Name:
    known = next((known for known in names if known == name), None)
    if known is None:
        raise InvalidInput(said(f"unknown_{option}", form=name), hint=said("choices_possible", names=", ".join(names)))
    return known
