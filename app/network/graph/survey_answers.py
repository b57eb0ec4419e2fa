"""Survey answers: what waves and the answers in them say about each pair of actors on a day.

The rules, and why they are so, stand in docs/decisions/survey-answers.md.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.network.graph.named_kinds import Kinds, NamedKinds
from app.network.graph.ties import OPEN_END, Ties
from app.network.kernels.pair_keys import pair_ends, pair_keys
from app.records.cooperations import BASES, KINDS, STATUSES, TieReport, Wave

_Ints = NDArray[np.int64]
_NONE, _LEFT_OUT, _UNSURE, _NO, _YES = range(5)
"""What one actor says about another, what says more last."""
_CONFIRMED, _CONTRADICTED, _ONE_SIDED, _DENIED = (
    STATUSES.index(code) for code in ("confirmed", "contradicted", "one_sided", "denied")
)


def _no_keys() -> _Ints:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class PairAnswers:
    """What answers say beside the ties that follow from them.

    Pairs are sorted keys (:mod:`app.network.kernels.pair_keys`), each once. ``absent``: both saw the name of the other in
    a list that they filled in, and left it out. ``left_out``: one says yes, the other left it out. ``rated``: both give
    a strength; ``differences``, as many: by how much these differ.
    """

    absent: _Ints = field(default_factory=_no_keys)
    left_out: _Ints = field(default_factory=_no_keys)
    rated: _Ints = field(default_factory=_no_keys)
    differences: _Ints = field(default_factory=_no_keys)

    def among(self, present: NDArray[np.bool_]) -> "PairAnswers":
        """The answers about pairs of the actors of a mask, which are numbered anew."""
        number = np.cumsum(present) - 1
        absent, left_out, rated = (
            _renumbered(keys, present, number) for keys in (self.absent, self.left_out, self.rated)
        )
        return PairAnswers(absent, left_out, rated, self.differences[_both_present(self.rated, present)])


def _renumbered(keys: _Ints, present: NDArray[np.bool_], number: _Ints) -> _Ints:
    a, b = pair_ends(keys[_both_present(keys, present)], len(present))
    return pair_keys(number[a], number[b], int(present.sum()))


def _both_present(keys: _Ints, present: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mask of the pairs of whom both are present."""
    a, b = pair_ends(keys, len(present))
    return np.asarray(present[a] & present[b])


def speakers(waves: Iterable[Wave], reports: Iterable[TieReport]) -> dict[str, set[str]]:
    """Who answered in each wave, by its id: whoever said something has answered."""
    speakers_of = {wave.id: set(wave.answered_by) for wave in waves}
    for report in reports:
        speakers_of.setdefault(report.wave, set()).add(report.by)
    return speakers_of


def held(waves: Iterable[Wave], as_of: date) -> list[Wave]:
    """The waves up to a day, the oldest first; of two of one date the one with the smaller id."""
    return sorted((wave for wave in waves if wave.date.first <= as_of), key=lambda wave: (wave.date, wave.id))


def last_wave(
    waves: Sequence[Wave], answered: Mapping[str, Collection[str]], pair: tuple[str, str], modes: Collection[str]
) -> Wave | None:
    """The newest wave in which one of a pair answered and could say something about the other.

    Args:
        waves: the oldest first.
        answered: who answered, by id of the wave.
        pair: ids of two actors.
        modes: which ways of asking count.
    """
    for wave in reversed(waves):
        listed = wave.asked_about or wave.asked
        for by, about in (pair, pair[::-1]):
            if wave.mode in modes and by in answered[wave.id] and (wave.mode == "recall" or about in listed):
                return wave
    return None


def answered_ties(
    waves: Iterable[Wave], reports: Sequence[TieReport], as_of: date, position: Mapping[str, int]
) -> tuple[Ties, PairAnswers]:
    """The ties that follow from the newest answers, and what these say about pairs without one.

    Args:
        waves: of any date; those after ``as_of`` are left out.
        reports: what was said in any wave.
        as_of: the day.
        position: where each actor stands.
    """
    past = held(waves, as_of)
    reports_so_far = _Reports.of(past, reports, position)
    listed_names = _listed_names(past, speakers(past, reports), position)
    statements = _Statements.of(reports_so_far, listed_names, len(position))
    return statements.ties(), statements.beside_ties()


@dataclass(frozen=True, slots=True)
class _Reports:
    """Columns of reports: key of the ordered pair (by × number of actors + about), number of the wave, what is said."""

    key: _Ints
    wave: _Ints
    kind: _Ints
    statement: _Ints
    strength: _Ints

    @classmethod
    def of(cls, waves: Sequence[Wave], reports: Iterable[TieReport], position: Mapping[str, int]) -> "_Reports":
        number = {wave.id: at for at, wave in enumerate(waves)}
        rows = [
            (position[report.by] * len(position) + position[report.about], number[report.wave], *_row(report))
            for report in reports
            if report.wave in number
            and report.by != report.about
            and report.by in position
            and report.about in position
        ]
        return cls(*np.array(rows, np.int64).reshape(-1, 5).T)

    def where(self, mask: NDArray[np.bool_]) -> "_Reports":
        return _Reports(self.key[mask], self.wave[mask], self.kind[mask], self.statement[mask], self.strength[mask])


def _row(report: TieReport) -> tuple[int, int, int]:
    statement = _UNSURE if report.unsure else _NO if report.strength == 0 else _YES
    return KINDS.index(report.kind), statement, report.strength or 0


def _listed_names(
    waves: Sequence[Wave], answered: Mapping[str, Iterable[str]], position: Mapping[str, int]
) -> tuple[_Ints, _Ints]:
    """Keys of the ordered pairs in which a name was in the list somebody filled in, and the newest such wave."""
    keys, numbers = _no_keys(), _no_keys()
    for number, wave in enumerate(waves):
        if wave.mode == "roster":
            by, about = (
                np.array(sorted({position[actor_id] for actor_id in actor_ids if actor_id in position}), np.int64)
                for actor_ids in (answered[wave.id], wave.asked_about or wave.asked)
            )
            pairs = (by[:, None] * len(position) + about)[by[:, None] != about]
            older = ~np.isin(keys, pairs)
            keys = np.concatenate([keys[older], pairs])
            numbers = np.concatenate([numbers[older], np.full(len(pairs), number)])
    return keys, numbers


@dataclass(frozen=True, slots=True)
class _Statements:
    """What both sides of each pair say: ``sides`` pairs × 2, the smaller position first; ``reports`` that count."""

    size: int
    pairs: _Ints
    sides: _Ints
    reports: _Reports

    @classmethod
    def of(cls, reports: _Reports, listed_names: tuple[_Ints, _Ints], size: int) -> "_Statements":
        keys, at = np.unique(np.concatenate([reports.key, listed_names[0]]), return_inverse=True)
        newest = np.full(len(keys), -1, np.int64)
        np.maximum.at(newest, at, np.concatenate([reports.wave, listed_names[1]]))
        counting = reports.where(reports.wave == newest[at[: len(reports.key)]])
        statement = np.full(len(keys), _LEFT_OUT, np.int64)
        np.maximum.at(statement, np.searchsorted(keys, counting.key), counting.statement)
        pair, side = _undirected(keys, size)
        pairs, of_pair = np.unique(pair, return_inverse=True)
        sides = np.full((len(pairs), 2), _NONE, np.int64)
        sides[of_pair, side] = statement
        return cls(size, pairs, sides, counting)

    def beside_ties(self) -> PairAnswers:
        """Absent pairs, names left out by one side, and differences of strength."""
        left_out, yes = self.sides == _LEFT_OUT, (self.sides == _YES).any(axis=1)
        closest = self._named_kinds(_YES).closest(len(self.pairs))
        rated = (closest > 0).all(axis=1)
        differences = np.abs(closest[:, 0] - closest[:, 1])[rated]
        return PairAnswers(
            self.pairs[left_out.all(axis=1)], self.pairs[left_out.any(axis=1) & yes], self.pairs[rated], differences
        )

    def ties(self) -> Ties:
        """One tie a pair and kind that somebody names, and one a kind that somebody denies while nobody says yes."""
        yes = self._named_kinds(_YES).with_common_kind(len(self.pairs)).kinds()
        no = self._named_kinds(_NO).kinds()
        denied = no.where((self.sides[no.pair] != _YES).all(axis=1))
        status = np.where(yes.by_both, _CONFIRMED, np.where(self._refused(yes, no), _CONTRADICTED, _ONE_SIDED))
        return self._columns(
            np.concatenate([yes.pair, denied.pair]),
            np.concatenate([yes.kind, denied.kind]),
            np.concatenate([yes.strength, denied.strength]),
            np.concatenate([status, np.full(len(denied.pair), _DENIED)]),
        )

    def _named_kinds(self, statement: int) -> NamedKinds:
        named_reports = self.reports.where(self.reports.statement == statement)
        pair, side = _undirected(named_reports.key, self.size)
        return NamedKinds(np.searchsorted(self.pairs, pair), side, named_reports.kind, named_reports.strength)

    def _refused(self, yes: Kinds, no: Kinds) -> NDArray[np.bool_]:
        """Whether the other side says no to working together, or to this kind of it."""
        return np.asarray((self.sides[yes.pair] == _NO).any(axis=1) | np.isin(yes.key, no.key))

    def _columns(self, pair: _Ints, kind: _Ints, strength: _Ints, status: _Ints) -> Ties:
        order = np.lexsort((kind, pair))
        (a, b), count = pair_ends(self.pairs[pair[order]], self.size), len(pair)
        return Ties(
            a=a.astype(np.int32),
            b=b.astype(np.int32),
            strength=strength[order].astype(np.int8),
            status=status[order].astype(np.int8),
            basis=np.full(count, BASES.index("survey"), np.int8),
            kind=kind[order].astype(np.int8),
            start=np.zeros(count, np.int32),
            end=np.full(count, OPEN_END, np.int32),
            row=np.full(count, -1, np.int32),
            file=np.full(count, -1, np.int16),
        )


def _undirected(key: _Ints, size: int) -> tuple[_Ints, _Ints]:
    """Key of the pair whoever speaks, and which side speaks."""
    by, about = np.divmod(key, max(size, 1))
    return pair_keys(by, about, size), (by > about).astype(np.int64)
