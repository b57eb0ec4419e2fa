"""How long does a whole report take, from records to HTML, and which analysis takes the most?"""

from app.analysis.interface import analysis
from app.model.records import Records
from app.network.network import build_network
from app.report.compose import analyses_of_report
from app.usecases.make_report import rendered, report_of
from tests.benchmarks.city import AS_OF, City
from tests.benchmarks.measure import Section, Timing, once, peak_mib

SLOWEST = 3
WARM_UP = 50
"""Actors of a first city that is not counted: vocabularies and templates are loaded once."""


def measure(actors: int) -> Section:
    """One city; the process does nothing else, so that its memory is that of the report."""
    records = City(actors).records
    _report_on(City(WARM_UP).records)
    before = peak_mib()
    network, timings, report, html = _report_on(records)
    whole = network.seconds + report.seconds + html.seconds + sum(one.seconds for one in timings.values())
    slowest = sorted(timings, key=lambda one: -timings[one].seconds)[:SLOWEST]
    row = (
        actors,
        len(network.result.ties),
        len(records.offers),
        network.seconds,
        sum(one.seconds for one in timings.values()),
        report.seconds + html.seconds,
        whole,
        peak_mib() - before,
        ", ".join(f"{one} {timings[one].seconds:.2f}" for one in slowest),
    )
    return Section(
        title="A whole gap report",
        text="Every analysis of the report with its defaults, then HTML in German; seconds of CPU in a process of its own. "
        "Memory is what the report needs on top of interpreter and records.",
        columns=(
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
    timings = {one: once(lambda one=one: analysis(one)(network.result)) for one in analyses_of_report()}
    results = tuple(timing.result for timing in timings.values())
    report = once(lambda: report_of(results, network.result, title="Musterstadt", lang="de", audience="internal"))
    html = once(lambda: rendered(report.result, "html"))
    assert html.result.lower().startswith("<!doctype html>")
    return network, timings, report, html
