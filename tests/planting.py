"""Which pairs of offers in a made city are parallel, and which only look so? Cities in which this is known.

A city is noise, in which no two offers are for the same place and theme, with planted pairs: real parallels, and decoys
that miss being one by a single rule. Every planted pair has actors, an area and a theme of its own.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from random import Random
from typing import Any

from app.records.offers import Offer
from app.records.records import Record
from app.records.vocabulary import vocabulary
from tests.factories import actor, area, offer, project, tie

_BOROUGHS, _QUARTERS, _NOISE, _KNOWN = 3, 4, 60, 0.5
_GROUPS = ("long_term_unemployed", "single_parents", "refugees", "neet", "older_people_80")
_WIDER_GROUP = {group: vocabulary("target_group").terms[group].parent for group in _GROUPS}
_LEAVES = tuple(code for code, term in vocabulary("theme").terms.items() if term.parent is not None)


@dataclass(frozen=True, slots=True)
class Slot:
    """Where and on what a pair is planted; ``actor_a`` and ``actor_b`` make it, ``beside`` lies in the same borough."""

    actor_a: str
    actor_b: str
    area: str
    beside: str
    borough: str
    group: str
    theme: str

    def pair(self, first: Mapping[str, Any], second: Mapping[str, Any]) -> tuple[Offer, Offer]:
        """Two offers that are the same but for the given fields."""
        same = {"areas": self.area, "target_groups": self.group, "themes": self.theme, "start": "2023", "end": "2027"}
        leads = ({"leads": self.actor_a}, {"leads": self.actor_b})
        sames, entries = (same | lead | fields for lead, fields in zip(leads, (first, second), strict=True))
        return offer(f"{self.actor_a}.s", **sames), offer(f"{self.actor_b}.s", **entries)

    def tie(self, **values: Any) -> Record:
        """What is recorded about the two."""
        return tie(self.actor_a, self.actor_b, **values)


Plan = Callable[[Slot, Random], tuple[Record, ...]]


def _alike(first: Mapping[str, Any], second: Mapping[str, Any], **known: Any) -> Plan:
    """A pair of which it is known that the two do not work together, unless said otherwise."""
    result = known or {"status": "denied"}
    return lambda slot, _: (*slot.pair(first, second), slot.tie(**result))


def _moved(slot: Slot, random: Random) -> tuple[Record, ...]:
    """Both run for two years, the second begins up to half a year later: O_time is at least .74, P at least .92."""
    month = random.randint(1, 6)
    first, second = {"start": "2024-01", "end": "2025-12"}, {"start": f"2024-{month:02}", "end": f"2026-{month:02}"}
    return (*slot.pair(first, second), slot.tie(status="denied"))


def _larger(slot: Slot, _: Random) -> tuple[Record, ...]:
    """One serves a second quarter too: what counts is the part of the smaller."""
    return (*slot.pair({}, {"areas": f"{slot.area} {slot.beside}"}), slot.tie(strength=2, status="confirmed"))


def _departments(slot: Slot, _: Random) -> tuple[Record, ...]:
    kinds = {"kinds": "city_department", "unit_of": "town hall"}
    return (
        *slot.pair({}, {}),
        slot.tie(status="denied"),
        *(actor(entry, **kinds) for entry in (slot.actor_a, slot.actor_b)),
    )


def _units(slot: Slot, _: Random) -> tuple[Record, ...]:
    units = (actor(entry, unit_of=f"{slot.actor_a} house") for entry in (slot.actor_a, slot.actor_b))
    return (*slot.pair({}, {}), slot.tie(status="denied"), *units)


def _unit(slot: Slot, _: Random) -> tuple[Record, ...]:
    return (*slot.pair({}, {}), slot.tie(status="denied"), actor(slot.actor_b, unit_of=slot.actor_a))


def _shared_project(slot: Slot, _: Random) -> tuple[Record, ...]:
    joint = project(f"{slot.actor_a} joint", f"{slot.actor_a} {slot.actor_b}", start="2024")
    return (*slot.pair({}, {}), joint)


def _shared_project_denied(slot: Slot, random: Random) -> tuple[Record, ...]:
    """The records contradict each other: the two may work together there alone."""
    return (*_shared_project(slot, random), slot.tie(status="denied"))


def _partner(slot: Slot, _: Random) -> tuple[Record, ...]:
    return (*slot.pair({}, {"partners": (slot.actor_a,)}), slot.tie(status="denied"))


def _in_borough(slot: Slot, _: Random) -> tuple[Record, ...]:
    return (*slot.pair({}, {"areas": slot.borough}), slot.tie(status="denied"))


def _next_door(slot: Slot, _: Random) -> tuple[Record, ...]:
    return (*slot.pair({}, {"areas": slot.beside}), slot.tie(status="denied"))


def _parent_theme(slot: Slot, _: Random) -> tuple[Record, ...]:
    parent = vocabulary("theme").terms[slot.theme].parent
    return (*slot.pair({}, {"themes": f"{parent}"}), slot.tie(status="denied"))


def _parent_group(slot: Slot, _: Random) -> tuple[Record, ...]:
    return (*slot.pair({}, {"target_groups": f"{_WIDER_GROUP[slot.group]}"}), slot.tie(status="denied"))


CLEAR: Mapping[str, Plan] = {
    "the same in everything, denied": _alike({}, {}),
    "the same in everything, known to be loose": _alike({}, {}, status="confirmed", strength=1),
    "the same in everything, stated to be loose": _alike({}, {}, status="stated", strength=2),
    "months apart": _moved,
    "one for a quarter more": _larger,
    "both open-ended": _alike({"end": None}, {"end": None}),
    "two departments of one city": _departments,
}
"""Real parallels: each is to be a clear hint."""

POSSIBLE: Mapping[str, Plan] = {
    "nothing known": lambda slot, _: slot.pair({}, {}),
    "claimed by one side": _alike({}, {}, status="one_sided", strength=4),
    "contradicted": _alike({}, {}, status="contradicted"),
    "a tie without strength": _alike({}, {}, status="stated"),
    "one pays the other": _alike({}, {}, kind="funding", strength=4),
    "no target group": _alike({}, {"target_groups": ""}),
    "no theme": _alike({"themes": ""}, {}),
    "no area": _alike({}, {"areas": ""}),
    "no dates": _alike({"start": None, "end": None}, {}),
    "a joint project and a no": _shared_project_denied,
    "wanted by law": _alike({"legal_plurality": True}, {}),
    "in the borough around": _in_borough,
    "the parent theme": _parent_theme,
    "the parent group": _parent_group,
}
"""Decoys that are to be a possible hint and no more."""

NOTHING: Mapping[str, Plan] = {
    "close": _alike({}, {}, status="confirmed", strength=3),
    "close as stated": _alike({}, {}, status="stated", strength=4),
    "an agreement": _alike({}, {}, status="documented", kind="agreement"),
    "a joint offer": _alike({}, {}, status="documented", kind="joint_offer"),
    "a joint project": _shared_project,
    "other years": _alike({"end": "2024"}, {"start": "2025"}),
    "one ends soon": _alike({"end": "2024-11-28"}, {}),  # 89 days from 2024-09-01 on
    "one has ended": _alike({"end": "2024-08-31"}, {}),
    "units of one": _units,
    "one a unit of the other": _unit,
    "one a partner of the other": _partner,
    "another theme": _alike({}, {"themes": "sport"}),
    "another group": _alike({}, {"target_groups": "women"}),
    "residents beside a group": _alike({}, {"target_groups": "residents"}),
    "next door": _next_door,
    "one for the whole city": _alike({}, {"area_mode": "citywide", "areas": ""}),
}
"""Decoys that are to be no hint at all."""


@dataclass(frozen=True, slots=True)
class City:
    """The records, and the planted pairs by the name of their plan: the ids of both offers, sorted."""

    records: tuple[Record, ...]
    planted: Mapping[str, frozenset[str]]


def planted_city(seed: int, plans: Mapping[str, Plan]) -> City:
    """A city of three boroughs and twelve quarters with one pair of each plan in a random place, and noise."""
    random = Random(seed)
    slots = _slots(random)
    records: list[Record] = list(_areas())
    planted = {}
    for number, (name, plan) in enumerate(plans.items()):
        where, theme = next(slots)
        made = plan(_slot(f"p{number:02}", where, theme, random), random)
        planted[name] = frozenset(entry.id for entry in made if isinstance(entry, Offer))
        records += made
    noise = [_noise(number, *next(slots), random) for number in range(_NOISE)]
    random.shuffle(records)
    return City((*records, *noise, *_chatter(random)), planted)


def _areas() -> Iterator[Record]:
    yield area("city", kind="city")
    for borough in range(_BOROUGHS):
        yield area(f"b{borough}", kind="borough", part_of="city")
        yield from (area(f"b{borough}q{number}", kind="quarter", part_of=f"b{borough}") for number in range(_QUARTERS))


def _slots(random: Random) -> Iterator[tuple[tuple[int, int], str]]:
    """Quarters and narrow themes; no theme twice in a borough."""
    where = list(product(range(_BOROUGHS), _LEAVES))
    random.shuffle(where)
    return (((borough, random.randrange(_QUARTERS)), theme) for borough, theme in where)


def _slot(name: str, where: tuple[int, int], theme: str, random: Random) -> Slot:
    borough, quarter = where
    first, sample = random.sample([f"{name}a", f"{name}b"], 2)
    beside = f"b{borough}q{(quarter + 1) % _QUARTERS}"
    return Slot(first, sample, f"b{borough}q{quarter}", beside, f"b{borough}", random.choice(_GROUPS), theme)


def _noise(number: int, where: tuple[int, int], theme: str, random: Random) -> Record:
    years = {"start": f"{random.randint(2015, 2024)}", "end": random.choice([None, "2025", "2028"])}
    place = {"areas": "b{}q{}".format(*where), "themes": theme}
    groups = " ".join(random.sample(_GROUPS, random.randint(1, 2)))
    return offer(f"noise{number:02}", f"n{random.randrange(_NOISE // 2)}", target_groups=groups, **years, **place)


def _chatter(random: Random) -> Iterator[Record]:
    """Of half the pairs of noisy actors it is known that they do not work together: all they lack is likeness."""
    for first, number in combinations(range(_NOISE // 2), 2):
        if random.random() < _KNOWN:
            yield tie(f"n{first}", f"n{number}", status="denied")
