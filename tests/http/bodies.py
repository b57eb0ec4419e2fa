"""Which bodies make a small district? One for each topic, in an order in which what is referred to comes first."""

from typing import Any

from tests.asking import Asking

NEW: dict[str, dict[str, Any]] = {
    "areas": {"id": "nord", "name": "Nord", "kind": "district"},
    "actors": {"id": "awo", "name": "AWO", "kinds": ["welfare_association"], "home_area": "nord", "start": "2019-05"},
    "places": {
        "id": "treff",
        "name": "Treff Nord",
        "area": "nord",
        "operators": ["awo"],
        "functions": ["meeting_centre"],
    },
    "funding-areas": {"id": "soziale-stadt", "name": "Soziale Stadt", "areas": ["nord"], "end": "2027"},
    "programmes": {"id": "biwaq", "name": "BIWAQ", "level": "federal"},
    "indicators": {"id": "sgb2", "name": "SGB-II-Quote", "measure": "share", "direction": "more_need"},
    "offers": {"id": "beratung", "name": "Beratung", "leads": ["awo"], "areas": ["nord"], "themes": ["health"]},
    "projects": {
        "id": "paten",
        "name": "Paten",
        "leads": ["awo"],
        "areas": ["nord"],
        "start": "2020",
        "end": "2024-12-31",
    },
    "working-groups": {"id": "runde", "name": "Runde", "members": ["awo"], "areas": ["nord"]},
    "grants": {"id": "g1", "programme": "biwaq", "recipients": ["awo"], "projects": ["paten"], "amount_eur": 1200},
    "observations": {"id": "o1", "indicator": "sgb2", "area": "nord", "ref_date": "2023-12-31", "value": 23.4},
    "occasions": {
        "id": "fest",
        "name": "Fest",
        "date": "2025-06-01",
        "working_group": "runde",
        "participants": ["awo"],
    },
    "inventory-checks": {
        "id": "c1",
        "subject_kind": "area",
        "subject": "nord",
        "record_kind": "offers",
        "checked_on": "2024-06-30",
        "complete": True,
    },
    "cooperations": {"actor_a": "caritas", "actor_b": "awo", "kind": "joint_offer", "strength": 3},
    "waves": {
        "id": "w1",
        "name": "Befragung",
        "date": "2024-06",
        "mode": "roster",
        "asked": ["awo", "caritas"],
        "answered_by": ["awo"],
    },
    "tie-reports": {"wave": "w1", "by": "awo", "about": "caritas", "kind": "joint_offer", "strength": 3},
}
"""Bodies of POST by path; the last three need a second actor."""

CHANGES: dict[str, dict[str, Any]] = {
    "areas": {"kind": "quarter"},
    "actors": {"mediator": True},
    "places": {"open_to_others": "yes"},
    "funding-areas": {"basis": "baugb_171e"},
    "programmes": {"level": "eu"},
    "indicators": {"source_note": "Stadt Essen, Amt für Statistik"},
    "offers": {"area_mode": "citywide"},
    "projects": {"role_model": "evaluated"},
    "working-groups": {"chairs": ["awo"]},
    "grants": {"amount_eur": 2400.5},
    "observations": {"value": 24},
    "occasions": {"date": "2025-07"},
    "inventory-checks": {"complete": False},
    "cooperations": {"strength": 4},
    "waves": {"answered_by": ["awo", "caritas"]},
    "tie-reports": {"strength": 0},
}
"""One change for each topic."""


def fill(client: Asking, workspace: str, last: str | None = None) -> None:
    """Make every record, or all before one topic."""
    for path, body in NEW.items():
        if path == last:
            return
        client.post(f"{workspace}/{path}", json=body).raise_for_status()
        if path == "actors":
            client.post(f"{workspace}/actors", json={"id": "caritas", "name": "Caritas"}).raise_for_status()
