"""Profiles: the kinds of actors expected at the table of a working group."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from app.errors import UnknownName
from app.records.vocabulary import Lang, vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A list of expected ``kinds``: codes of ``actor_kind``, each met by that kind or by that kind group.

    ``working_group_kinds`` and ``themes`` (with all below them) name the groups it is the default for.
    """

    code: str
    de: str
    en: str
    kinds: tuple[str, ...]
    working_group_kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()

    def label(self, lang: Lang) -> str:
        """Label that people read, in German or English."""
        return self.de if lang == "de" else self.en

    def missing(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """The expected kinds that none of the ``kinds`` at the table meets, in the order of the profile."""
        met = {name for kind in kinds for name in (kind, kind_group(kind))}
        return tuple(kind for kind in self.kinds if kind not in met)

    def covers(self, theme: str) -> bool:
        """Whether ``theme`` is one of its themes or below one."""
        return not {theme, *vocabulary("theme").ancestors(theme)}.isdisjoint(self.themes)


def kind_group(kind: str) -> str:
    """The coarse kind of a kind of actor; UnknownName if the kind is none."""
    return vocabulary("actor_kind").term(kind).kind_group or kind


@cache
def profiles() -> Mapping[str, Profile]:
    """All profiles by code."""
    entries = tomllib.loads((files("graph_schema") / "profiles.toml").read_text(encoding="utf-8"))
    return {code: _profile(code, entry) for code, entry in entries.items()}


def profile(code: str) -> Profile:
    """The profile with that code; UnknownName if there is none."""
    if code not in profiles():
        raise UnknownName(f"There is no profile '{code}'", hint="Known are: " + ", ".join(profiles()))
    return profiles()[code]


def default_profile(working_group_kind: str | None, themes: Iterable[str]) -> Profile | None:
    """The profile a group has unless somebody chooses another; None: nobody is expected.

    The kind decides, since a district conference talks about everything; but themes decide where the kind says
    nothing, or where a group has no other themes (a round table on work only).
    """
    chosen = tuple(themes)
    by_kind = next((p for p in profiles().values() if working_group_kind in p.working_group_kinds), None)
    by_theme = next((p for p in profiles().values() if any(map(p.covers, chosen))), None)
    if by_theme is None or (by_kind is not None and not all(map(by_theme.covers, chosen))):
        return by_kind
    return by_theme


def _profile(code: str, entry: Mapping[str, object]) -> Profile:
    """``kinds`` are listed in the file, or else those marked with the profile's code."""
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    marked = tuple(term.code for term in vocabulary("actor_kind").terms.values() if code in term.profiles)
    return Profile(code=code, **{"kinds": marked, **fields})  # type: ignore[arg-type]  # TOML border, read by the tests
