"""Can anybody's answer be worked out from what is told of trust? Random answers, every set of groups that fit together."""

from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.network.disclosure.group_ratings import FEWEST_RATED, FEWEST_RATERS, Rated, aggregates
from app.records.cooperations import TieReport
from tests.factories import report, wave
from tests.trials import trials

ACTORS = tuple("ABCDEFGHIJ")
RATERS = tuple("rstuvwxyz")
EVERYONE = Rated("whole", "", frozenset(ACTORS))
WAVES = [wave("w1", date="2022"), wave("w2", date="2023")]

_group = st.lists(st.integers(0, 2), min_size=len(ACTORS), max_size=len(ACTORS))
_score = st.tuples(st.sampled_from(RATERS), st.sampled_from(ACTORS), st.sampled_from([4, 3, 3, 3, 3]))
_scores = st.lists(_score, min_size=15, max_size=70, unique_by=lambda one: one[:2])


def families(*members: list[int]) -> list[Rated]:
    return [
        Rated(str(at), str(group), frozenset(actor for actor, own in zip(ACTORS, member, strict=True) if own == group))
        for at, member in enumerate(members)
        for group in sorted(set(member))
    ]


def published_sets(
    scores: list[tuple[str, str, int]], sets: list[Rated], later: list[tuple[str, str, int]] = ()
) -> set[Rated]:
    reports = [answer("w1", *score) for score in scores] + [answer("w2", *entry) for entry in later]
    return set(aggregates(WAVES, reports, "openness", EVERYONE, sets))


def answer(wave_id: str, by: str, about: str, score: int) -> TieReport:
    return report(wave_id, by, about, trust_openness=score)


def gives_nobody_away(actors: frozenset[str], scores: list[tuple[str, str, int]]) -> bool:
    entries = [score for score in scores if score[1] in actors]
    raters, rated, values = (set(column) for column in zip(*entries, strict=True))
    return len(raters) >= FEWEST_RATERS and len(rated) >= FEWEST_RATED and len(values) > 1


@settings(deadline=None, max_examples=trials(300))
@given(scores=_scores, kinds=_group, spheres=_group, areas=_group)
def test_what_is_told_and_every_difference_of_it_gives_nobody_away(scores, kinds, spheres, areas):
    sets = families(kinds, spheres, areas)
    result = published_sets(scores, sets)
    about = {about for _by, about, _score in scores}

    for whole in result:
        assert gives_nobody_away(whole.actors, scores)
        for family in {item.family for item in result}:
            inside = [entry.actors for entry in result if entry.family == family and entry.actors < whole.actors]
            flattened = chain.from_iterable(combinations(inside, size) for size in range(1, len(inside) + 1))
            for parts in flattened:
                rest = whole.actors.difference(*parts)
                assert not rest & about or gives_nobody_away(rest, scores)


@settings(deadline=None)
@given(scores=_scores, later=_scores, kinds=_group, order=st.randoms())
def test_a_later_wave_gives_away_nobody_who_came_or_went(scores, later, kinds, order):
    sets = families(kinds)
    for member in published_sets(scores, sets) & published_sets(scores, sets, later):
        before, after = ({by for by, about, _ in item if about in member.actors} for item in (scores, later))
        assert all(not entry or len(entry) >= FEWEST_RATERS for entry in (before - after, after - before))

    shuffled = sets.copy()
    order.shuffle(shuffled)
    assert published_sets(scores, shuffled, later) == published_sets(scores, sets, later)


def test_what_is_told_of_many_answers_is_most_of_it():
    """Nine raters rate ten actors, differently: nothing has to be hidden, so the tests above look at something."""
    scores = [(by, about, 1 + (at + place) % 4) for at, by in enumerate(RATERS) for place, about in enumerate(ACTORS)]
    kinds = [0, 0, 0, 1, 1, 1, 1, 2, 2, 2]
    assert published_sets(scores, families(kinds)) == {EVERYONE, *families(kinds)}
