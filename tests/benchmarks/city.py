"""Which city is measured? A made-up one of any size: clustered, heavy-tailed, the same for the same size and seed.

A quarter has about forty actors; most of their ties, offers and groups stay in it. Few actors have many ties and offers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from app.records.actor import Actor
from app.records.areas import Area
from app.records.cooperations import Cooperation
from app.records.dates import PartialDate
from app.records.funding import Grant, Programme
from app.records.meetings import Occasion, WorkingGroup
from app.records.offers import Offer, Project
from app.records.records import Records
from app.records.sources import InventoryCheck
from app.records.statistic import Indicator, Observation
from app.records.vocabulary import vocabulary

AS_OF = date(2024, 9, 1)
ACTORS_PER_QUARTER = 40
QUARTERS_PER_BOROUGH = 8
AT_HOME = 0.6
"""Share of ties, offers and memberships that stay in an actor's own quarter."""

HEAVY_TAIL = 2.2
STATUSES = ("stated", "stated", "confirmed", "documented", "one_sided", "denied", "contradicted")
PROGRAMMES = ("esf_plus_federal", "stbf_social_cohesion", "esf_state_nrw", "stbf_neighbourhood_fund")
INDICATORS = {"sgb2_share": "sgb2_recipients", "unemployed_share": "unemployed", "child_poverty": "children_6_14"}


@dataclass(frozen=True)
class City:
    """A city of so many actors, ``ties_per_actor`` times as many ties, and what else belongs to them."""

    actors: int
    ties_per_actor: float = 5.0
    seed: int = 1

    @cached_property
    def records(self) -> Records:
        """All records, each topic sorted by id."""
        made = Records(
            areas=tuple(self._areas()),
            actors=tuple(self._actors()),
            programmes=tuple(Programme(id=code, name=code) for code in PROGRAMMES),
            indicators=tuple(
                Indicator(id=code, name=code, measure="share", direction="more_need", target_group=group)
                for code, group in INDICATORS.items()
            ),
            offers=tuple(self._offers()),
            projects=tuple(self._projects()),
            working_groups=tuple(self._groups()),
            grants=tuple(self._grants()),
            observations=tuple(self._observations()),
            occasions=tuple(self._occasions()),
            inventory_checks=tuple(self._checks()),
            cooperations=tuple(self._cooperations()),
        )
        return Records(**{topic: tuple(sorted(entry, key=lambda record: record.id)) for topic, entry in made})

    @cached_property
    def home(self) -> np.ndarray:
        """The quarter of each actor."""
        return self._random(0).permutation(self.actors) // ACTORS_PER_QUARTER

    @cached_property
    def propensity(self) -> np.ndarray:
        """How often each actor is met, as shares that sum to 1."""
        weights = np.clip(self._random(1).pareto(HEAVY_TAIL, self.actors) + 1, 1, self.actors**0.5)
        return weights / weights.sum()

    @cached_property
    def pairs(self) -> np.ndarray:
        """Pairs of actors that know each other, m × 2, smaller number first, each once."""
        random, wanted = self._random(2), round(self.actors * self.ties_per_actor)
        choice = random.choice(self.actors, wanted * 3, p=self.propensity)
        anywhere = random.choice(self.actors, len(choice), p=self.propensity)
        where = np.where(random.random(len(choice)) < AT_HOME, self._neighbours(choice, random), anywhere)
        pairs = np.sort(np.column_stack([choice, where]), axis=1)[choice != where]
        _, first = np.unique(pairs[:, 0] * self.actors + pairs[:, 1], return_index=True)
        return pairs[np.sort(first)[:wanted]]

    def _neighbours(self, actors: np.ndarray, random: np.random.Generator) -> np.ndarray:
        """For each actor one of the same quarter."""
        order = np.argsort(self.home, kind="stable")
        starts = np.searchsorted(self.home[order], self.home[actors])
        ends = np.searchsorted(self.home[order], self.home[actors], side="right")
        return order[starts + (random.random(len(actors)) * (ends - starts)).astype(int)]

    @property
    def quarters(self) -> int:
        """How many quarters there are."""
        return int(self.home.max()) + 1

    def _areas(self) -> Iterator[Area]:
        yield Area(id="city", name="Musterstadt", kind="city")
        for number in range(-(-self.quarters // QUARTERS_PER_BOROUGH)):
            yield Area(id=_borough(number), name=f"Bezirk {number}", kind="borough", part_of="city")
        for number in range(self.quarters):
            borough = _borough(number // QUARTERS_PER_BOROUGH)
            yield Area(id=_quarter(number), name=f"Quartier {number}", kind="quarter", part_of=borough)

    def _actors(self) -> Iterator[Actor]:
        kinds = sorted(vocabulary("actor_kind").terms)
        for number, kind in enumerate(self._random(3).choice(kinds, self.actors).tolist()):
            area = _quarter(self.home[number])
            yield Actor(
                id=_actor(number), name=f"Einrichtung {number}", kinds=(kind,), active_in=(area,), home_area=area
            )

    def _offers(self) -> Iterator[Offer]:
        random = self._random(4)
        leads = random.choice(self.actors, round(self.actors * 1.5), p=self.propensity)
        for number, lead in enumerate(leads.tolist()):
            yield Offer(
                id=f"o{number:06}", name=f"Angebot {number}", leads=(_actor(lead),), **self._service(lead, random)
            )

    def _projects(self) -> Iterator[Project]:
        random = self._random(5)
        for number in range(self.actors // 10):
            lead, *partners = random.choice(self.actors, 4, replace=False, p=self.propensity).tolist()
            named = {"leads": (_actor(lead),), "partners": tuple(map(_actor, sorted(partners)))}
            yield Project(id=f"p{number:06}", name=f"Projekt {number}", **named, **self._service(lead, random))

    def _service(self, lead: int, random: np.random.Generator) -> dict:
        """Where, for whom, on what and when: what offers and projects have in common."""
        at_home = random.random() < AT_HOME
        start = date(int(random.integers(2019, 2024)), int(random.integers(1, 13)), 1)
        end = date(int(random.integers(2025, 2028)), 12, 31) if random.random() < 0.5 else None
        return {
            "areas": (_quarter(self.home[lead] if at_home else random.integers(self.quarters)),),
            "target_groups": _drawn(sorted(vocabulary("target_group").terms), random),
            "themes": _drawn(sorted(vocabulary("theme").terms), random),
            "start": PartialDate.of_day(start),
            "end": PartialDate.of_day(end) if end else None,
        }

    def _groups(self) -> Iterator[WorkingGroup]:
        random = self._random(6)
        for number in range(self.quarters):
            members = np.unique(self._neighbours(np.flatnonzero(self.home == number)[:12], random)).tolist()
            yield WorkingGroup(
                id=f"g{number:05}",
                name=f"Runde {number}",
                kind="district_conference",
                areas=(_quarter(number),),
                members=tuple(map(_actor, members)),
                chairs=(_actor(members[0]),) if number % 3 else (),
            )

    def _grants(self) -> Iterator[Grant]:
        random = self._random(7)
        for number in range(self.actors // 10):
            programme, recipient = str(random.choice(PROGRAMMES)), int(random.integers(self.actors))
            yield Grant(id=f"{programme}--{number:06}", programme=programme, recipients=(_actor(recipient),))

    def _observations(self) -> Iterator[Observation]:
        random, day = self._random(8), PartialDate.parse("2023-12-31")
        for code in INDICATORS:
            for number, share in enumerate(random.gamma(6.0, 3.0, self.quarters).tolist()):
                area = _quarter(number)
                yield Observation(
                    id=f"{code}--{area}", indicator=code, area=area, ref_date=day, value=round(share, 1), base=8000
                )

    def _occasions(self) -> Iterator[Occasion]:
        for number in range(self.quarters):
            day = PartialDate.of_day(date(2024, 10, 1 + number % 28))
            yield Occasion(id=f"e{number:05}", name=f"Treffen {number}", date=day, working_group=f"g{number:05}")

    def _checks(self) -> Iterator[InventoryCheck]:
        """Every second quarter has confirmed its lists."""
        for number in range(0, self.quarters, 2):
            for kind in ("offers", "actors", "mediators"):
                yield InventoryCheck(
                    id=f"{kind}--{_quarter(number)}",
                    subject_kind="area",
                    subject=_quarter(number),
                    record_kind=kind,
                    checked_on=PartialDate.parse("2024-06-30"),
                    complete=True,
                )

    def _cooperations(self) -> Iterator[Cooperation]:
        random = self._random(9)
        statuses = random.choice(STATUSES, len(self.pairs)).tolist()
        strengths = random.integers(0, 5, len(self.pairs)).tolist()
        for (first, entry), status, strength in zip(self.pairs.tolist(), statuses, strengths, strict=True):
            a, b = _actor(first), _actor(entry)
            yield Cooperation(id=f"{a}--{b}--other", actor_a=a, actor_b=b, status=status, strength=strength or None)

    def _random(self, stream: int) -> np.random.Generator:
        """One stream a topic: more offers do not change the ties."""
        return np.random.default_rng([self.seed, self.actors, stream])


def _drawn(codes: Sequence[str], random: np.random.Generator) -> tuple[str, ...]:
    """One or two of them, the first ones more often."""
    weights = 1.0 / np.arange(1, len(codes) + 1)
    drawn = random.choice(len(codes), 1 + int(random.random() < 0.4), replace=False, p=weights / weights.sum())
    return tuple(codes[at] for at in sorted(drawn.tolist()))


def _actor(number: int) -> str:
    return f"a{number:06}"


def _quarter(number: int) -> str:
    return f"q{number:05}"


def _borough(number: int) -> str:
    return f"b{number:04}"
