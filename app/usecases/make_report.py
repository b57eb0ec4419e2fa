"""What do all analyses say about a network, in words for an audience?"""

from app.analysis.interface import analyses_of_report, analysis
from app.errors import InvalidInput
from app.findings import Audience, Result
from app.network.graph.network import Network
from app.report import html, json, markdown
from app.report.compose import TOP, compose
from app.report.report import Report

FORMATS = {"html": html.render, "md": markdown.render, "json": json.dumps}
"""Renderers by name of format; each turns a report into text in UTF-8."""

MEDIA_TYPES = {"html": "text/html", "md": "text/markdown", "json": "application/json"}
AUDIENCES: tuple[Audience, ...] = ("internal", "partners", "public")


def results_for_report(network: Network) -> tuple[Result, ...]:
    """Every analysis of the report with its default parameters, in reading order."""
    return tuple(analysis(one)(network) for one in analyses_of_report())


def make_report(network: Network, *, title: str, lang: str, audience: str) -> Report:
    """The report on a network.

    Raises:
        InvalidInput: for a language without texts or an unknown audience.
    """
    return report_of(results_for_report(network), network, title=title, lang=lang, audience=audience)


def report_of(
    results: tuple[Result, ...], network: Network, *, title: str, lang: str, audience: str, top: int = TOP
) -> Report:
    """The report of results at hand, so that several languages cost one run; ``top`` cards of each section."""
    known = next((one for one in AUDIENCES if one == audience), None)
    if known is None:
        raise InvalidInput(f"unknown audience {audience}", hint=f"use one of {', '.join(AUDIENCES)}")
    return compose(results, network, title=title, lang=lang, audience=known, top=top)


def rendered(report: Report, form: str) -> str:
    """A report as text in one of the formats.

    Raises:
        InvalidInput: for a format nobody can write yet.
    """
    if form not in FORMATS:
        raise InvalidInput(f"unknown format {form}", hint=f"use one of {', '.join(FORMATS)}")
    return FORMATS[form](report)
