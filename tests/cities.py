"""Which small cities are laws tried on, and how are two results compared?"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from app.analysis.interface import catalogue
from app.findings import Result
from app.network.graph.network import Network
from app.records.records import Record
from app.records.vocabulary import vocabulary
from tests.factories import (
    actor,
    area,
    checked,
    grant,
    group,
    indicator,
    network,
    observation,
    occasion,
    offer,
    place,
    programme,
    project,
    report,
    tie,
    wave,
)
from tests.trials import trials

small = settings(
    max_examples=trials(25), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)

ACTORS = "ABCDEF"
AREAS = (area("city", kind="city"), *(area(area_id, part_of="city") for area_id in ("D1", "D2", "D3")))
GENEROUS = {"per_actor": 10_000, "at_most": 100_000}
"""Where a list is cut, ties decide by id; so nothing is cut."""

BRIEF = {"rewirings": 2, "permutations": 19, "runs": 10}
"""Comparisons with chance are made seldom: a law holds for any number of them."""

two_actors = st.lists(st.sampled_from(ACTORS), min_size=2, max_size=2, unique=True)
_who = st.lists(st.sampled_from(ACTORS), min_size=1, max_size=3, unique=True).map(" ".join)
_where = st.lists(st.sampled_from(["city", "D1", "D2", "D3"]), max_size=2, unique=True).map(" ".join)
_people = st.lists(
    st.sampled_from(["residents", "young_people", "unemployed", "long_term_unemployed"]), max_size=2, unique=True
).map(" ".join)
_on = st.lists(st.sampled_from(["health", "sport", "labour_market", "labour_training"]), max_size=2, unique=True).map(
    " ".join
)
_end = st.sampled_from([None, "2023", "2024-12", "2027"])
_what = {"areas": _where, "target_groups": _people, "themes": _on, "end": _end}
_offers = st.lists(st.builds(dict, leads=_who, partners=st.just(()), **_what), max_size=5)
_groups = st.lists(st.builds(dict, members=_who, areas=_where, themes=_on, end=_end), max_size=2)
_ties = st.dictionaries(
    two_actors.map(lambda pair: tuple(sorted(pair))),
    st.builds(
        dict,
        status=st.sampled_from(["confirmed", "one_sided", "stated", "documented", "denied", "contradicted"]),
        strength=st.sampled_from([None, 1, 2, 3, 4]),
        kind=st.sampled_from(["other", "agreement", "funding"]),
    ),
    max_size=6,
)
_pairs = st.lists(two_actors, max_size=2, unique_by=tuple)
_shares = st.lists(st.sampled_from([5.0, 20.0, 40.0]), min_size=3, max_size=3)


@st.composite
def some_records(draw: st.DrawFn) -> tuple[Record, ...]:
    """A city of three districts, six actors, and some of everything."""
    shares = zip(("D1", "D2", "D3"), draw(_shares), strict=True)
    return (
        *AREAS,
        *(actor(entry, kinds=draw(st.sampled_from(["", "school", "jobcenter"]))) for entry in ACTORS),
        *(offer(f"offer{at}", **values) for at, values in enumerate(draw(_offers))),
        *(project(f"project{at}", **values) for at, values in enumerate(draw(_offers)[:2])),
        *(group(f"group{at}", **values) for at, values in enumerate(draw(_groups))),
        *(grant(f"grant{at}", "esf", recipients) for at, recipients in enumerate(draw(st.lists(_who, max_size=2)))),
        *(tie(*pair, **values) for pair, values in draw(_ties).items()),
        programme("esf"),
        wave("wave", " ".join(ACTORS)),
        *(report("wave", *pair) for pair in draw(_pairs)),
        occasion("festival", "2024-10-05", participants=tuple(draw(_who).split())),
        place("house", area="D1", operators=tuple(draw(_who).split())),
        indicator("unemployment", direction="more_need", target_group="unemployed"),
        *(observation("unemployment", where, share, base=5000) for where, share in shares),
        *(checked(kind, "city") for kind in draw(st.sets(st.sampled_from(["offers", "mediators"])))),
    )


OBJECTIVE_ALONE = {"communities", "core-periphery"}
"""Looked for from random starts: what is optimised stays the same, who is put where need not."""


def result_of(entry: Any, net: Network, **parameters: Any) -> Result:
    """The result with nothing cut off."""
    known = {field.name for field in fields(entry.parameters)}
    return entry(net, {name: value for name, value in (GENEROUS | BRIEF | parameters).items() if name in known})


def results_on(*networks: Network) -> Iterator[tuple[Any, ...]]:
    """Every analysis of the catalogue with its result on each network; these are shared as in one run of a report."""
    for entry in catalogue().values():
        yield entry, *(result_of(entry, net) for net in networks)


def renamed(record: Record, names: dict[str, str]) -> Record:
    """A record with other ids of actors, wherever one stands."""

    def new(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(names.get(entry, entry) if isinstance(entry, str) else entry for entry in value)
        return names.get(value, value) if isinstance(value, str) else value

    return replace(record, **{f.name: new(getattr(record, f.name)) for f in fields(record) if f.name != "name"})


def statements(result: Result, names: dict[str, str]) -> Counter[tuple[Any, ...]]:
    """Findings and measures as a bag that knows no order of actors."""

    def subject_ids(subjects: Any) -> tuple[tuple[str, str], ...]:
        return tuple(sorted((subject.kind, known(subject.id)) for subject in subjects))

    def known(subject_id: str) -> str:
        """An id under the other names; that of a pair names both."""
        return "--".join(sorted(names.get(name, name) for name in subject_id.split("--")))

    findings = (
        (
            subject_ids(finding.subjects),
            round(finding.score, 9),
            finding.band,
            finding.rests_on,
            finding.message.code,
            finding.card,
        )
        for finding in result.findings
    )
    measures = (
        (
            subject_ids([measure.subject] if measure.subject else []),
            measure.reason,
            *map(rounded, (measure.value, measure.low, measure.high)),
            frozenset((name, rounded(value)) for name, value in measure.parts.items()),
        )
        for measure in result.measures
    )
    return Counter([*findings, *measures])


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 9)


def city_of_offers(count: int, seed: int) -> Network:
    """Offers with one or two terms of the vocabularies each, some without place, group or dates."""
    chance = random.Random(seed)
    districts = [area(f"d{at}", part_of="city") for at in range(8)]
    quarters = [area(f"q{at}", part_of=f"d{at % 8}") for at in range(40)]
    places = [place.id for place in (*districts, *quarters)]
    groups, themes = [*vocabulary("target_group").terms], [*vocabulary("theme").terms]
    offers = [
        offer(
            f"s{at}",
            f"A{chance.randrange(count // 3)}",
            area_mode=chance.choice(["areas"] * 9 + ["citywide"]),
            areas=chance.sample(places, chance.choice([0, 1, 1, 2])),
            target_groups=chance.sample(groups, chance.choice([0, 1, 2])),
            themes=chance.sample(themes, chance.choice([0, 1, 2])),
            start=chance.choice([None, "2022", "2024-06"]),
            end=chance.choice([None, "2024-10", "2025", "2027"]),
        )
        for at in range(count)
    ]
    return network(area("city"), *districts, *quarters, *offers)
