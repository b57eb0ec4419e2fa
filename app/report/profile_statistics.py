"""Statistics of an area in its Steckbrief: the newest value of each indicator with its date and source."""

from collections.abc import Iterator

from app.network.district.need import output_gate
from app.network.graph.network import Network
from app.records.statistic import Indicator, Observation
from app.report.material import Material
from app.report.texts import number


def statistics_of(material: Material, area: str) -> Iterator[str]:
    """A line for each indicator recorded for an area, sorted by name; a number that the output gate holds back is told as hidden.

    Others than the coordinator read the statistics that may be passed on.
    """
    network = material.network
    newest = _newest(network, area)
    for indicator in sorted(network.records.indicators, key=lambda indicator: (indicator.name, indicator.id)):
        readable = material.audience == "internal" or indicator.may_be_passed_on
        if readable and indicator.id in newest:
            (visible,) = network.view(output_gate).visible_observations([newest[indicator.id]])
            yield _line(material, indicator, visible)


def _newest(network: Network, area: str) -> dict[str, Observation]:
    """The newest observation of an area by indicator, hidden or not."""
    begun = (
        observation
        for observation in network.records.observations
        if observation.area == area and observation.ref_date.first <= network.as_of
    )
    ordered = sorted(begun, key=lambda observation: (observation.ref_date.last, observation.id))
    return {observation.indicator: observation for observation in ordered}


def _line(material: Material, indicator: Indicator, observation: Observation) -> str:
    return material.words(
        "statistic",
        name=indicator.name,
        value=None if observation.value is None else _written(observation.value, material),
        share=indicator.measure == "share",
        base=None if observation.base is None else _written(observation.base, material),
        suppressed=observation.suppressed,
        day=observation.ref_date.last,
        source=indicator.source_note,
    )


def _written(value: float, material: Material) -> str:
    return number(int(value) if float(value).is_integer() else round(value, 2), material.lang)
