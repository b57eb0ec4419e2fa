"""Trials of a law: all of them in ``make test``, a fifth in ``make check``."""

from hypothesis import settings

FULL = 100
"""Trials of a hundred in the profiles of a whole run; the profile in use says how many of a hundred are made."""


def trials(full: int) -> int:
    """How many of ``full`` random trials this run makes: those that the profile of hypothesis grants, at least three."""
    return max(min(3, full), full * settings().max_examples // FULL)
