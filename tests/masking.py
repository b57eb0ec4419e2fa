"""Which network is known to the last pair, so that a test can hide some of it? Twenty organisations in five quarters.

All numbers are made up. Every quarter has a reason for each question about what is missing: high need and no offer, a
board without the expected kinds, nobody who mediates, a place with one user, no joint project, no say of residents.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from app.network.graph.network import Network
from app.records.records import Record
from tests.factories import (
    actor,
    area,
    checked,
    funding_area,
    group,
    indicator,
    network,
    observation,
    offer,
    place,
    project,
    report,
    wave,
)

ACTORS = tuple(f"a{at:02}" for at in range(20))
QUARTERS = ("D1", "D2", "D3", "D4", "D5")
SILENT = 6
"""Three in ten."""

HOUSING = 10
"""Position of the one that a board of the first quarter would expect and does not have."""

_KINDS = ("school", "welfare_association", "jobcenter", "sports_club")
_THEMES = ("health", "sport", "labour_training")
_SHARES = {"D1": 30.0, "D2": 28.0, "D3": 26.0, "D4": 10.0, "D5": 8.0}
_FOR = {"target_groups": "long_term_unemployed", "start": "2022", "end": "2026"}
_INDICATORS = ("u", "v", "w")

TRUE_STRENGTHS = np.triu(np.random.default_rng(7).choice(5, (len(ACTORS), len(ACTORS)), p=[0.8, 0, 0.05, 0.1, 0.05]), 1)
"""How closely each pair works together in truth, 0: not at all; the smaller position is the row."""

SURROUNDINGS: tuple[Record, ...] = (
    area("E", kind="city"),
    *(area(quarter, part_of="E", kind="quarter") for quarter in QUARTERS),
    *(
        actor(actor_a, kinds="housing_company" if at == HOUSING else _KINDS[at % 4], active_in=QUARTERS[at % 5])
        for at, actor_a in enumerate(ACTORS)
    ),
    funding_area("F", "D1 D2 D3"),
    *(
        indicator(member, direction="more_need", target_group="long_term_unemployed", may_be_passed_on=True)
        for member in _INDICATORS
    ),
    *(observation(item, where, share, base=1000) for item in _INDICATORS for where, share in _SHARES.items()),
)
LISTED: tuple[Record, ...] = (
    *(
        offer(f"s{at:02}", entry, areas=QUARTERS[3 + at % 2], themes=_THEMES[at % 3], **_FOR)
        for at, entry in enumerate(ACTORS)
    ),
    *(offer(f"t{at}", ACTORS[at], areas="D1", themes="sport", **_FOR) for at in range(4)),
    group("g", " ".join(ACTORS[:5]), kind="district_conference", areas="D1", themes="health", decides="advises"),
    group("h", " ".join(ACTORS[5:9]), kind="district_conference", areas="D2", themes="health", decides="advises"),
    place("hall", area="D1", functions="contact_point", established=True, open_to_others="yes", operators=ACTORS[0]),
    project(
        "m",
        ACTORS[0],
        partners=ACTORS[1:3],
        areas="D1",
        target_groups="long_term_unemployed",
        themes="health",
        role_model="evaluated",
        role_model_why="Alle machen mit",
    ),
)
"""Records of lists that may be incomplete."""

COMPLETE: tuple[Record, ...] = (
    *(
        checked(kind, where)
        for kind in ("actors", "offers", "projects", "working_groups", "mediators", "places")
        for where in QUARTERS
    ),
    *(checked("members", name, "working_group") for name in ("g", "h")),
    checked("place_use", "hall", "place"),
)


def surveyed(silent: Iterable[str], others: Sequence[Record] = LISTED, mode: str = "roster") -> Network:
    """The network after everybody was shown every name, or asked freely (``recall``), and all but some answered truly.

    Nobody is named without working together; of two who do, both say how closely.
    """
    answered = [entry for entry in ACTORS if entry not in set(silent)]
    reports = [
        report("w", by, about, strength=strength)
        for by in answered
        for about in ACTORS
        if (strength := true_strength(by, about))
    ]
    return network(*SURROUNDINGS, *others, wave("w", " ".join(ACTORS), answered_by=answered, mode=mode), *reports)


def true_strength(actor_a: str, actor_b: str) -> int:
    """How closely two work together in truth."""
    first, second = sorted((ACTORS.index(actor_a), ACTORS.index(actor_b)))
    return int(TRUE_STRENGTHS[first, second])
