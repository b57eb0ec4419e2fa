"""Progress: what was decided and what changed since an earlier report, in every edition and form, for the coordinator."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.errors import InvalidInput
from app.findings import Finding
from app.network.graph.network import Network
from app.records.decisions import Decision
from app.report.agenda import agenda, evidence_digest
from app.report.choice import first_of_clusters
from app.report.progress import Earlier, Progress, earlier_report
from app.report.report import Report
from app.report.texts import texts
from app.usecases.make_report import FORMATS, make_report, rendered, results_for_report
from tests.factories import AS_OF, area, group, network, offer, tie

SAME = {"areas": "D1", "target_groups": "refugees", "themes": "health", "start": "2024", "end": "2026"}
WORK = (
    area("D1"),
    *(offer(f"s{who}", who, **SAME) for who in "ABC"),
    group("round", "A B", areas="D1", themes="health"),
)
NO = tie("A", "B", status="denied")


def city(*further) -> Network:
    return network(*WORK, *further)


def findings_of(seen: Network, analysis: str) -> list[Finding]:
    return [
        finding for result in results_for_report(seen) if result.analysis == analysis for finding in result.findings
    ]


def decided(finding: Finding, seen: Network, kind="done", **values) -> Decision:
    return Decision(
        id=f"d-{finding.key}-{kind}",
        finding=finding.key,
        title=f"Titel von {finding.key}",
        kind=kind,
        at=values.pop("at", datetime(2024, 9, 1, tzinfo=UTC)),
        digest=evidence_digest(finding, seen),
        **values,
    )


def report(seen: Network, *decisions: Decision, edition="bericht", audience="internal", earlier=None) -> Report:
    progress = Progress(decisions, earlier)
    return make_report(seen, title="T", lang="de", audience=audience, edition=edition, progress=progress)


def keys_of(made: Report) -> set[str]:
    return {card.key for section in made.sections for card in section.cards}


def lines_of(made: Report, code: str) -> tuple[str, ...]:
    return next((section.lines for section in made.sections if section.code == code), ())


@pytest.mark.parametrize("edition", ["bericht", "kurz"])
@pytest.mark.parametrize("audience", ["internal", "partners", "public"])
@pytest.mark.parametrize(
    ("kind", "reason"), [("done", None), ("wanted", "language"), ("wrong", "other"), ("later", None)]
)
def test_what_is_settled_is_no_card_for_anybody(edition, audience, kind, reason):
    result = city()
    card = findings_of(result, "parallel-offers")[0]
    until = date(2030, 1, 1) if kind == "later" else None
    made = report(result, decided(card, result, kind, reason=reason, until=until), edition=edition, audience=audience)
    similar = {finding.key for finding in findings_of(result, "parallel-offers")}
    assert bool(keys_of(report(result, edition=edition, audience=audience)) & similar) == (audience != "public")
    assert not keys_of(made) & similar
    assert not {hint.key for hint in made.hints} & similar


def test_the_bericht_tells_each_decision_with_its_reason_role_and_day():
    result = city()
    card = findings_of(result, "parallel-offers")[0]
    decision = decided(
        card, result, "wanted", reason="language", text="Arabisch und Farsi", by_role="Amt 50", until=date(2025, 9, 1)
    )
    assert lines_of(report(result, decision), "progress") == (
        f"So gewollt: Titel von {card.key} (Amt 50; bis 01.09.2025; andere Sprache oder Kultur; Arabisch und Farsi).",
    )


def test_what_is_in_hand_keeps_its_card_says_who_and_is_no_step_of_the_kurzfassung():
    result = city(NO)
    card = findings_of(result, "parallel-offers")[0]
    decision = decided(card, result, "accepted", by_role="Amt 50", until=date(2024, 11, 12))
    made = report(result, decision)
    (shown,) = [shown for section in made.sections for shown in section.cards if shown.key == card.key]
    assert shown.status == "accepted"
    assert shown.additions[0] == "Wird angegangen (Amt 50; bis 12.11.2024)."
    short = report(result, decision, edition="kurz")
    assert card.key not in keys_of(short)
    assert lines_of(short, "since") == (f"Wird angegangen: Titel von {card.key} (Amt 50; bis 12.11.2024).",)


def test_the_kurzfassung_counts_what_is_settled():
    outcome = city()
    cards = first_of_clusters(finding for result in results_for_report(outcome) for finding in result.findings)
    decisions = [
        decided(cards[0], outcome),
        decided(cards[1], outcome),
        decided(cards[2], outcome, "wanted", reason="other"),
    ]
    assert lines_of(report(outcome, *decisions, edition="kurz"), "since") == (
        "Entschieden: zwei erledigt, einer so gewollt.",
    )


@pytest.mark.parametrize("audience", ["partners", "public"])
def test_who_decided_what_is_for_the_coordinator_alone(audience):
    result = city(NO)
    cards = findings_of(result, "parallel-offers")
    decisions = [decided(cards[0], result, "accepted", by_role="Amt 50", text="geheim")]
    for edition in ("bericht", "kurz", "sitzung"):
        made = report(result, *decisions, edition=edition, audience=audience, earlier=Earlier("X", {"gone": "Weg"}))
        text = json.dumps(rendered(made, "json").decode())
        assert "Amt 50" not in text
        assert "geheim" not in text
        assert "Weg" not in text


def test_a_decision_about_a_card_is_one_about_all_of_its_pairs_until_another_offer_comes():
    result = city()
    pairs = findings_of(result, "parallel-offers")
    decision = decided(pairs[1], result, "wanted", reason="other")
    assert {item.status for item in agenda(pairs, [decision], result, AS_OF)} == {"wanted"}
    grown = network(*WORK, offer("sD", "D", **SAME))
    items = agenda(findings_of(grown, "parallel-offers"), [decision], grown, AS_OF)
    assert {item.status for item in items} == {"open"}
    assert any(item.returned for item in items)


def test_findings_of_one_cluster_that_say_different_things_are_decided_apart():
    result = city()
    hint = findings_of(result, "parallel-offers")[0]
    sibling = replace(hint, key="other", message=replace(hint.message, code="wanted"))
    items = agenda([hint, sibling], [decided(hint, result)], result, AS_OF)
    assert [item.status for item in items] == ["done", "open"]


def test_new_closed_and_staying_are_told_by_key():
    before = make_report(city(), title="T", lang="de", audience="internal")
    earlier = earlier_report(rendered(before, "json").decode(), audience="internal", lang="de")
    assert earlier.titles == {hint.key: hint.title for hint in before.hints}
    result = city(
        tie("A", "B", status="confirmed", strength=4),
        tie("A", "C", status="confirmed", strength=4),
        offer("sE", "E", themes="sport"),
    )
    lines = lines_of(report(result, earlier=earlier), "progress")
    now = {hint.key for hint in make_report(result, title="T", lang="de", audience="internal").hints}
    was = {hint.key for hint in before.hints}
    assert was - now
    assert lines[0].startswith("Seit dem Bericht vom 01.09.2024: ")
    assert ("Nicht mehr offen: " in " ".join(lines)) == bool(was - now)


def test_the_same_data_say_that_nothing_is_new():
    result = city()
    before = make_report(result, title="T", lang="de", audience="internal")
    earlier = earlier_report(rendered(before, "json").decode(), audience="internal", lang="de")
    cards = len({hint.card for hint in before.hints})
    (line,) = lines_of(report(result, earlier=earlier), "progress")
    assert line.startswith("Seit dem Bericht vom 01.09.2024 gibt es nichts Neues; ")
    numbers = {1: "ein Hinweis", 2: "zwei", 3: "drei", 4: "vier", 5: "fünf", 6: "sechs", 7: "sieben", 8: "acht"}
    assert numbers.get(cards, str(cards)) in line


def test_a_renamed_organisation_makes_nothing_new():
    result = city()
    before = make_report(result, title="T", lang="de", audience="internal")
    earlier = Earlier("X", {hint.key: hint.title for hint in before.hints})
    renamed = build_renamed(result)
    (line,) = lines_of(report(renamed, earlier=earlier), "progress")
    assert "nichts Neues" in line


def build_renamed(seen: Network) -> Network:
    return network(*WORK, *(replace(actor, name=f"{actor.name} neu") for actor in seen.actors))


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"hints": 1}', '{"hints": [1]}', '{"hints": [{"key": "k"}]}'])
def test_what_is_no_report_is_refused_with_what_to_do(text):
    with pytest.raises(InvalidInput) as refused:
        earlier_report(text, audience="internal", lang="de")
    assert "--format json" in (refused.value.hint or "")


@pytest.mark.parametrize(("audience", "lang"), [("partners", "de"), ("internal", "en")])
def test_a_report_for_other_readers_is_refused(audience, lang):
    text = rendered(make_report(city(), title="T", lang="de", audience="internal"), "json").decode()
    with pytest.raises(InvalidInput) as refused:
        earlier_report(text, audience=audience, lang=lang)
    assert f"--audience {audience} --lang {lang}" in (refused.value.hint or "")


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_tells_what_is_in_hand(form):
    result = city(NO)
    card = findings_of(result, "parallel-offers")[0]
    content = rendered(report(result, decided(card, result, "accepted", by_role="Amt-Fuenfzig")), form)
    if form == "xlsx":
        book = load_workbook(BytesIO(content))
        titles = texts("common", "de")
        rows = list(book[titles["table"]["findings"]].iter_rows(values_only=True))
        at = rows[0].index(titles["column"]["status"])
        assert titles["status"]["accepted"] in {row[at] for row in rows[1:]}
    elif form in ("html", "md", "json", "csv"):
        assert "Amt-Fuenfzig" in content.decode("utf-8-sig")
