"""How quickly are pairs found that share something, against looking at each pair?"""

import numpy as np

from app.network.district.service_cells import Cells
from app.network.graph.build_network import build_network
from app.network.graph.network import Network
from app.network.pairs.link_features import TERMS, LinkEvidence, LinkTerms
from tests.benchmarks.city import AS_OF, City
from tests.benchmarks.measure import OURS, Outcome, Section, interleaved, once
from tests.benchmarks.pair_loops import PairTerms, shared_by_pairs


def measure(*, quick: bool) -> Outcome:
    """Cities of growing size; the pair loop once, it takes long enough."""
    sizes = (100, 300) if quick else (1_000, 4_000)
    return Outcome((_section(tuple(map(_shared_tasks, sizes))),))


def _section(rows: tuple[tuple[float | int, ...], ...]) -> Section:
    return Section(
        title="Pairs that share something",
        text="Evidence of `missing-links`, seconds of CPU, against a loop over every pair with sets prepared beforehand. "
        "Both give the same pairs and, for shared tasks, partners, groups and programmes, the same values.",
        columns=("actors", "pairs found", f"{OURS} s", "pair loop s", "times as quick"),
        rows=rows,
    )


def _shared_tasks(actors: int) -> tuple[float | int, ...]:
    network = _network(actors)
    cells = Cells(network)
    assert cells.occupied
    ours = interleaved({"ours": lambda: LinkTerms(network).pairs_that_share()}, 3)["ours"]
    naive = once(lambda: shared_by_pairs(cells))
    _agree(ours.result, naive.result)
    pairs = len(ours.result)
    return len(network.actors), pairs, ours.seconds, naive.seconds, naive.seconds / ours.seconds


def _agree(ours: LinkEvidence, naive: PairTerms) -> None:
    columns = [TERMS.index(name) for name in ("same_task", "shared_partners", "shared_groups", "shared_programmes")]
    terms = ours.terms[:, columns]
    pairs = list(zip(ours.actors_a.tolist(), ours.actors_b.tolist(), strict=True))
    same_task = {pair for pair, terms_of_pair in naive.items() if terms_of_pair[0] > 0}
    assert same_task <= set(pairs), "a pair was missed"
    known = np.array([pair in naive for pair in pairs])
    expected = np.array([naive[pair] for pair in pairs if pair in naive]).reshape(-1, len(columns))
    assert np.allclose(terms[known], expected, rtol=1e-9), "terms differ from the pair loop"
    assert not terms[~known][:, [0, 2, 3]].any(), "a pair shares what the pair loop does not see"


def _network(actors: int) -> Network:
    return build_network(City(actors).records, AS_OF)
