"""Similar offers: what makes a hint clear, possible, or no hint at all, and what is said about it."""

from dataclasses import replace
from datetime import date

import pytest

from app.analysis.gaps.parallel_offers import ANALYSIS
from app.findings import Code, Finding, Result
from app.records.sources import SourceRef
from app.report.discretion import readable
from app.report.texts import sentences, texts
from tests.factories import (
    AS_OF,
    actor,
    area,
    grant,
    group,
    indicator,
    network,
    observation,
    offer,
    programme,
    project,
    tie,
)

SAME = {
    "areas": "D1",
    "target_groups": "long_term_unemployed",
    "themes": "labour_training",
    "start": "2024-01-01",
    "end": "2025-12-31",
}
S1, S2, S3 = (offer(f"s{at}", who, **SAME) for at, who in ((1, "A"), (2, "B"), (3, "C")))
NO = tie("A", "B", status="denied")


def result(*records, **parameters) -> Result:
    return ANALYSIS(network(area("D1", part_of="E"), area("E"), *records), parameters)


def only(*records, **parameters) -> Finding:
    (finding,) = result(*records, **parameters).findings
    return finding


# --- what is known about the two --------------------------------------------------------------------------------


def test_a_known_no_and_the_same_in_every_dimension_is_clear():
    finding = only(S1, S2, NO)
    assert (finding.band, finding.score, finding.rests_on) == ("clear", 1, "absent")
    assert (finding.message.code, finding.card, finding.unknowns) == ("not_coordinated", "reconcile", ())
    assert [subject.id for subject in finding.subjects] == ["s1", "s2"]


def test_toy_of_the_document():
    two = offer("s2", "B", **SAME | {"start": "2024-07-01", "end": "2026-06-30"})
    finding = only(S1, two, NO)
    assert (finding.band, round(finding.score, 6)) == ("clear", 0.931242)  # fourth root of 549/730
    assert finding.contributions == {"area": 1, "target_group": 1, "theme": 1, "time": 549 / 730}
    assert finding.message.arguments["until"] == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("known", "code", "rests_on"),
    [
        ((), "coordination_unknown", "unknown"),
        ((tie("A", "B", status="one_sided", strength=4),), "one_sided", "one_sided"),
        ((tie("A", "B", status="contradicted"),), "contradicted", "contradicted"),
        ((tie("A", "B", status="stated"),), "closeness_unknown", "stated"),
        ((tie("A", "B", kind="funding", strength=4),), "coordination_unknown", "unknown"),
    ],
)
def test_without_a_known_no_it_is_possible_and_a_question(known, code, rests_on):
    finding = only(S1, S2, *known)
    assert (finding.band, finding.card) == ("possible", "ask")
    assert (finding.message.code, finding.rests_on) == (code, rests_on)
    assert "coordination" in finding.unknowns


def test_contradicting_statements_are_for_the_coordinator_alone():
    assert only(S1, S2, tie("A", "B", status="contradicted")).audience == "internal"
    assert only(S1, S2).audience == "partners"


@pytest.mark.parametrize(
    "known", [(tie("A", "B", strength=3),), (project("p", "A B", start="2024"),), (tie("A", "B", kind="agreement"),)]
)
def test_coordinated_offers_are_no_hint_but_counted(known):
    outcome = result(S1, S2, *known)
    assert outcome.findings == ()
    assert (outcome.summary["similar_pairs"], outcome.summary["coordinated"]) == (1, 1)


# --- what keeps a hint from being clear ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "unknown"),
    [
        ({"areas": ""}, "area_missing"),
        ({"target_groups": ""}, "target_group_missing"),
        ({"themes": ""}, "theme_missing"),
        ({"start": None, "end": None}, "time_missing"),
        ({"areas": "E"}, "wider_area"),
        ({"target_groups": "unemployed"}, "broad_terms"),
        ({"themes": "labour_market"}, "broad_terms"),
    ],
)
def test_possible_at_most(change, unknown):
    finding = only(S1, offer("s2", "B", **SAME | change), NO)
    assert (finding.band, finding.unknowns) == ("possible", (unknown,))
    assert finding.score >= 0.75, "it would be clear by its score"


def test_an_open_end_is_told_but_keeps_a_hint_clear():
    finding = only(S1, offer("s2", "B", **SAME | {"end": None}), NO)
    assert (finding.band, finding.unknowns) == ("clear", ("open_ended",))


def test_thresholds_are_inclusive():
    # area, group and time equal, one of four themes shared: .25 to the power 1/4 = .70711
    two = offer("s2", "B", **SAME | {"themes": "labour_training sport housing mobility"})
    assert only(S1, two, NO).band == "possible"
    assert only(S1, two, NO, clear_from=0.7).band == "clear"
    assert result(S1, two, NO, possible_from=0.75).findings == ()
    assert only(S1, S2, NO, clear_from=1.0, possible_from=1.0).band == "clear"


def paid_by(*amounts, of="esf esf"):
    grants = [
        grant(f"g{number}", programme_id, offers=f"s{number}", amount_eur=amount, start="2024", end="2025")
        for number, (amount, programme_id) in enumerate(zip(amounts, of.split(), strict=True), 1)
    ]
    return (programme("esf"), programme("efre"), *grants)


@pytest.mark.parametrize(
    "paid",
    [
        paid_by(None, None),
        paid_by(100.0, None),
        paid_by(100.0, 200.0),
        paid_by(100.0, 100.0, of="esf efre"),
    ],
)
def test_the_dates_of_a_programme_say_nothing(paid):
    assert only(S1, S2, *paid).message.code == "coordination_unknown"


def test_one_grant_for_both_is_probably_coordinated():
    finding = only(S1, S2, programme("esf"), grant("g1", "esf", "A", offers="s1 s2"))
    assert finding.message.code == "probably_coordinated"
    assert finding.message.arguments["joint_grant"]


def test_the_same_amount_of_one_programme_is_probably_coordinated():
    paid = paid_by(100.0, 100.0)
    finding = only(S1, S2, tie("A", "B", strength=2), *paid)
    assert (finding.message.code, finding.band, finding.card) == ("probably_coordinated", "possible", "ask")
    assert {source.id for source in finding.evidence if source.kind == "grant"} == {"g1", "g2"}
    assert only(S1, S2, NO, *paid).message.code == "not_coordinated", "what somebody says outweighs the guess"
    assert only(S1, S2, tie("A", "B", status="one_sided"), *paid).message.code == "one_sided"


def test_what_the_law_wants_side_by_side_is_nothing_to_do():
    finding = only(S1, offer("s2", "B", legal_plurality=True, **SAME), NO)
    assert (finding.message.code, finding.band, finding.card) == ("wanted", "possible", None)


def test_projects_are_compared_unless_told_otherwise():
    pair = (project("p1", "A", **SAME), project("p2", "B", **SAME))
    assert [subject.kind for subject in only(*pair).subjects] == ["project", "project"]
    assert result(*pair, projects=False).findings == ()


# --- order, clusters, evidence ------------------------------------------------------------------------------------


def test_clear_hints_first_and_wanted_ones_last():
    wanted = offer("s4", "D", legal_plurality=True, **SAME)
    hints = result(S1, S2, S3, wanted, NO).findings
    assert [entry.card for entry in hints[:3]] == ["reconcile", "ask", "ask"]
    assert [hint.message.code for hint in hints[-3:]] == ["wanted"] * 3


def test_three_alike_are_one_card():
    findings = result(S1, S2, S3).findings
    assert len(findings) == 3
    assert len({entry.cluster for entry in findings}) == 1
    assert findings[0].cluster
    assert [argument.id for argument in findings[0].message.arguments["offers"]] == ["s1", "s2", "s3"]
    assert findings[0].message.arguments["n"] == 3


def test_a_card_of_pairs_of_several_states_says_of_each_what_is_known():
    hints = result(S1, S2, S3, NO).findings
    assert len({hint.cluster for hint in hints}) == 1
    assert {(hint.message.code, hint.message.arguments["n"]) for hint in hints} == {("mixed", 3)}
    assert [(hint.band, hint.rests_on, hint.card) for hint in hints] == [
        ("clear", "absent", "reconcile"),
        ("possible", "unknown", "ask"),
        ("possible", "unknown", "ask"),
    ]
    (states, *_) = sentences("parallel-offers", hints[0].message, "de", audience="internal", **COMMON).additions
    assert states == (
        "Nach Auskunft bisher nicht abgestimmt: „s1“ und „s2“. Nicht bekannt: „s1“ und „s3“; „s2“ und „s3“."
    )


@pytest.mark.parametrize(
    ("count", "lang", "title", "listed"),
    [
        (3, "de", "D1: „s1“, „s2“ und „s3“", "„s1“ (L1), „s2“ (L2) und „s3“ (L3);"),
        (4, "de", "D1: vier ähnliche Angebote, Thema ", "„s1“ (L1), „s2“ (L2), „s3“ (L3) und „s4“ (L4);"),
        (4, "en", "D1: four similar offers on ", "“s1” (L1), “s2” (L2), “s3” (L3) and “s4” (L4);"),
        (9, "de", "D1: neun ähnliche Angebote, Thema ", "„s8“ (L8) und „s9“ (L9);"),
        (10, "de", "D1: zehn ähnliche Angebote, Thema ", "„s7“ (L7)"),
        (11, "en", "D1: eleven similar offers on ", "“s6” (L6) and three more;"),
    ],
)
def test_offers_are_listed_with_who_makes_them_and_many_are_counted(count, lang, title, listed):
    finding = result(*(offer(f"s{at}", f"L{at}", **SAME) for at in range(1, count + 1))).findings[0]
    words = sentences("parallel-offers", finding.message, lang, audience="internal", **COMMON)
    assert words.title.startswith(title)
    assert listed in words.what


def test_the_coordinators_own_no_is_told_as_hers_on_a_card_of_several_states():
    judged = tie("A", "B", status="stated", strength=1)
    words = sentences(
        "parallel-offers", result(S1, S2, S3, judged).findings[0].message, "en", audience="internal", **COMMON
    )
    assert words.additions[0].startswith("Not coordinated in the view of the coordinator: “s1” and “s2”.")


def test_partners_read_the_same_of_a_card_with_a_no_as_of_one_of_which_nothing_is_known():
    with_a_no, unknown = (readable(result(S1, S2, S3, *ties).findings, "partners") for ties in ((NO,), ()))
    assert with_a_no == unknown


def test_what_is_wanted_side_by_side_stands_apart_from_what_is_open():
    wanted = offer("s4", "D", legal_plurality=True, **SAME)
    clusters = {hint.cluster: hint.message.code for hint in result(S1, S2, S3, wanted).findings}
    assert sorted(clusters.values()) == ["coordination_unknown", "wanted"]


def test_probably_coordinated_within_a_wider_question_is_part_of_the_question():
    findings = result(S1, S2, S3, *paid_by(100.0, 100.0)).findings
    assert {item.message.code for item in findings} == {"coordination_unknown"}
    assert {entry.message.arguments["n"] for entry in findings} == {3}


def test_several_of_one_name_are_named_once():
    twins = (offer("s1", "A", name="Elterncafé", **SAME), offer("s2", "B", name="Elterncafé", **SAME))
    assert [argument.name for argument in only(*twins).message.arguments["offers"]] == ["Elterncafé"]
    assert only(*twins).message.arguments["n"] == 2


def test_pairs_on_different_themes_are_different_cards():
    # s1–s2 and s2–s3 share a theme, s1–s3 do not
    chain = [
        offer(f"s{at}", who, **SAME | {"themes": themes})
        for at, who, themes in ((1, "A", "sport"), (2, "B", "sport housing"), (3, "C", "housing"))
    ]
    assert [finding.cluster for finding in result(*chain).findings] == [None, None]


def test_a_chain_on_one_theme_in_one_place_is_one_card_that_names_its_pairs():
    """s1 and s3 run in other years: alike are only s1–s2 and s2–s3."""
    spans = {"s1": ("2023", "2025-03"), "s2": ("2024", "2026"), "s3": ("2025-02", "2028")}
    chain = [offer(key, key, **SAME | {"start": start, "end": end}) for key, (start, end) in spans.items()]
    hints = result(*chain).findings
    assert {tuple(subject.id for subject in hint.subjects) for hint in hints} == {("s1", "s2"), ("s2", "s3")}
    (cluster,) = {hint.cluster for hint in hints}
    assert cluster, "two pairs are one card"
    words = sentences("parallel-offers", hints[0].message, "de", audience="partners", **COMMON)
    assert words.additions[0] == "Ähnlich sind einander „s1“ und „s2“; „s2“ und „s3“."


def test_many_pairs_are_counted_after_the_first():
    spans = [("2023", f"2025-{month:02}") for month in range(1, 7)] + [("2025-03", "2028")]
    offers = [offer(f"s{at}", f"a{at}", **SAME | {"start": start, "end": end}) for at, (start, end) in enumerate(spans)]
    hint = result(*offers).findings[0]
    words = sentences("parallel-offers", hint.message, "de", audience="internal", **COMMON)
    assert len(hint.message.arguments["pairs"]) == 17
    assert words.additions[0].endswith(" und elf weitere Paare.")


def test_citywide_offers_of_one_of_several_cities_name_the_city():
    cities = (area("X", kind="city"), area("Y", kind="city"))
    same = {**SAME, "areas": "", "area_mode": "citywide"}
    offers = [offer(key, key, **same) for key in ("x1", "x2", "y1")]
    outcome = network(
        *cities, *offers, actor("x1", home_area="X"), actor("x2", home_area="X"), actor("y1", home_area="Y")
    )
    (hint,) = ANALYSIS(outcome).findings
    words = sentences("parallel-offers", hint.message, "de", audience="internal", **COMMON)
    assert words.title == "X (stadtweit): „x1“ und „x2“"
    assert words.what.startswith("In X sind zwei ähnliche Angebote")


def test_the_key_stays_when_the_score_changes():
    later = offer("s2", "B", **SAME | {"start": "2024-07-01", "end": "2026"})
    assert only(S1, S2).key == only(S1, later).key
    assert only(S1, S2).score != only(S1, later).score


def test_at_most_so_many_and_the_rest_is_counted():
    outcome = result(S1, S2, S3, NO, at_most=1)
    assert [finding.message.code for finding in outcome.findings] == ["not_coordinated"]
    assert [outcome.summary[count] for count in ("clear", "possible", "not_listed")] == [1, 2, 2]
    assert [entry.count for entry in outcome.not_looked_at if entry.code == "hints_not_listed"] == [2]


def test_evidence_names_the_rows():
    row = SourceRef("liste.xlsx", "Angebote", 7)
    finding = only(offer("s1", "A", source=row, **SAME), S2, NO)
    assert [(source.kind, source.id) for source in finding.evidence] == [
        ("offer", "s1"),
        ("offer", "s2"),
        ("cooperation", "A--B"),
    ]
    assert finding.evidence[0].source == row


def test_what_could_not_be_compared_is_named():
    bare = offer("s1", "A")
    citywide = offer("s2", "B", area_mode="citywide", target_groups="residents", themes="sport", start="2024")
    ended = offer("s3", "C", end="2023")
    by_name = {entry.code: entry.ids for entry in result(bare, citywide, ended).not_looked_at if entry.ids}
    assert by_name == {f"offers_without_{field}": ("s1",) for field in ("area", "target_group", "theme", "dates")}


@pytest.mark.parametrize("records", [(), (actor("A"),), (S1,)])
def test_nothing_to_compare(records):
    assert result(*records).findings == ()


# --- need ---------------------------------------------------------------------------------------------------------


def need(values: dict[str, float | None], **changes):
    measured = indicator("ltu", "count", direction="more_need", target_group="long_term_unemployed")
    figures = [observation("ltu", where, value, suppressed=value is None, **changes) for where, value in values.items()]
    return (area("D2", part_of="E"), area("D3", part_of="E"), measured, *figures)


@pytest.mark.parametrize(
    ("values", "high"),
    [
        ({"D1": 300, "D2": 200, "D3": 100}, True),
        ({"D1": 200, "D2": 300, "D3": 100}, True),  # the median itself
        ({"D1": 100, "D2": 300, "D3": 200}, False),
        ({"D1": 300, "D2": 200, "D3": None}, False),  # one is hidden: nothing is told from the others
        ({"D1": 300, "D2": 200, "D3": 9}, False),  # below the threshold is hidden too
        ({}, False),
    ],
)
def test_high_need_is_told_so_that_nobody_reads_cuts_into_it(values, high):
    finding = only(S1, S2, *need(values))
    assert finding.message.arguments["high_need"] is high
    outcome = sentences(
        "parallel-offers", finding.message, "de", rests_on="", stand=date(2024, 9, 1), audience="internal"
    )
    assert bool(outcome.additions) is high


def test_high_need_is_that_of_people_whom_all_of_a_card_are_for():
    """The need of long-term unemployed people is high; s3 is not for them."""
    groups = {"s1": "long_term_unemployed", "s2": "long_term_unemployed families", "s3": "families"}
    offers = [offer(key, key, **SAME | {"target_groups": people}) for key, people in groups.items()]
    hints = result(*offers, *need({"D1": 300, "D2": 200, "D3": 100})).findings
    assert {(hint.message.arguments["n"], hint.message.arguments["high_need"]) for hint in hints} == {(3, False)}


@pytest.mark.parametrize(("change", "alike"), [({}, True), ({"areas": "E"}, False)])
def test_the_coordinator_is_told_whether_all_of_a_card_are_clear(change, alike):
    finding = only(S1, offer("s2", "B", **SAME | change), NO)
    assert finding.message.arguments["told_alike"] is alike


@pytest.mark.parametrize(("passed_on", "is_read"), [(True, True), (False, False)])
def test_partners_read_of_high_need_what_may_be_passed_on(passed_on, is_read):
    measured = replace(need({})[2], may_be_passed_on=passed_on)
    finding = only(S1, S2, measured, *(entry for entry in need({"D1": 300, "D2": 200, "D3": 100}) if entry.id != "ltu"))
    for audience, expected in (("internal", True), ("partners", is_read)):
        outcome = sentences("parallel-offers", finding.message, "de", rests_on="", stand=AS_OF, audience=audience)
        assert bool(outcome.additions) is expected


# --- in words -----------------------------------------------------------------------------------------------------

COMMON = {"rests_on": "…", "stand": date(2024, 9, 1)}
CASES = {
    "not_coordinated": (S1, S2, NO),
    "coordination_unknown": (S1, S2),
    "one_sided": (S1, S2, tie("A", "B", status="one_sided", strength=3)),
    "contradicted": (S1, S2, tie("A", "B", status="contradicted")),
    "closeness_unknown": (S1, S2, tie("A", "B", status="stated")),
    "probably_coordinated": (
        S1,
        S2,
        programme("esf"),
        grant("g1", "esf", "A", offers="s1 s2"),
    ),
    "wanted": (S1, offer("s2", "B", legal_plurality=True, **SAME)),
    "groups_apart": (group("g1", "A", areas="D1", themes="sport"), group("g2", "B", areas="D1", themes="sport"), NO),
    "groups_unknown": (group("g1", "A", areas="D1", themes="sport"), group("g2", "B", areas="D1", themes="sport")),
    "mixed": (S1, S2, S3, NO),
    "mixed_open": (S1, S2, S3, tie("A", "B", status="one_sided", strength=3)),
    "groups_mixed": (*(group(f"g{who}", who, areas="D1", themes="sport") for who in "ABC"), NO),
}


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_text_is_the_text_of_a_case(lang):
    assert texts("parallel-offers", lang).keys() - {"about", "labels"} == CASES.keys()


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("audience", ["internal", "partners"])
@pytest.mark.parametrize("code", CASES)
def test_three_sentences_for_every_case(code, audience, lang):
    finding = result(*CASES[code]).findings[0]
    assert finding.message.code == code
    outcome = sentences("parallel-offers", finding.message, lang, audience=audience, **COMMON)
    for sentence in (outcome.what, outcome.why, outcome.what_to_do):
        assert sentence.endswith(".")
        assert ". " not in sentence, "one sentence each"
        assert "  " not in sentence


def test_the_words_of_a_clear_hint():
    outcome = sentences("parallel-offers", only(*CASES["not_coordinated"]).message, "de", audience="internal", **COMMON)
    assert outcome.what == (
        "In D1 gibt es zwei ähnliche Angebote für langzeitarbeitslose Menschen zum Thema berufliche Qualifizierung, "
        "die nach den vorliegenden Auskünften bisher nicht aufeinander abgestimmt sind: „s1“ (A) und „s2“ (B)."
    )
    assert "laufen bis 31.12.2025 gleichzeitig" in outcome.why


@pytest.mark.parametrize(
    ("ties", "ground"),
    [
        ((tie("A", "B", status="stated", strength=1),), "nach Einschätzung der Koordination"),
        ((tie("A", "B", status="confirmed", strength=1),), "nach den vorliegenden Auskünften"),
        (
            (
                tie("A", "B", status="stated", strength=1),
                tie("A", "C", status="denied"),
                tie("B", "C", status="denied"),
            ),
            "nach den vorliegenden Auskünften und der Einschätzung der Koordination",
        ),
    ],
)
def test_a_no_that_is_only_judged_is_called_so(ties, ground):
    offers = (S1, S2, S3)[: 3 if len(ties) > 1 else 2]
    findings = result(*offers, *ties).findings[0]
    outcome = sentences("parallel-offers", findings.message, "de", audience="internal", **COMMON)
    assert f"die {ground} bisher nicht aufeinander abgestimmt sind" in outcome.what
    assert findings.band == "clear"


@pytest.mark.parametrize("code", ["not_coordinated", "one_sided", "contradicted"])
def test_partners_are_not_told_who_said_what(code):
    outcome = sentences("parallel-offers", only(*CASES[code]).message, "de", audience="partners", **COMMON)
    words = f"{outcome.what} {outcome.why} {outcome.what_to_do}"
    assert not {"Auskünften", "unterschiedliche", "eine Seite", "einer Seite"} & set(words.split())
    assert "Seite" not in words


def test_what_is_not_known_falls_out_of_the_sentence():
    bare = offer("s2", "B", **SAME | {"target_groups": "", "end": None, "areas": "D1"})
    outcome = sentences("parallel-offers", only(S1, bare).message, "de", audience="internal", **COMMON)
    assert outcome.what.startswith(
        "In D1 sind zwei ähnliche Angebote zum Thema berufliche Qualifizierung eingetragen: "
    )
    assert outcome.why.startswith("Grundlage sind die Angaben zu Ort, Thema und Laufzeit (")


def test_only_terms_that_all_on_a_card_share_are_named():
    third = offer("s3", "C", **SAME | {"themes": "labour_training sport"})
    findings = result(S1, offer("s2", "B", **SAME | {"themes": "labour_training sport"}), third).findings
    assert {entry.message.arguments["theme"] for entry in findings} == {(Code("theme", "labour_training"),)}


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        (
            "de",
            "Die Zielgruppen sind nicht überall dieselben: „s1“ (A) – langzeitarbeitslose Menschen; „s2“ (B) – arbeitslose Menschen.",
        ),
        (
            "en",
            "The target groups are not the same everywhere: “s1” (A) – long-term unemployed people; “s2” (B) – unemployed people.",
        ),
    ],
)
def test_a_sentence_about_several_names_only_the_people_that_all_are_for(lang, sentence):
    narrow, wide = (
        offer(entry, who, **SAME | {"target_groups": group})
        for entry, who, group in (("s1", "A", "long_term_unemployed"), ("s2", "B", "unemployed"))
    )
    words = sentences("parallel-offers", only(narrow, wide).message, lang, audience="internal", **COMMON)
    assert words.additions[0] == sentence
    assert "arbeitslose" not in words.what
    assert "unemployed" not in words.what
