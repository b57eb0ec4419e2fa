"""Made cities with some of everything, in which much ends, moves, is silent or is known only in part."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from app.network.graph.network import Network
from app.records.records import Record
from tests.factories import (
    AS_OF,
    actor,
    area,
    checked,
    funding_area,
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

DISTRICTS = tuple(f"D{number}" for number in range(1, 7))
ACTORS = tuple(f"A{number:02}" for number in range(1, 25))
KINDS = ("school", "welfare_provider", "sports_club", "religious_community", "city_department", "housing_company", "")
GROUPS = ("long_term_unemployed", "young_adults", "refugees", "single_parents")
THEMES = ("health", "sport", "labour_training", "integration_language", "counselling_debt")
NEEDS = {"unemployment": "long_term_unemployed", "youth": "young_adults", "arrivals": "refugees"}
GROUP_KINDS = ("district_conference", "steering_group", "round_table", None, "project_group")
LISTS = ("offers", "projects", "actors", "mediators", "working_groups", "places")


def lively_city(seed: int) -> Network:
    """A city of six districts and 24 organisations, the same for the same seed."""
    random = Random(seed)
    return network(*_records(random), as_of=AS_OF)


def _records(random: Random) -> Iterator[Record]:
    yield area("city", kind="city")
    for at, code in enumerate(DISTRICTS):
        mediators = random.sample(ACTORS[:6], random.choice([0, 0, 1, 2]))
        beside = DISTRICTS[at - 1] if at else ""
        yield area(code, kind="district", part_of="city", mediated_by=mediators, neighbours=beside)
    yield from (_actor(random, code) for code in ACTORS)
    yield from (_offer(random, number) for number in range(30))
    yield from (_project(random, number) for number in range(8))
    yield from (_group(random, number) for number in range(5))
    yield from _ties(random)
    yield from _places(random)
    yield from _needs(random)
    yield from _money(random)
    yield from _checks(random)
    for number in range(6):
        meeting = f"G{random.randrange(5)}" if random.random() < 0.6 else None
        who = tuple(random.sample(ACTORS, 4))
        yield occasion(
            f"O{number}", _day(random, -200, 300, "2024", "2024-11"), working_group=meeting, participants=who
        )


def _day(random: Random, first: int, last: int, *loose: str) -> str:
    """A day around that of the data, or a loose date."""
    exact = f"{AS_OF + timedelta(days=random.randint(first, last))}"
    return random.choice([exact, exact, exact, *loose])


def _end(random: Random) -> str | None:
    """None, soon, later, or past."""
    return random.choice([None, None, _day(random, 10, 330), _day(random, 400, 1500), _day(random, -700, -5, "2023")])


def _drawn(random: Random, names: tuple[str, ...], most: int, least: int = 1) -> str:
    return " ".join(random.sample(names, random.randint(least, most)))


def _actor(random: Random, code: str) -> Record:
    # organisations that are over would leave the snapshot; a few do
    end = random.choice([None, None, None, _day(random, 5, 360), _day(random, 400, 900), _day(random, -300, -5)])
    return actor(
        code,
        name=f"Haus {code}",
        kinds=random.choice(KINDS),
        mediator=random.random() < 0.1,
        home_area=random.choice(DISTRICTS),
        end=end,
    )


def _offer(random: Random, number: int) -> Record:
    citywide = random.random() < 0.1
    return offer(
        f"S{number:02}",
        random.choice(ACTORS),
        name=f"Angebot {number:02}",
        areas="" if citywide else _drawn(random, DISTRICTS, 2),
        area_mode="citywide" if citywide else "areas",
        target_groups=_drawn(random, GROUPS, 2),
        themes=_drawn(random, THEMES, 2),
        start=_day(random, -1200, -720),
        end=_end(random),
        place=random.choice([None, "P1", "P2", "P3"]),
        legal_plurality=random.random() < 0.05,
    )


def _project(random: Random, number: int) -> Record:
    return project(
        f"R{number}",
        random.choice(ACTORS),
        name=f"Projekt {number}",
        partners=_drawn(random, ACTORS, 3),
        areas=_drawn(random, DISTRICTS, 2),
        target_groups=_drawn(random, GROUPS, 2),
        themes=_drawn(random, THEMES, 2),
        start=_day(random, -1200, -720),
        end=_end(random),
        role_model=random.choice([None, "stated", "evaluated"]),
    )


def _group(random: Random, number: int) -> Record:
    members = random.sample(ACTORS, 5)
    return group(
        f"G{number}",
        " ".join(members),
        name=f"Runde {number}",
        kind=GROUP_KINDS[number],
        areas=random.choice(DISTRICTS),
        themes=_drawn(random, THEMES, 1),
        chairs=random.choice(["", members[0]]),
        start="2020",
        end=random.choice([None, None, _day(random, 20, 300), _day(random, -200, -5)]),
    )


def _ties(random: Random) -> Iterator[Record]:
    pairs = {tuple(sorted(random.sample(ACTORS, 2))) for _ in range(45)}
    statuses = ("confirmed", "documented", "stated", "one_sided", "contradicted", "denied")
    for pair in sorted(pairs):
        status = random.choice(statuses)
        strength = None if status == "denied" else random.choice([None, 1, 2, 3, 4])
        yield tie(*pair, status=status, strength=strength, start=random.choice([None, "2015", "2021-05"]))
    yield wave("W", " ".join(ACTORS[:12]), answered_by=tuple(random.sample(ACTORS[:12], 7)), name="Befragung")
    for pair in sorted({tuple(random.sample(ACTORS[:12], 2)) for _ in range(12)}):
        yield report("W", *pair, random.choice([0, 2, 3]))


def _places(random: Random) -> Iterator[Record]:
    for number in (1, 2, 3, 4, 5):
        yield place(
            f"P{number}",
            name=f"Ort {number}",
            area=random.choice(DISTRICTS),
            operators=_drawn(random, ACTORS, 1),
            kind=random.choice(["meeting_centre", "event_venue", "market_square"]),
            functions=_drawn(random, ("meeting_centre", "counselling_centre", "event_venue"), 2),
            established=random.random() < 0.6,
            open_to_others=random.choice(["yes", "no", "unknown"]),
        )


def _needs(random: Random) -> Iterator[Record]:
    for code, people in NEEDS.items():
        yield indicator(code, name=f"Anteil {code}", direction="more_need", target_group=people, source_note="erfunden")
        for where in DISTRICTS:
            if random.random() < 0.9:
                yield observation(code, where, random.choice([4.0, 9.0, 15.0, 31.0]), base=random.choice([4000, 9000]))


def _money(random: Random) -> Iterator[Record]:
    yield from (programme("esf", name="ESF"), programme("city-money", name="Stadt"))
    for number in range(14):
        works = (
            {"offers": f"S{random.randrange(30):02}"}
            if random.random() < 0.6
            else {"projects": f"R{random.randrange(8)}"}
        )
        yield grant(
            f"F{number:02}",
            random.choice(["esf", "city-money"]),
            random.choice(ACTORS),
            start="2022",
            end=random.choice([None, _day(random, 20, 350), _day(random, 400, 900)]),
            amount_eur=random.choice([None, 1000.0, 50_000.0]),
            **works,
        )
    yield funding_area("Z", _drawn(random, DISTRICTS, 2), name="Gebiet Nord", end=_day(random, 30, 900))


def _checks(random: Random) -> Iterator[Record]:
    day = date(2024, 3, 1) + timedelta(days=random.randint(0, 150))
    for kind in LISTS:
        for where in DISTRICTS:
            if random.random() < 0.4:
                yield checked(kind, where, checked_on=f"{day}", complete=random.random() < 0.85)
    yield from (checked("members", f"G{number}", "working_group") for number in range(5) if random.random() < 0.6)
    yield from (checked("place_use", f"P{number}", "place") for number in range(1, 6) if random.random() < 0.6)
