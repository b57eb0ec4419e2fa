"""Missing links: candidates, weights, cards and what a finding names."""

from itertools import product
from math import fsum

import pytest

from app.analysis.interface import analysis
from app.errors import InvalidInput
from app.findings import Code, Subject
from app.formats.graph_files import read_graph
from app.network.graph.from_graph_file import build_graph_network, graph_settings
from app.network.pairs.link_features import TERMS
from app.report.texts import label, sentences
from tests.factories import AS_OF, actor, area, grant, group, network, occasion, offer, project, tie
from tests.graphs import DATA, DAY, reference_case

YOUTH = {"areas": "D1", "target_groups": "young_people"}
CROWD = "A B " + " ".join(f"M{number:02}" for number in range(11))
"""Too many for everybody to know everybody."""

COMPLEMENTARY = (
    area("D1", name="Nordviertel"),
    offer("s1", "A", themes="education_talent", **YOUTH),
    offer("s2", "B", themes="health", **YOUTH),
)


def findings(*records, closed_world=False, **parameters):
    return analysis("missing-links")(network(*records, closed_world=closed_world), parameters).findings


def pairs(findings):
    return {tuple(subject.id for subject in finding.subjects) for finding in findings}


def only(findings):
    (finding,) = findings
    return finding


@pytest.fixture(scope="module")
def wetlands():
    settings = graph_settings({"item_attribute": "ses_type", "item_value": "0"})
    return build_graph_network(read_graph(DATA / "wetlands"), DAY, settings)


COUNTED = {"weights": (1, 0, 0, 0, 0, 0), "idf": False, "normalise": False, "per_actor": 1000}


def test_wetlands_has_as_many_open_and_closed_pairs_as_motifr_counts(wetlands):
    result = analysis("missing-links")(wetlands, COUNTED)

    counts = [finding.message.arguments["same_task"] for finding in result.findings]
    assert len(counts) == 374
    assert sum(counts) == reference_case("motifr_1_2_IC_open")["expected"] == 543
    assert result.summary["coordinated"] == 108


def test_wetlands_begins_with_the_gaps_motifr_finds(wetlands):
    result = analysis("missing-links")(wetlands, COUNTED).findings

    first = {
        (*sorted(subject.id for subject in item.subjects), item.message.arguments["same_task"]) for item in result[:2]
    }
    expected = [(*sorted(pair), count) for *pair, count in reference_case("motifr_identify_gaps_top6")["expected"]]
    assert first == set(expected[:2])
    assert result[2].message.arguments["same_task"] == 4
    assert set(expected) <= {
        (*sorted(s.id for s in entry.subjects), entry.message.arguments["same_task"]) for entry in result
    }


def test_contributions_sum_to_the_score(wetlands):
    result = analysis("missing-links")(wetlands).findings

    assert result
    for entry in result:
        assert tuple(entry.contributions) == TERMS
        assert abs(fsum(entry.contributions.values()) - entry.score) <= 1e-9


def test_nobody_is_named_more_often_than_wanted(wetlands):
    result = analysis("missing-links")(wetlands, {"per_actor": 2}).findings

    named = [subject.id for entry in result for subject in entry.subjects]
    assert max(map(named.count, named)) == 2


def test_a_bounded_term_times_its_weight_is_its_contribution():
    result = only(findings(*COMPLEMENTARY, closed_world=True, weights=(0, 0.5, 0, 0, 0.5, 0)))

    assert result.message.arguments["complementary"] == 1
    assert result.contributions["complementary"] == 0.5 * (1 / 2)
    assert result.message.arguments["bridging"] == 1, "two actors without a way gain 1 pair at distance 1, by n - 1"


def test_bridging_is_left_out_where_too_little_is_known():
    result = analysis("missing-links")(network(*COMPLEMENTARY))

    assert only(result.findings).contributions["complementary"] == pytest.approx(0.20 / 0.80 / 2)
    assert result.summary["bridging"] == "left_out_too_many_unknown_pairs"
    assert only(result.findings).message.arguments["bridging"] == 0
    assert only(findings(*COMPLEMENTARY, most_unknown=1.0)).message.arguments["bridging"] == 1, (
        "of all pairs none is known"
    )


def test_only_the_best_pairs_by_the_other_terms_get_the_bridging_term():
    records = [*COMPLEMENTARY, offer("s3", "C", themes="education_talent", areas="D2", target_groups="young_people")]
    records += [offer("s4", "D", themes="health", areas="D2", target_groups="young_people")]
    records += [grant("g1", "esf", "A"), grant("g2", "esf", "B")]

    result = findings(*records, closed_world=True, bridged=1)
    assert {
        pair: entry.contributions["bridging"] > 0 for pair, entry in zip((("A", "B"), ("C", "D")), result, strict=True)
    } == {
        ("A", "B"): True,
        ("C", "D"): False,
    }


@pytest.mark.parametrize("weights", [(1, 0, 0, 0, 0), (0.5, 0.6, -0.1, 0, 0, 0), (0.3, 0.2, 0.1, 0.15, 0.2, 0.1)])
def test_weights_that_are_none_are_refused(weights):
    with pytest.raises(InvalidInput, match="weights"):
        findings(*COMPLEMENTARY, weights=weights)


@pytest.mark.parametrize(
    ("records", "code", "card", "band"),
    [
        ([], "unknown", "ask", "possible"),
        ([tie("A", "B", status="one_sided")], "one_sided", "ask", "possible"),
        ([tie("A", "B", status="stated")], "closeness_unknown", "ask", "possible"),
        ([tie("A", "B", status="denied")], "known", "introduce", "clear"),
        ([tie("A", "B", status="denied"), group("g", CROWD)], "meet", "agree", "clear"),
        ([tie("A", "B", status="confirmed", strength=2)], "loose", "agree", "clear"),
        ([tie("A", "B", status="contradicted")], "contradicted", None, "possible"),
    ],
)
def test_what_is_known_decides_the_card(records, code, card, band):
    result = only(
        finding for finding in findings(*COMPLEMENTARY, *records) if [two.id for two in finding.subjects] == ["A", "B"]
    )

    assert (result.message.code, result.card, result.band) == (code, card, band)
    assert result.audience == ("internal" if code == "contradicted" else "partners")


def test_in_a_closed_world_no_record_means_introduce():
    assert only(findings(*COMPLEMENTARY, closed_world=True)).card == "introduce"


@pytest.mark.parametrize(
    "coordinated",
    [tie("A", "B", strength=3), tie("A", "B", kind="agreement"), tie("A", "B", strength=4, status="confirmed")],
)
def test_coordinated_pairs_are_no_candidates(coordinated):
    assert findings(*COMPLEMENTARY, coordinated) == ()


def test_units_of_one_organisation_are_no_candidates():
    assert findings(*COMPLEMENTARY, actor("A", unit_of="T"), actor("B", unit_of="T"), actor("T")) == ()


def test_a_pair_with_similar_offers_has_its_card_there():
    alike = [offer(name, who, themes="education_talent", **YOUTH) for name, who in (("s1", "A"), ("s2", "B"))]

    assert analysis("parallel-offers")(network(*alike)).findings
    assert findings(*alike) == ()


def test_pairs_that_share_nothing_are_no_candidates():
    assert findings(tie("A", "C"), tie("B", "C")) == ()


def test_contradicted_pairs_come_last_and_take_nobodys_turn():
    records = [
        offer(f"s{who}", who, themes=theme, **YOUTH)
        for who, theme in (("A", "health"), ("B", "sport"), ("C", "housing"))
    ]
    doubt = tie("A", "B", status="contradicted")

    result = findings(*records, doubt, grant("g1", "esf", "A"), grant("g2", "esf", "B"), per_actor=1)
    assert [entry.message.code for entry in result] == ["unknown", "contradicted"]


RICH = (
    *COMPLEMENTARY,
    group("g", CROWD, name="Stadtteilkonferenz"),
    grant("g1", "esf", "A"),
    grant("g2", "esf", "B"),
    tie("A", "C", strength=2),
    tie("B", "C", strength=3),
    tie("A", "B", status="denied"),
    occasion("festival", "2024-09-14", name="Sommerfest", participants=("A", "B")),
    occasion("session", "2024-10-01", name="Sitzung", working_group="g"),
)


def test_a_finding_names_what_it_rests_on():
    result = only(finding for finding in findings(*RICH) if finding.message.code == "meet")

    arguments = result.message.arguments
    assert {(source.kind, source.id) for source in result.evidence} == {
        ("offer", "s1"),
        ("offer", "s2"),
        ("working_group", "g"),
        ("grant", "g1"),
        ("grant", "g2"),
        ("cooperation", "A--B"),
    }
    assert arguments["area"] == Subject("area", "D1", "Nordviertel")
    assert arguments["group"] == Code("target_group", "young_people")
    assert (arguments["themes_of_a"], arguments["themes_of_b"]) == (
        (Code("theme", "education_talent"),),
        (Code("theme", "health"),),
    )


def test_a_joint_project_beside_a_no_is_cited_once():
    joint = project("p", partners="A B", themes="health", **YOUTH)
    result = only(findings(area("D1"), actor("A"), actor("B"), joint, tie("A", "B", status="denied")))
    assert [source.id for source in result.evidence] == ["p", "A--B"]


def test_a_finding_names_the_way_and_the_occasion():
    arguments = only(finding for finding in findings(*RICH) if finding.message.code == "meet").message.arguments

    assert arguments["introducer"] == Subject("actor", "C", "C")
    assert arguments["path"] == (Subject("actor", "C", "C"),)
    assert arguments["hops"] == 2
    assert arguments["occasion"].name == "Sommerfest"
    assert arguments["occasion_date"].isoformat() == "2024-09-14"
    assert arguments["both_expected"] is True
    assert arguments["session"].isoformat() == "2024-10-01"


@pytest.mark.parametrize(
    ("of_pair", "ties"),
    [
        (tie("A", "B", status="denied"), {"A--B", "A--C", "B--C"}),
        (tie("A", "B", status="contradicted"), {"A--B", "A--C", "B--C"}),
        (tie("A", "B", status="unknown"), {"A--B"}),  # as of a no, others read nothing of ties here
    ],
)
def test_who_is_said_to_work_with_both_is_backed_by_both_ties(of_pair, ties):
    through = (tie("A", "C", strength=2), tie("B", "C", strength=3), tie("B", "C", kind="funding"))
    result = only(
        finding for finding in findings(*COMPLEMENTARY, *through, of_pair) if "C" not in str(finding.subjects)
    )
    assert {entry.id for entry in result.evidence if entry.kind == "cooperation"} == ties
    assert len([source for source in result.evidence if source.id == "B--C"]) == (
        "B--C" in ties
    )  # paying is not cooperating


def test_who_said_no_is_asked_alone_before_they_are_brought_together():
    result = only(findings(*COMPLEMENTARY, tie("A", "C"), tie("B", "C"), tie("A", "B", status="denied")))
    outcome = sentences("missing-links", result.message, "de", rests_on="", stand="heute", audience="internal")
    assert outcome.what_to_do == (
        "Sie könnten beide einzeln fragen und, wenn beide möchten, zusammenbringen; "
        "C arbeitet mit beiden zusammen und könnte das Gespräch einleiten."
    )


def against(*records):
    return only(findings(*records)).message.arguments["against"]


def test_work_that_ends_soon_speaks_against_a_hint():
    ending = offer("s1", "A", themes="education_talent", end="2024-12", **YOUTH)

    assert against(*COMPLEMENTARY[2:], ending) == ("ends_soon",)
    assert against(*COMPLEMENTARY) == ()


def test_being_for_everybody_speaks_against_a_hint():
    everybody = {"areas": "D1", "target_groups": "residents"}

    assert against(project("s1", "A", themes="sport", **everybody), offer("s2", "B", themes="sport", **everybody)) == (
        "for_everybody",
    )


def test_a_wider_area_speaks_against_a_hint():
    city = offer("s1", "A", areas="E", target_groups="residents", themes="sport")
    ending = offer("s2", "B", areas="D1", target_groups="residents", themes="sport", end="2024-10")

    assert "wider_area" in against(area("E"), area("D1", part_of="E"), city, ending)


def test_what_lies_in_no_cell_is_not_looked_at():
    result = analysis("missing-links")(network(offer("s1", "A", themes="health")))

    assert {entry.code for entry in result.not_looked_at} == {"offers_without_area", "offers_without_target_group"}


STATES = (
    (),
    (tie("A", "B", status="one_sided"),),
    (tie("A", "B", status="stated"),),
    (tie("A", "B", status="denied"),),
    (tie("A", "B", strength=2),),
    (tie("A", "B", status="contradicted"),),
)
GROUNDS = (
    COMPLEMENTARY,
    (group("g", CROWD, name="Runder Tisch"),),
    (grant("g1", "esf", "A"), grant("g2", "esf", "B")),
    (*RICH[:5], *RICH[5:7], *RICH[8:]),
)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("audience", ["internal", "partners"])
def test_every_finding_is_said_in_three_sentences(lang, audience):
    entries = set()
    for ground, state in product(GROUNDS, STATES):
        for finding in findings(*ground, *state):
            rests_on = label("rests", finding.rests_on, lang)
            words = sentences(
                finding.analysis, finding.message, lang, rests_on=rests_on, stand=AS_OF, audience=audience
            )
            entries.add(finding.message.code)
            for sentence in (words.what, words.why, words.what_to_do, *words.additions):
                assert sentence.endswith(".")
                assert not any(wrong in sentence for wrong in ("{", "None", " ,", " .", " ;", "()"))
    assert entries == {"known", "meet", "loose", "unknown", "one_sided", "closeness_unknown", "contradicted"}


def test_partners_are_not_told_who_said_no():
    result = only(finding for finding in findings(*COMPLEMENTARY, tie("A", "B", status="denied")))

    words = sentences(
        result.analysis, result.message, "de", rests_on="nicht eingetragen", stand=AS_OF, audience="partners"
    )
    assert "eine Zusammenarbeit ist nicht eingetragen" in words.what
    assert "Auskunft" not in f"{words.what} {words.why} {words.what_to_do}"


@pytest.mark.parametrize(("basis", "judged"), [("survey", False), ("stated", True)])
def test_whether_the_coordinator_alone_says_no_is_told(basis, judged):
    arguments = only(findings(*COMPLEMENTARY, tie("A", "B", status="denied", basis=basis))).message.arguments
    assert arguments["told_judged"] is judged


def test_the_offers_and_projects_in_which_two_meet_are_counted():
    """Two offers of A, and a project of B for the same people in the same place."""
    records = (
        *COMPLEMENTARY[:2],
        offer("s2", "A", themes="sport", **YOUTH),
        project("p", "B", themes="health", **YOUTH),
    )
    arguments = only(findings(*records)).message.arguments
    assert (arguments["offers"], arguments["projects"]) == (2, 1)


def test_partners_with_mere_contact_to_one_of_the_two_are_told_as_such():
    """C, on the way between A and B, ends too soon to introduce them; D could, but hardly knows A."""
    ties = (tie("A", "C", strength=1), tie("B", "C", strength=4))
    second = (tie("A", "D", strength=2), tie("B", "D", strength=4))
    ending = actor("C", end="2024-12")

    alone = only(findings(*COMPLEMENTARY, *ties, ending)).message.arguments
    beside = only(findings(*COMPLEMENTARY, *ties, *second, ending)).message.arguments
    close = only(findings(*COMPLEMENTARY, tie("A", "C", strength=3), ties[1])).message.arguments
    assert [partner.id for partner in alone["only_contact"]] == ["C"]
    assert [partner.id for partner in beside["only_contact"]] == ["C", "D"]
    assert close["only_contact"] == ()
