"""The output gate: which recorded numbers of people leave the product, in findings, lists, exports and messages."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from app.network.disclosure.secondary_suppression import KeptBack, kept_back
from app.network.disclosure.suppression import Figure, Raised, Withheld, figure, threshold
from app.records.areas import AreaTree
from app.records.statistic import Indicator, Observation


@dataclass(frozen=True)
class OutputGate:
    """All statistics of a workspace; the numbers that pass never distinguish two hidden values.

    Every comparison, rank, class, colour or print of numbers of people goes through this gate.
    """

    indicators: tuple[Indicator, ...]
    observations: tuple[Observation, ...]
    areas: AreaTree

    def figure(self, observation: Observation | None, raised: Raised = "source") -> Figure | Withheld:
        """The figure that may be derived from a record, or why it is withheld; ``raised`` sets a higher threshold."""
        if observation is None or observation.indicator not in self._by_id:
            return "not_recorded"
        if observation.id in self.kept_back.values:
            return "suppressed"
        return figure(self._by_id[observation.indicator], observation, raised)

    def visible_observations(self, observations: Iterable[Observation]) -> list[Observation]:
        """Records as they may be read: a number that the gate keeps back looks like a number hidden by its source."""
        return [self._visible(observation) for observation in observations]

    def _visible(self, observation: Observation) -> Observation:
        readable = observation if self._tells_base(observation) else replace(observation, base=None)
        hidden = self.figure(observation) == "suppressed"
        return replace(readable, value=None, suppressed=True) if hidden else readable

    def _tells_base(self, observation: Observation) -> bool:
        """Whether the base of a record is a number of people that may be told."""
        indicator = self._by_id.get(observation.indicator)
        small = indicator is not None and observation.base is not None and observation.base < threshold(indicator)
        return not small and observation.id not in self.kept_back.bases

    @cached_property
    def kept_back(self) -> KeptBack:
        """Records whose numbers would disclose a hidden number."""
        return kept_back(self.indicators, self.observations, self.areas)

    @cached_property
    def _by_id(self) -> dict[str, Indicator]:
        return {indicator.id: indicator for indicator in self.indicators}
