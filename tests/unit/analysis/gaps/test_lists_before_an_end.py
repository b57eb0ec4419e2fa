"""A list confirmed before the entry ended that filled a gap does not say what holds since: the gap stays a question."""

import pytest

from app.analysis.interface import analysis
from app.report.texts import sentences
from tests.factories import actor, area, checked, group, indicator, network, observation, project

CITY = (area("E", kind="city"), *(area(name, part_of="E", name=f"Viertel {name}") for name in ("N", "S", "W", "O")))
ACTORS = tuple(actor(name, active_in="N") for name in "ABC")
WORK = {"areas": "N", "target_groups": "children", "themes": "sport"}
GROUP = {"kind": "district_conference", "areas": "N", "decides": "decides", "residents": "half"}
MODEL = project("m", "A", role_model="evaluated", areas="S", target_groups="children", themes="sport", name="Vorbild")
SHARES = {"S": 30, "N": 28, "W": 12, "O": 10}
ALIKE = (
    *(indicator(name, direction="more_need", target_group="children") for name in "uvw"),
    *(observation(name, place, share, base=5000) for name in "uvw" for place, share in SHARES.items()),
)

CASES = {
    "unbridged-areas": ("working_groups", lambda end: [group("G", "A", name="Runde", end=end, **GROUP)], ()),
    "participation": ("working_groups", lambda end: [group("G", "A", name="Runde", end=end, **GROUP)], ()),
    "joint-projects": ("projects", lambda end: [project("G", "A", partners="B", name="Runde", end=end, **WORK)], ()),
    "role-models": ("projects", lambda end: [project("G", "A", name="Runde", end=end, **WORK)], (MODEL, *ALIKE)),
}
"""The list, the entry that ended, and what else it takes for a finding, by analysis."""


def finding(name, end):
    record_kind, ended, further = CASES[name]
    seen = network(*CITY, *ACTORS, *further, *ended(end), checked(record_kind, "N", checked_on="2024-06-30"))
    findings = analysis(name)(seen).findings
    about = [
        entry for entry in findings if entry.message.arguments.get("area") and entry.message.arguments["area"].id == "N"
    ]
    return next(entry for entry in about if entry.message.code.removesuffix("_unchecked") not in ("mediator", "bridge"))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(("end", "is_known"), [("2024-06-30", True), ("2024-07-01", False), ("2024-08-31", False)])
def test_a_list_says_what_is_missing_if_it_was_confirmed_after_the_last_end(name, end, is_known):
    assert (finding(name, end).rests_on == "recorded") is is_known


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", "seit dem Ende von „Runde“ am 31.08.2024 nicht als vollständig bestätigt (zuletzt am 30.06.2024"),
        ("en", "since “Runde” ended on 31 August 2024 (last on 30 June 2024"),
    ],
)
def test_the_question_tells_what_ended_since(name, lang, words):
    question = finding(name, "2024-08-31")
    assert words in sentences(name, question.message, lang, stand="01.09.2024", audience="internal", rests_on="").why
