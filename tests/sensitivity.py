"""How do findings change with the thresholds? ``python -m tests.sensitivity`` writes it into the pages of docs/analyses."""

import dataclasses
import doctest
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from app.analysis.interface import Analysis, catalogue
from app.network.graph.build_network import build_network
from app.network.graph.network import Network
from app.usecases.examples import ORDER
from app.usecases.imports.read_file import network_of
from tests.benchmarks.city import AS_OF, City

ROOT = Path(__file__).parents[1]
STEP = 0.2
MADE_UP = 120
"""Actors of the made-up city: enough that most thresholds decide something, few enough for seconds."""

NOT_THRESHOLDS = {"seed"}
"""Another seed gives another sample and is no stricter than the first."""

BEGIN = "<!-- thresholds: written by python -m tests.sensitivity -->\n"
END = "<!-- end of thresholds -->\n"
_BLOCK = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
_NEXT = "\n## Einstellungen"

Bands = Mapping[tuple[int, str], str]
"""Bands of findings by number of the network and key."""


def page_of(entry: Analysis) -> Path:
    return ROOT / "docs" / "analyses" / f"{entry.id}.md"


def with_thresholds() -> Iterator[Analysis]:
    """Analyses that give findings and have a number that decides which."""
    return (entry for entry in catalogue().values() if entry.kind == "findings" and thresholds(entry))


def thresholds(entry: Analysis) -> list[dataclasses.Field[Any]]:
    """Parameters that are numbers."""
    fields = (item for item in dataclasses.fields(entry.parameters) if item.name not in NOT_THRESHOLDS)
    return [field for field in fields if type(field.default) in (int, float)]


def shifted(field: dataclasses.Field[Any]) -> tuple[float | None, float | None]:
    """A fifth less and a fifth more, a whole number by at least one; None where the bounds leave nothing else."""
    step = max(1, round(STEP * field.default)) if isinstance(field.default, int) else STEP * field.default
    low = max(round(field.default - step, 9), field.metadata["low"])
    high = min(round(field.default + step, 9), field.metadata["high"])
    return (low if low != field.default else None, high if high != field.default else None)


@cache
def cities() -> tuple[Network, ...]:
    """The example cities, each on its own day, and a made-up one with more of everything."""
    examples = (network_of(ROOT / "examples" / entry, as_of=AS_OF)[0] for entry in ORDER)
    return (*examples, build_network(City(MADE_UP).records, AS_OF))


@cache
def networks(analysis_id: str) -> tuple[Network, ...]:
    """All cities; where they give no finding, the example of the page, which calls its snapshot ``network``."""
    entry = catalogue()[analysis_id]
    return cities() if any(entry(city).findings for city in cities()) else (_example_of_page(entry),)


def _example_of_page(entry: Analysis) -> Network:
    code = "\n".join(re.findall(r"^```python\n(.*?)^```$", page_of(entry).read_text("utf-8"), re.MULTILINE | re.DOTALL))
    session = doctest.DocTestParser().get_doctest(code, {}, entry.id, None, 0)
    doctest.DocTestRunner().run(session, clear_globs=False)
    files_named = session.globs["network"]
    assert isinstance(files_named, Network)
    return files_named


def bands(entry: Analysis, **values: float) -> Bands:
    """The findings about all networks with one parameter set."""
    return {
        (at, finding.key): finding.band
        for at, network in enumerate(networks(entry.id))
        for finding in entry(network, values).findings
    }


def table(entry: Analysis) -> str:
    """The block of a page: how many findings there are, and how many with each threshold shifted."""
    usual = bands(entry)
    of = (
        f"der Beispielstädte und einer erfundenen mit {MADE_UP} Einrichtungen"
        if networks(entry.id) == cities()
        else "des Beispiels unten"
    )
    rows = "".join(_row(entry, field, usual) for field in thresholds(entry))
    return (
        f"{BEGIN}Hinweise {of}: {_count(usual)}.\n"
        f"Mit einer Schwelle, die um ein Fünftel (ganze Zahlen um mindestens 1) kleiner oder größer ist:\n\n| Schwelle | Vorgabe | kleiner | größer |\n| --- | --- | --- | --- |\n{rows}{END}"
    )


def _row(entry: Analysis, field: dataclasses.Field[Any], usual: Bands) -> str:
    cells = (_cell(entry, field.name, value, usual) for value in shifted(field))
    return f"| `{field.name}` | `{field.default}` | {' | '.join(cells)} |\n"


def _cell(entry: Analysis, name: str, value: float | None, usual: Bands) -> str:
    """What another value gives; a dash where there is none."""
    if value is None:
        return "–"
    result = bands(entry, **{name: value})
    if result == usual:
        return f"`{value:g}`: dieselben"
    new, gone = len(result.keys() - usual.keys()), len(usual.keys() - result.keys())
    changes = [f"{new} neu"] * bool(new) + [f"{gone} weniger"] * bool(gone)
    return f"`{value:g}`: " + ", ".join([_count(result), *changes])


def _count(counts: Bands) -> str:
    return f"{len(counts)} ({sum(band == 'clear' for band in counts.values())} deutlich)"


def renewed(page: str, block: str) -> str:
    """A page with its block, which stands at the end of how it is computed."""
    bare = _BLOCK.sub("", page)
    before, after = bare.split(_NEXT, maxsplit=1)
    return f"{before.rstrip()}\n\n{block}{_NEXT}{after}"


if __name__ == "__main__":
    for analysis_entry in with_thresholds():
        page_of(analysis_entry).write_text(
            renewed(page_of(analysis_entry).read_text("utf-8"), table(analysis_entry)), "utf-8"
        )
