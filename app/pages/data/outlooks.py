"""Outlook of files that were handed over: computed once while what it rests on stays the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.formats.files import InputFile
from app.records.decisions import Decision
from app.records.records import Records
from app.records.vocabulary import Lang
from app.usecases.imports.outlook import LookAhead, Outlook


@dataclass(frozen=True, slots=True)
class Basis:
    """What an outlook rests on: files, how they are read, the state of the workspace and its decisions, the day, words."""

    files: tuple[InputFile, ...]
    mapping: str | None
    answers: tuple[tuple[str, str], ...]
    workspace_tag: str
    decisions: tuple[Decision, ...]
    day: date
    lang: Lang


@dataclass(slots=True)
class KeptOutlook:
    """The last whole outlook of an upload, beside what it rests on."""

    basis: Basis | None = None
    outlook: Outlook | None = None

    def looking(self, basis_now: Callable[[], Basis], look_ahead: LookAhead) -> LookAhead:
        """What gives the outlook that is kept, else computes one and keeps it when its hints are computed too."""

        async def look(workspace: str, before: Records, after: Records) -> Outlook:
            basis = basis_now()
            if self.outlook is not None and self.basis == basis:
                return self.outlook
            outlook = await look_ahead(workspace, before, after)
            if outlook.hints is not None:
                self.basis, self.outlook = basis, outlook
            return outlook

        return look
