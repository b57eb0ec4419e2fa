"""How long does a whole report take, from records to HTML, and which analysis takes the most?"""

from app.analysis.interface import analyses_of_report, analysis
from app.network.graph.build_network import build_network
from app.records.records import Records
from app.usecases.make_report import rendered, report_of
from tests.benchmarks.city import AS_OF, City
from tests.benchmarks.graph import QUICK, SIZES
from tests.benchmarks.measure import Outcome, Section, Timing, once, peak_mib

SLOWEST = 3
LARGE = "50,000"
CITIES = {**SIZES, LARGE: (50_000, 300_000)}
"""Actors and ties; the large one shows whether a report grows as its city does."""

WARM_UP = 50
"""Actors of a first city that is not counted: vocabularies and templates are loaded once."""


def measure(size: str, *, quick: bool) -> Outcome:
    """One city; the process does nothing else, so that its memory is that of the report."""
    actors, ties = QUICK.get(size, QUICK["L"]) if quick else CITIES[size]
    records = City(actors, ties / actors).records
    _report_on(City(WARM_UP).records)
    before = peak_mib()
    network, timings, report, html = _report_on(records)
    slowest = sorted(timings, key=lambda name: -timings[name].seconds)[:SLOWEST]
    analyses = sum(timing.seconds for timing in timings.values())
    row = (
        size,
        actors,
        len(network.result.ties),
        len(records.offers),
        network.seconds,
        analyses,
        report.seconds + html.seconds,
        network.seconds + analyses + report.seconds + html.seconds,
        peak_mib() - before,
        ", ".join(f"{entry} {timings[entry].seconds:.2f}" for entry in slowest),
    )
    return Outcome((_section(row),), figures={f"report/{size}/analyses": analyses, f"report/{size}/whole": row[-3]})


def _section(row: tuple[str | float | int, ...]) -> Section:
    return Section(
        title="A whole gap report",
        text="Every analysis of the report with its defaults, then HTML in German; seconds of CPU in a process of its own, once. "
        "About two in seven ties are recorded as denied, contradicted or said by one side alone. "
        "Memory is what the report needs on top of interpreter and records.",
        columns=(
            "size",
            "actors",
            "ties",
            "offers",
            "network s",
            "analyses s",
            "report s",
            "whole s",
            "MiB on top",
            "slowest analyses, s",
        ),
        rows=(row,),
    )


def _report_on(records: Records) -> tuple[Timing, dict[str, Timing], Timing, Timing]:
    """Network, analyses by id, report and HTML."""
    network = once(lambda: build_network(records, AS_OF))
    timings = {name: once(lambda name=name: analysis(name)(network.result)) for name in analyses_of_report()}
    results = tuple(timing.result for timing in timings.values())
    report = once(lambda: report_of(results, network.result, title="Musterstadt", lang="de", audience="internal"))
    html = once(lambda: rendered(report.result, "html"))
    assert html.result.lower().startswith(b"<!doctype html>")
    return network, timings, report, html
