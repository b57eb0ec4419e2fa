"""What does each field of a record hold: a code of which vocabulary, the id of what, and an example?

One table for checking what comes in over HTTP and for describing it; types and defaults are those of the dataclasses.
"""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any, get_args, get_type_hints

from app.records.records import TOPICS

LONGEST_NAME = 300
"""Longest text of a field that holds one line, in characters."""

LONGEST_TEXT = 2_000
"""Longest text of any other field."""

MOST_LISTED = 5_000
"""Most values of one list: a survey may ask every organisation of a large city."""

LARGEST_NUMBER = 1e15
"""Largest amount, value or number of people, and with a minus the smallest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """``doc`` is its meaning in one line; ``vocabulary`` or the topic ``refers_to`` say what its values are."""

    doc: str
    example: Any
    vocabulary: str | None = None
    refers_to: str | None = None
    long: bool = False
    low: float | None = None
    high: float | None = None


def _code(doc: str, vocabulary: str, example: Any) -> Holds:
    return Holds(doc=doc, example=example, vocabulary=vocabulary)


def _ref(doc: str, topic: str, example: Any) -> Holds:
    return Holds(doc=doc, example=example, refers_to=topic)


def _extent(doc: str) -> Holds:
    return Holds(doc=f"{doc}: 1 not at all to 4 a great deal; null: not answered", example=3, low=1, high=4)


_SHARED = {
    "id": Holds(
        doc="name of the record in addresses and references; made of its name when left out", example="awo-essen"
    ),
    "name": Holds(doc="what people call it", example="AWO Essen"),
    "start": Holds(doc="first day: 2023, 2023-05 or 2023-05-17; null: since ever", example="2021-04"),
    "end": Holds(doc="last day, inclusive; null: open", example="2026"),
    "areas": _ref("areas it is for", "areas", ["altendorf"]),
    "area": _ref("area it lies in", "areas", "altendorf"),
    "target_groups": _code("whom it is for", "target_group", ["older_people"]),
    "themes": _code("what it is about", "theme", ["health"]),
    "theme": _code("the theme meant; null: all", "theme", "health"),
    "place": _ref("where it happens", "places", "treffpunkt-altendorf"),
    "leads": _ref("actors that answer for it", "actors", ["awo-essen"]),
    "partners": _ref("actors that contribute", "actors", ["caritas-essen"]),
    "short_name": Holds(doc="abbreviation", example="AWO"),
    "kinds": _code("what kind of organisation it is, the primary one first", "actor_kind", ["welfare_association"]),
    "sphere": _code("public, economic, nonprofit or civic", "sphere", "nonprofit"),
    "unit_of": _ref("the organisation it is a part of (the same employer)", "actors", "awo-nordrhein"),
    "affiliated_to": _ref("umbrella associations", "actors", ["paritaet-essen"]),
    "one_person": Holds(doc="a single person's office: nothing is measured about it", example=False),
    "mediator": Holds(doc="mediating between others is its task", example=False),
    "active_in": _ref("areas it works in", "areas", ["altendorf"]),
    "home_area": _ref("area of its seat", "areas", "altendorf"),
    "code": Holds(doc="official key", example="0513"),
    "part_of": _ref("the area around it", "areas", "essen"),
    "neighbours": _ref("areas beside it", "areas", ["frohnhausen"]),
    "mediated_by": _ref("actors whose task it is to mediate there", "actors", ["quartiermanagement-altendorf"]),
    "basis": _code("what the knowledge or the designation rests on", "tie_basis", "stated"),
    "concept": Holds(doc="its integrated concept", example="ISEK Altendorf 2020", long=True),
    "functions": _code("what happens there", "place_kind", ["counselling_centre"]),
    "operators": _ref("actors that run it", "actors", ["awo-essen"]),
    "open_to_others": _code("whether others may use it: yes, no or unknown", "open_to_others", "yes"),
    "established": Holds(doc="known and used for long; null: not recorded", example=True),
    "level": _code("who gives the money", "programme_level", "state"),
    "measure": _code("count (of people) or share (percent)", "measure", "share"),
    "direction": _code("what a high value means", "direction", "more_need"),
    "target_group": _code("the group it measures; null: no group", "target_group", "older_people"),
    "source_note": Holds(
        doc="source line that must be printed with it", example="Stadt Essen, Amt für Statistik", long=True
    ),
    "may_be_passed_on": Holds(doc="whether values may be shown outside", example=True),
    "smallest_count": Holds(doc="fewer people are never shown, as its source or operator says", example=10, low=3),
    "form": _code("form of the service; counselling is one", "offer_form", "counselling"),
    "area_mode": _code("for its areas or for the whole city", "area_mode", "areas"),
    "legal_plurality": Holds(doc="the law wants several of them side by side", example=False),
    "participation": _code("how far residents take part", "participation", "consulted"),
    "role_model": _code("why it counts as a role model", "role_model_basis", "evaluated"),
    "role_model_why": Holds(doc="what others can learn from it", example="halbiert Wartezeiten", long=True),
    "role_model_source": Holds(doc="who says so", example="Abschlussbericht 2023", long=True),
    "members": _ref("actors with a seat", "actors", ["awo-essen", "caritas-essen"]),
    "chairs": _ref("actors that chair", "actors", ["awo-essen"]),
    "moderators": _ref("actors that moderate", "actors", ["quartiermanagement-altendorf"]),
    "residents": _code("share of residents among the members", "residents_share", "minority"),
    "decides": _code("what it may decide", "decides", "advises"),
    "programme": _ref("the programme that pays", "programmes", "biwaq"),
    "recipients": _ref("actors that get the money", "actors", ["awo-essen"]),
    "projects": _ref("projects it pays for", "projects", ["jobpaten"]),
    "offers": _ref("offers it pays for", "offers", ["sprachcafe"]),
    "use": _code("what the money is for", "grant_use", "services"),
    "amount_eur": Holds(doc="amount in euros; null: not known", example=120000.0, low=0),
    "indicator": _ref("the statistic", "indicators", "sgb2_rate"),
    "ref_date": Holds(doc="the day or period it speaks of", example="2023-12-31"),
    "value": Holds(doc="the number; null: unknown, or hidden when suppressed", example=23.4),
    "suppressed": Holds(doc="a small count hidden by its source, which is not 0", example=False),
    "base": Holds(doc="number of people a share refers to", example=21040.0, low=0),
    "date": Holds(doc="when it takes place", example="2026-03-12"),
    "working_group": _ref("the body that meets", "working_groups", "steuerungsgruppe-altendorf"),
    "participants": _ref("actors expected or invited", "actors", ["awo-essen"]),
    "subject_kind": Holds(doc="what the list is about: area, working_group or place", example="area"),
    "subject": Holds(doc="id of that area, working group or place", example="altendorf"),
    "record_kind": _code("the list that was checked", "record_kind", "offers"),
    "checked_on": Holds(doc="when somebody looked", example="2025-06-30"),
    "complete": Holds(doc="whether the list was complete", example=True),
    "by_role": Holds(doc="role of who looked, never a name", example="Quartiermanagement"),
    "actor_a": _ref("one of the two actors", "actors", "awo-essen"),
    "actor_b": _ref("the other", "actors", "caritas-essen"),
    "status": _code("what is known about it", "tie_status", "stated"),
    "strength": Holds(
        doc="1 know of each other, 2 exchange information, 3 coordinate, 4 plan and act jointly; null: not known",
        example=3,
        low=1,
        high=4,
    ),
    "reference": Holds(doc="the document or survey that says so", example="Kooperationsvertrag 2024", long=True),
    "mode": _code(
        "whether those asked saw a list of names (roster) or named whom they thought of", "wave_mode", "roster"
    ),
    "asked": _ref("actors that were asked", "actors", ["awo-essen", "caritas-essen"]),
    "answered_by": _ref("those of them that answered", "actors", ["awo-essen"]),
    "asked_about": _ref("actors on the list; empty: those asked", "actors", ["caritas-essen"]),
    "wave": _ref("the survey", "waves", "netzwerkbefragung--2024"),
    "by": _ref("the actor that says so; it has answered", "actors", "awo-essen"),
    "about": _ref("the actor it speaks of", "actors", "caritas-essen"),
    "unsure": Holds(doc="says that it does not know, which is no answer about the two", example=False),
    "trust_reliability": _extent("it is reliable"),
    "trust_mission": _extent("it supports the shared mission"),
    "trust_openness": _extent("it is open to discussion"),
    "value_influence": _extent("it has influence"),
    "value_involvement": _extent("it is involved"),
    "value_resources": _extent("it contributes resources"),
}

_KINDS = {
    "areas": _code("what kind of area", "area_kind", "district"),
    "places": _code("what kind of place", "place_kind", "meeting_centre"),
    "working_groups": _code("what kind of body", "working_group_kind", "steering_group"),
    "grants": _code("how the money is given", "grant_kind", "award"),
    "occasions": _code("what kind of occasion", "occasion_kind", "district_conference"),
    "cooperations": _code("what they do together", "cooperation_kind", "joint_offer"),
    "tie_reports": _code("what they do together", "cooperation_kind", "joint_offer"),
}

SUBJECT_TOPICS = {"area": "areas", "working_group": "working_groups", "place": "places"}
"""Topics that the subject of an inventory check may be of, by its ``subject_kind``."""

_OWN = {
    ("funding_areas", "basis"): _code("legal basis", "funding_area_basis", "baugb_171e"),
    ("waves", "date"): Holds(doc="when it was asked", example="2024-06"),
    ("tie_reports", "strength"): Holds(
        doc="1 to 4 as in a cooperation, 0: they do not work together; null: they do, but not how closely",
        example=3,
        low=0,
        high=4,
    ),
}

KEPT_BY_SERVICE = ("id", "source", "version")
"""Fields nobody sets in a body; an id is given once, when a record is made."""


def holds(topic: str, field_name: str) -> Holds:
    """What a field of a topic holds."""
    if field_name == "kind":
        return _KINDS[topic]
    return _OWN.get((topic, field_name), _SHARED[field_name])


def writable(topic: str) -> dict[str, Any]:
    """The type of every field that can be set, in the order of the dataclass."""
    kind = TOPICS[topic]
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind) if one.name not in KEPT_BY_SERVICE}


@cache
def required_fields(topic: str) -> frozenset[str]:
    """Fields without which a record of the topic says nothing: those whose type does not allow None."""
    hints = get_type_hints(TOPICS[topic])
    return frozenset(name for name, hint in hints.items() if type(None) not in get_args(hint))
