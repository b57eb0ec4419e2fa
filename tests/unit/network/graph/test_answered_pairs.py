"""Which statements count as an answer about working together?"""

from datetime import date
from pathlib import Path

from app.network.graph.answered_pairs import answered_pairs
from app.network.graph.network import build_network
from app.records.records import Records
from app.usecases.read_file import network_of


def test_nobody_to_ask_gives_no_pairs():
    assert answered_pairs(build_network(Records(), date(2024, 9, 1))) == (0, 0)


def test_a_pair_counts_once_and_silence_not_at_all():
    network, _title = network_of(Path(__file__).parents[4] / "examples/essener-konsens", as_of=date(2024, 9, 1))
    known, pairs = answered_pairs(network)
    assert pairs == 496  # 32 organisations
    assert known == 22  # rows of the sheet Zusammenarbeit that say yes or no, each about another pair
