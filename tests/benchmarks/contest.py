"""How does one kernel do against other tools on the same graph? Everyone in turn, results compared, memory counted."""

import signal
import tracemalloc
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.benchmarks.measure import OURS, KernelRun, interleaved

ROUNDS = 5
SLOW_SECONDS = 4.0
"""Who needs longer runs in fewer rounds; noise is small against it."""

AGREEMENT = 1e-6
"""Greatest difference of values that are the same, as a part of the value or of the greatest of all."""

ENOUGH_SECONDS = 15.0
"""After which the memory of a kernel is known."""

Agree = Callable[[Any, Any], None]


class Enough(Exception):
    """A run was long enough to know its memory."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Another way to the same result.

    ``agree`` gets our result and the other one and raises when they differ. ``share`` is the part of the work that is
    done: a slow tool runs on a sample, and its seconds are divided by the share.
    """

    run: Callable[[], Any]
    agree: Agree
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Contest:
    """Our kernel, the peers, and ``work`` in ``unit``: what the seconds should grow with.

    Peers are made when they are asked for: they hold the graph in forms of their own.
    """

    ours: Callable[[], Any]
    peers: Callable[[], Mapping[str, Peer]]
    work: float
    unit: str


def compared(kernel: str, size: str, contest: Contest) -> KernelRun:
    """Against its peers.

    Raises:
        AssertionError: results differ.
    """
    peers = contest.peers()
    candidates = {OURS: contest.ours} | {name: peer.run for name, peer in peers.items()}
    timings = interleaved(candidates, ROUNDS, slow=SLOW_SECONDS)
    for name, peer in peers.items():
        _check(name, peer, timings[OURS].result, timings[name].result)
    shares = {OURS: 1.0} | {name: peer.share for name, peer in peers.items()}
    seconds = {name: timing.seconds / shares[name] for name, timing in timings.items()}
    sampled = tuple(name for name, share in shares.items() if share < 1)
    return KernelRun(kernel, size, contest.work, contest.unit, seconds, peak_mib(contest.ours), sampled)


def alone(kernel: str, size: str, contest: Contest, *, timed: bool) -> KernelRun:
    """Without peers; memory alone where the time would be hours."""
    seconds = {name: entry.seconds for name, entry in interleaved({OURS: contest.ours}, 1).items()} if timed else {}
    return KernelRun(kernel, size, contest.work, contest.unit, seconds, peak_mib(contest.ours))


def _check(name: str, peer: Peer, ours: Any, theirs: Any) -> None:
    try:
        peer.agree(ours, theirs)
    except AssertionError as difference:
        raise AssertionError(f"{name} has another result: {difference}") from difference


def peak_mib(work: Callable[[], Any]) -> float:
    """The most memory that a piece of work held at once on top of what there was.

    Long work is ended early: it goes through batches that need the same.
    """
    tracemalloc.start()
    before = signal.signal(signal.SIGALRM, _enough)
    signal.setitimer(signal.ITIMER_REAL, ENOUGH_SECONDS)
    try:
        with suppress(Enough):
            work()
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        tracemalloc.stop()


def _enough(_number: int, _frame: object) -> None:
    raise Enough


def same_values(ours: Any, theirs: Any) -> None:
    """Both are the same numbers in the same order."""
    mine, others = np.asarray(ours, float), np.asarray(theirs, float)
    np.testing.assert_allclose(others, mine, rtol=AGREEMENT, atol=AGREEMENT * np.abs(mine).max(initial=0.0))


def same_at(positions: Any) -> Agree:
    """Theirs are our values of some vertices, in that order."""
    return lambda ours, theirs: same_values(np.asarray(ours)[..., positions], theirs)


def not_compared(_ours: Any, _theirs: Any) -> None:
    """A sample or another variant; the page says which."""
