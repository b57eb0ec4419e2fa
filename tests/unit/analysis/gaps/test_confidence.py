"""Confidence: who answered, how old statements are, and which findings stay when some had not answered."""

import pytest

from app.analysis.gaps.confidence import Parameters, run
from app.analysis.interface import analysis
from app.errors import InvalidInput
from app.findings import Finding, Message, Result, finding_key
from app.network.graph.network import Network
from tests.factories import AS_OF, actor, checked, network, observation, offer, report, wave

confidence = analysis("confidence")
TASKS = {"A": "health", "B": "sport"}


def by_kind(result, kind):
    return {
        measure.subject.id: measure for measure in result.measures if measure.subject and measure.subject.kind == kind
    }


def test_without_a_survey_everything_else_is_answered():
    result = confidence(network(actor("A"), actor("B"), observation("unemployed", "D1", 20.0, ref_date="2022")))

    whole, ages = result.measures[0], by_kind(result, "topic")
    assert (whole.value, whole.reason) == (None, "no-respondents")
    assert (ages["observations"].value, ages["observations"].parts) == (1, {"statements": 1, "old": 1})
    assert result.summary == {"respondents": 0, "repetitions": 0, "unknown_pairs": 1.0}
    assert result.exact


def test_the_share_of_answers_is_told_by_wave():
    """B said something without being listed among those who answered; the second wave is after the day."""
    result = confidence(
        network(wave("w1", "A B C D", answered_by="A"), report("w1", "B", "C", 2), wave("w2", "A", date="2024-10"))
    )

    waves = by_kind(result, "wave")
    assert list(waves) == ["w1"]
    assert (waves["w1"].value, waves["w1"].parts) == (0.5, {"asked": 4, "answered": 2})


def test_a_statement_is_old_after_eighteen_months():
    """As of 2024-09-01 the limit is 2023-03-01: February 2023 is before it, all of 2023 is not."""
    entries = (checked("offers", "D1", checked_on="2023-02"), checked("actors", "D1", checked_on="2023"))
    kind = by_kind(confidence(network(*entries)), "topic")["inventory_checks"]
    assert (kind.value, kind.parts) == (0.5, {"statements": 2, "old": 1})
    assert by_kind(confidence(network(*entries), {"old_months": 24}), "topic")["inventory_checks"].value == 0


def finding(*actors: str) -> Finding:
    key = finding_key("missing-links", actors)
    message = Message("unknown")
    return Finding(
        key=key,
        analysis="missing-links",
        subjects=(),
        score=1,
        band="clear",
        rests_on="absent",
        message=message,
        evidence=(),
    )


def rerun(analysis_id: str, changed: Network) -> Result:
    """One finding whatever anybody answers, and one that hangs on the answer of A."""
    entries = (finding("C", "D"), *([finding("A", "B")] if "A" in changed.records.waves[0].answered_by else []))
    return Result(
        analysis=analysis_id, version=1, workspace=None, revision=0, as_of=AS_OF, parameters={}, findings=entries
    )


@pytest.mark.parametrize(
    ("respondents", "expected"), [("A B", 1 / 2), ("A B C D E F G H I J K L M N O P Q R S T", 18 / 20)]
)
def test_a_finding_that_hangs_on_one_answer_is_as_stable_as_that_answer_is_kept(respondents, expected):
    """One of 2 respondents is left out each time, and 2 of 20: within three standard errors of 1000 repetitions."""
    parameters = Parameters(analyses=("missing-links",), repetitions=1000, stable=0.95)
    result = run(network(wave("w", answered_by=respondents.split())), parameters, rerun)

    shares = {key: entry.value for key, entry in by_kind(result, "finding").items()}
    error = (expected * (1 - expected) / 1000) ** 0.5
    assert shares == {finding("A", "B").key: pytest.approx(expected, abs=3 * error), finding("C", "D").key: 1}
    assert (result.measures[0].value, result.measures[0].parts) == (0.5, {"findings": 2, "stable": 1})


def test_what_is_known_of_a_pair_changes_a_hint_but_does_not_end_it():
    """A and B share a task. A denies working with B; without A nobody knows, and the pair is named all the same."""
    here = [
        offer(f"s{task}", task, areas="D1", target_groups="young_people", themes=theme) for task, theme in TASKS.items()
    ]
    net = network(*here, wave("w", "A B C D", answered_by="A C"), report("w", "A", "B", 0))

    kind = by_kind(confidence(net, {"repetitions": 20}), "finding")
    assert {key: entry.value for key, entry in kind.items()} == {finding_key("missing-links", ["A", "B"]): 1}


def test_large_networks_are_asked_less_often_and_say_so():
    net = network(wave("w", "A B C", answered_by="A"))
    result = confidence(net, {"most_work": 3 * len(net.actors)})
    assert (result.summary["repetitions"], result.exact) == (3, False)


@pytest.mark.parametrize("wrong", ["confidence", "density", "nothing"])
def test_only_analyses_with_findings_are_asked_again(wrong):
    with pytest.raises(InvalidInput) as refused:
        confidence(network(), {"analyses": wrong})
    assert [problem.pointer for problem in refused.value.problems] == ["/analyses"]


@pytest.mark.parametrize(("respondents", "most_work", "expected"), [("A", 3, 3), ("A B", 1, 1), ("A B", 7, 3)])
def test_the_repetitions_are_the_work_by_actor_and_at_least_one(respondents, most_work, expected):
    net = network(wave("w", answered_by=respondents))
    assert run(net, Parameters(most_work=most_work), rerun).summary["repetitions"] == expected


def test_every_repetition_leaves_out_as_many_respondents():
    """Half of ten are five different ones, 200 times."""
    answered = []

    def counted(analysis_id: str, changed: Network) -> Result:
        answered.append(len(changed.records.waves[0].answered_by))
        return rerun(analysis_id, changed)

    run(network(wave("w", answered_by="A B C D E F G H I J")), Parameters(dropped=0.5), counted)
    assert set(answered) == {10, 5}


def test_a_finding_of_exactly_the_share_is_stable():
    """C and D are named in every repetition."""
    result = run(network(wave("w", answered_by="A B")), Parameters(stable=1.0), rerun)
    assert result.measures[0].parts == {"findings": 2, "stable": 1}
