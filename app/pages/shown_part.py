"""The part of the network that a page shows, and the parts there are to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import Request

from app.clock import today
from app.errors import InvalidInput, UnknownName
from app.network.graph.network import Network
from app.network.graph.scope import Scope, is_large_enough, read_scope, title_of
from app.network.graph.scope_names import ScopeKind
from app.pages.frame import Part, PartChoice, PartGroup
from app.pages.texts import text
from app.records.offers import Offer, Project
from app.records.vocabulary import Lang, vocabulary
from app.store.workspaces import StoredWorkspace
from app.usecases.snapshots import Snapshot
from app.web.leaving import while_connected
from app.web.service import Service

_NOT_KEPT = ("scope", "areas", "lang", "done", "of", "page", "tour")
"""Parameters of an address that do not go along when another part is chosen: the form names them, or they are over."""


@dataclass(frozen=True, slots=True)
class ShownPart:
    """The snapshot that a page shows, and the ``whole`` it is of; ``choice`` goes into the frame of the page.

    ``recomputing``: the snapshot is one from before the last change.
    """

    snapshot: Snapshot
    whole: Snapshot
    choice: PartChoice
    recomputing: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self.snapshot is self.whole


async def shown_part(
    request: Request,
    service: Service,
    stored: StoredWorkspace,
    lang: Lang,
    *,
    as_of: date | None = None,
    analyses: Sequence[str] | None = (),
    at_hand: bool = False,
) -> ShownPart:
    """The part that the address names (``scope=area=lindental``); the whole, and why, where nothing can be told about it.

    Args:
        request: its address may hold a ``scope``, or several ``areas`` that were ticked.
        service: what computes.
        stored: the workspace.
        lang: language of the page.
        as_of: day the data are read on; None: that of the workspace.
        analyses: what the snapshot holds results of; empty: of those of the report; None: none.
        at_hand: whether results of the report from before a change will do where the new ones take long.
    """
    ticked = ",".join(request.query_params.getlist("areas"))
    written = f"area={ticked}" if ticked else request.query_params.get("scope", "")
    whole = await while_connected(request, service.snapshots.snapshot(stored.id, as_of, today()))
    snapshot, problem = whole, ""
    if written:
        try:
            scope = read_scope(written)
            snapshot = await while_connected(request, service.snapshots.part(stored.id, as_of, today(), scope))
        except (InvalidInput, UnknownName):
            problem = text("part", "none", lang)
    present = snapshot
    if at_hand:
        seen = service.runs.at_hand(stored.id, today(), scope=snapshot.scope)
        snapshot = await while_connected(request, seen)
    elif analyses is not None:
        run = service.runs.analysed(stored.id, as_of, today(), analyses, scope=snapshot.scope)
        snapshot = await while_connected(request, run)
    if snapshot.scope is None:
        whole = snapshot
    choice = PartChoice(
        groups=whole.network.view(parts_of, lang),
        areas=[(area.id, area.name) for area in sorted(whole.network.records.areas, key=lambda area: area.name)],
        ticked=snapshot.scope.ids if snapshot.scope and snapshot.scope.kind == "area" else (),
        chosen=str(snapshot.scope) if snapshot.scope else "",
        sentence=_sentence(snapshot, whole.network, lang) if snapshot.scope else problem,
        parameters=[
            (name, value) for name, value in request.query_params.multi_items() if name not in _NOT_KEPT and value
        ],
        path=request.url.path,
    )
    return ShownPart(snapshot, whole, choice, recomputing=snapshot.network.revision < present.network.revision)


def _sentence(part: Snapshot, whole: Network, lang: Lang) -> str:
    """What is shown and what is not."""
    assert part.scope is not None
    areas = part.scope.ids if part.scope.kind == "area" else ()
    return text(
        "part",
        "shown",
        lang,
        kind=text("part", "several_areas" if len(areas) > 1 else f"one_{part.scope.kind}", lang),
        name=title_of(whole, part.scope, lang),
        inside=len(part.network.actors),
        all=len(whole.actors),
    )


def parts_of(network: Network, lang: Lang) -> list[PartGroup]:
    """Areas, groups, and the themes and groups of people of any work, as far as they hold enough to be told about."""
    records = network.records
    works: tuple[Offer | Project, ...] = (*records.offers, *records.projects)
    names_by_kind: Mapping[ScopeKind, Mapping[str, str]] = {
        "area": {area.id: area.name for area in records.areas},
        "working_group": {group.id: group.name for group in records.working_groups},
        "theme": _terms("theme", {theme for work in works for theme in work.themes}, lang),
        "target_group": _terms("target_group", {group for work in works for group in work.target_groups}, lang),
        "kind": _terms("actor_kind", {kind for actor in network.actors for kind in actor.kinds}, lang),
    }
    parts_by_kind = {
        kind: [
            Part(f"{kind}={key}", name)
            for key, name in sorted(names.items(), key=lambda entry: entry[1])
            if is_large_enough(network, Scope(kind, (key,)))
        ]
        for kind, names in names_by_kind.items()
    }
    return [PartGroup(text("part", kind, lang), parts) for kind, parts in parts_by_kind.items() if parts]


def _terms(name: str, codes: set[str], lang: Lang) -> dict[str, str]:
    terms = vocabulary(name).terms
    return {code: terms[code].label(lang) for code in codes if code in terms}
