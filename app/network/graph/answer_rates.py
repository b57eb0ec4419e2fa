"""Answer rates of surveys, and how old dated statements are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.network.graph.network import Network
from app.network.graph.survey_answers import held, speakers
from app.records.cooperations import Wave
from app.records.dates import PartialDate, months_later

OLD_MONTHS = 18
"""Statements of an earlier day are called old."""


@dataclass(frozen=True, slots=True)
class AnswerRate:
    """Of those ``asked`` in a wave, how many have ``answered``."""

    wave: Wave
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Age:
    """Of so many dated statements, how many are ``old``, and the ``newest`` of them."""

    count: int
    old: int
    newest: PartialDate


def answer_rates(network: Network) -> tuple[AnswerRate, ...]:
    """The waves up to the day of a snapshot, the oldest first; who answered without being asked counts as asked."""
    waves = held(network.records.waves, network.as_of)
    answered = speakers(waves, network.records.tie_reports)
    return tuple(AnswerRate(wave, len(answered[wave.id] | set(wave.asked)), len(answered[wave.id])) for wave in waves)


def respondents(network: Network) -> tuple[str, ...]:
    """Ids of the actors that answered any wave up to the day of a snapshot, sorted."""
    waves = held(network.records.waves, network.as_of)
    answered = speakers(waves, network.records.tie_reports)
    return tuple(sorted({actor_id for wave in waves for actor_id in answered[wave.id]}))


def ages(network: Network, months: int = OLD_MONTHS) -> Mapping[str, Age]:
    """How old the statements are that have a date, by topic: values of indicators, checks of lists, waves."""
    records = network.records
    dated: Mapping[str, Iterable[PartialDate]] = {
        "observations": (observation.ref_date for observation in records.observations),
        "inventory_checks": (check.checked_on for check in records.inventory_checks),
        "waves": (wave.date for wave in records.waves),
    }
    oldest = months_later(network.as_of, -months)
    past = {topic: [day for day in days if day.first <= network.as_of] for topic, days in dated.items()}
    return {
        topic: Age(len(days), sum(day.last < oldest for day in days), max(days, key=lambda day: day.last))
        for topic, days in past.items()
        if days
    }
