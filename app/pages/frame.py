"""Frame of every page: language, navigation, the workspace it belongs to."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse

from app.pages.data.uploads import Upload, uploads_of
from app.pages.forms import FORM_TOKEN
from app.pages.texts import page_texts
from app.records.decisions import KINDS
from app.records.vocabulary import Lang
from app.report.texts import known_language
from app.store.workspaces import StoredWorkspace

SEE_OTHER = 303

TOUR = ("", "offers", "network", "records/actors", "report")
"""Stations of the tour, as pages of the workspace."""

ON = {"imported": "", "created": "records/actors/new", "example": "tour"}
"""Where what was done leads on to, within the workspace."""

TAKES_BACK = {
    "imported": "data/imports/{of}/undo",
    "saved": "changes/{of}/undo",
    "entered": "changes/{of}/undo",
    "area_added": "changes/{of}/undo",
    "confirmed": "changes/{of}/undo",
    "corrected": "changes/{of}/undo",
} | {f"decided_{kind}": "decisions/{of}/undo" for kind in KINDS}
"""Where what was just done is taken back, within the workspace; ``of`` names it."""

_NAME_OF_DONE = re.compile(r"[A-Za-z0-9_.:+-]{1,100}")


LONGEST_SCOPE = 2_000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a network: how it is written in an address, and what it is called."""

    scope: str
    name: str


@dataclass(frozen=True, slots=True)
class PartGroup:
    """Parts of a network to choose from, of one kind."""

    label: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChoice:
    """The parts that a page can be cut to, and the one it is cut to (empty: none).

    ``areas`` can be ticked to be taken together, by id and name; ``ticked`` are those that are. ``sentence`` says what
    is cut, or why what was chosen is not shown. ``parameters`` are further ones of the page, at
    ``path``.
    """

    groups: Sequence[PartGroup]
    areas: Sequence[tuple[str, str]]
    ticked: Collection[str]
    chosen: str
    sentence: str
    parameters: Sequence[tuple[str, str]]
    path: str

    def whole(self, lang: str) -> str:
        """The address of the page about the whole network."""
        query = urlencode([*self.parameters, *([] if lang == "de" else [("lang", lang)])])
        return f"{self.path}?{query}" if query else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Frame of every page.

    ``entry`` is that of the navigation the page belongs to, ``other_language`` the address of the same page in the
    other language. Without ``workspace`` the navigation has no entries of one. ``outcome`` is the code of what the reader
    has just done, told once, and ``of`` the name of it (an import, a decision); ``token`` goes into every form. ``station`` is that of the tour, 0: none. ``scope``
    is the part of the network that was chosen, which goes along from page to page; ``part`` is the choice of another,
    on pages that show one. ``path`` is that of the page within its workspace. ``asking`` are
    files whose questions nobody has answered yet. ``recomputing``: hints on the page are from before the last change.
    """

    lang: Lang
    entry: str
    other_language: str
    workspace: str | None = None
    name: str | None = None
    outcome: str | None = None
    of: str = ""
    station: int = 0
    token: str = FORM_TOKEN
    scope: str = ""
    part: PartChoice | None = None
    path: str = ""
    asking: Upload | None = None
    recomputing: bool = False

    @property
    def next_station(self) -> str | None:
        """Where the tour goes on; None at its end."""
        if self.station >= len(TOUR):
            return None
        return self.within(TOUR[self.station], tour=str(self.station + 1))

    @property
    def on(self) -> str | None:
        """Where what was just done leads on to, if anywhere."""
        return self.within(ON[self.outcome]) if self.workspace and self.outcome in ON else None

    @property
    def undo(self) -> str | None:
        """Where a form takes back what was just done, if it can be."""
        if not self.workspace or not self.of or self.outcome not in TAKES_BACK:
            return None
        return self.within(TAKES_BACK[self.outcome].format(of=quote(self.of, safe="")))

    @property
    def undone_at(self) -> str:
        """The page within the workspace that is shown once what was just done is taken back: that of a new record is gone."""
        return self.path.rpartition("/")[0] if self.outcome == "entered" else self.path

    def link(self, path: str, /, **query: str) -> str:
        """An address of these pages in the language of this page."""
        parameters = query | ({} if self.lang == "de" else {"lang": self.lang})
        return path + (f"?{urlencode(parameters)}" if parameters else "")

    def within(self, page: str = "", /, **query: str) -> str:
        """An address of the same workspace, about the same part of the network unless another is given."""
        parameters = {"scope": self.scope} | query
        filled = {name: value for name, value in parameters.items() if name != "scope" or value}
        return self.link(f"/w/{quote(self.workspace or '', safe='')}/{page}", **filled)


def frame_of(
    request: Request,
    lang: Lang,
    entry: str,
    stored: StoredWorkspace | None = None,
    part: PartChoice | None = None,
    *,
    recomputing: bool = False,
) -> Frame:
    """The frame of a page, of a workspace where it belongs to one, with the choice of a part where it shows one."""
    outcome = request.query_params.get("done")
    path = quote(request.url.path).removeprefix(f"/w/{quote(stored.id, safe='')}/") if stored else ""
    asking = uploads_of(request).with_open_questions(stored.id) if stored else None
    return Frame(
        lang=lang,
        entry=entry,
        other_language=same_page(request, "en" if lang == "de" else "de"),
        workspace=stored.id if stored else None,
        name=stored.name if stored else None,
        outcome=outcome if outcome in page_texts(lang)["done"] else None,
        of=of if _NAME_OF_DONE.fullmatch(of := request.query_params.get("of", "")) else "",
        station=_station(request.query_params.get("tour", "")) if stored else 0,
        scope=part.chosen if part else request.query_params.get("scope", "")[:LONGEST_SCOPE] if stored else "",
        part=part,
        recomputing=recomputing,
        path=path,
        asking=None if path.startswith(("data/check/", "data/columns/")) else asking,
    )


def _station(text: str) -> int:
    """The station of the tour that an address names; 0 where it names none."""
    stations = [str(number) for number in range(1, len(TOUR) + 1)]
    return stations.index(text) + 1 if text in stations else 0


def same_page(request: Request, lang: Lang) -> str:
    """The address of this page in another language."""
    url = request.url.remove_query_params(["done", "of"]).include_query_params(lang=lang)
    return f"{url.path}?{url.query}"


def see(address: str) -> RedirectResponse:
    """The answer to a form that was taken: read on there, and reloading sends nothing twice."""
    return RedirectResponse(address, SEE_OTHER)


def _language(lang: str = "de") -> Lang:
    return known_language(lang)


Language = Annotated[Lang, Depends(_language)]
"""The parameter of a page: ``de`` or ``en``."""
