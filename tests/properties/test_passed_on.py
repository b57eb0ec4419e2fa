"""Do partners and the public learn anything from statistics that may not be passed on? Not by a word, order or gap."""

from dataclasses import replace
from random import Random

import pytest

from app.network.disclosure.suppression import Figure, figure
from app.records.records import Record
from app.records.statistic import Indicator, Observation
from app.usecases.make_report import rendered, report_of, results_for_report
from tests.factories import network
from tests.properties.test_disclosure import INDICATORS, QUARTERS, SEEN_ON, table


def kept_inside(record: Record) -> Record:
    return replace(record, may_be_passed_on=False) if isinstance(record, Indicator) else record


def with_other_numbers(record: Record, random: Random) -> Record:
    """Another number that could be told, where there was one."""
    if not isinstance(record, Observation):
        return record
    known = isinstance(figure(INDICATORS[record.indicator], record), Figure)
    return replace(record, value=random.randint(10, 90)) if known else record


def report(records: tuple[Record, ...], audience: str) -> str:
    net = network(*records, as_of=SEEN_ON[1])
    results = results_for_report(net)
    editions = (
        report_of(results, net, title="city", lang="de", audience=audience, edition=edition, top=1000)
        for edition in ("bericht", "kurz", "sitzung")
    )
    return "".join(rendered(made, "json").decode() for made in editions)


@pytest.mark.parametrize("seed", range(12))
def test_other_numbers_change_no_byte_of_what_others_read(seed):
    """Without totals, beside which other numbers would be kept back."""
    random = Random(seed)
    wider = {"city", "north", "south", "s1", "s2", "s3"}
    records = tuple(kept_inside(item) for item in table(seed).records if getattr(item, "area", None) not in wider)
    result = tuple(with_other_numbers(entry, random) for entry in records)

    assert any(isinstance(record, Observation) and record.area in QUARTERS for record in records)
    for audience in ("partners", "public"):
        assert report(result, audience) == report(records, audience)
