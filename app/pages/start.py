"""Cities and networks: the first page, making, renaming and deleting one, loading an example."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from app.clock import now
from app.errors import InvalidInput, UnknownName
from app.pages.failures import PageRoute
from app.pages.forms import Form, FormOf, day_of, read_form
from app.pages.frame import TOUR, Frame, Language, frame_of, see
from app.pages.render import render
from app.pages.texts import text
from app.records.spelling import slug
from app.records.vocabulary import Lang
from app.report.texts import value_text
from app.store.workspaces import (
    StoredWorkspace,
    create_workspace,
    delete_workspace,
    get_workspace,
    list_workspaces,
    patch_workspace,
)
from app.usecases.demo import make_example
from app.usecases.examples import Example, examples
from app.web.access import Needs
from app.web.service import ServiceOf, forget_in_memory

LONGEST_NAME = 200

COMPARED = ("actors", "offers", "projects", "working_groups", "cooperations", "inventory_checks")
"""Topics whose numbers stand side by side in the list of cities."""

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_ADMIN = Depends(Needs("admin", people=True))
"""Making and deleting a city takes the same scope as over the API."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceEntry:
    """A workspace in the list of all."""

    href: str
    name: str
    reference_date: date | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspacesPage:
    """All workspaces by name, the example cities that are not there yet, and the form for a new one.

    ``form`` is what was typed, ``errors`` what is wrong with it by field.
    """

    frame: Frame
    workspaces: Sequence[WorkspaceEntry]
    examples: Sequence[Example]
    form: Form
    errors: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage:
    """Name and reference date of a workspace, and how to delete it."""

    frame: Frame
    form: Form
    errors: dict[str, str]
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TourPage:
    """The stations of the tour as addresses."""

    frame: Frame
    stations: Sequence[str]


@router.get("/")
async def start(request: Request, service: ServiceOf, lang: Language) -> Response:
    """The only workspace, or all of them and how to make one."""
    workspaces = await list_workspaces(service.database)
    if len(workspaces) == 1:
        return RedirectResponse(_next_steps(request, lang, workspaces[0]))
    return _workspaces_page(request, lang, workspaces, Form({}), {})


@router.get("/workspaces")
async def show_workspaces(request: Request, service: ServiceOf, lang: Language) -> Response:
    """All workspaces, and how to make another."""
    return _workspaces_page(request, lang, await list_workspaces(service.database), Form({}), {})


@router.post("/workspaces", dependencies=[_ADMIN])
async def make_workspace(request: Request, service: ServiceOf, lang: Language, form: FormOf) -> Response:
    """A new, empty workspace; what is wrong with the form is said beside its fields."""
    workspaces = await list_workspaces(service.database)
    workspace_id = slug(form.text("name"))
    errors = _errors(form, lang)
    if not errors and not workspace_id:
        errors["name"] = text("settings", "name_unusable", lang)
    if workspace_id in {stored.id for stored in workspaces}:
        errors["name"] = text("settings", "name_taken", lang)
    if errors:
        return _workspaces_page(request, lang, workspaces, form, errors)
    stored = await create_workspace(
        service.database, workspace_id, form.text("name"), day_of(form.text("reference_date"), lang)
    )
    return see(frame_of(request, lang, "data", stored).within("data", done="created"))


@router.post("/examples/{name}", dependencies=[_ADMIN, Depends(read_form)])
async def load_example(request: Request, service: ServiceOf, lang: Language, name: str) -> Response:
    """An example city to look around in."""
    example = next((example for example in examples() if example.workspace == name), None)
    if example is None:
        raise UnknownName("there is no such example")
    stored = await make_example(service.database, example, at=now(), lang=lang)
    return see(frame_of(request, lang, "next", stored).within(done="example"))


@router.get("/w/{workspace}/tour")
async def show_tour(request: Request, service: ServiceOf, workspace: str, lang: Language) -> Response:
    """Five pages to look at one after the other."""
    frame = frame_of(request, lang, "tour", await get_workspace(service.database, workspace))
    stations = [frame.within(page, tour=str(number)) for number, page in enumerate(TOUR, 1)]
    return render("tour.html", TourPage(frame=frame, stations=stations))


@router.get("/w/{workspace}/settings")
async def show_settings(request: Request, service: ServiceOf, workspace: str, lang: Language) -> Response:
    """Name and reference date of a workspace."""
    stored = await get_workspace(service.database, workspace)
    day = value_text(stored.reference_date, lang) if stored.reference_date else ""
    return _settings_page(request, lang, stored, Form({"name": (stored.name,), "reference_date": (day,)}), {})


@router.post("/w/{workspace}/settings")
async def change_settings(
    request: Request, service: ServiceOf, workspace: str, lang: Language, form: FormOf
) -> Response:
    """Another name or reference date."""
    stored = await get_workspace(service.database, workspace)
    errors = _errors(form, lang)
    if errors:
        return _settings_page(request, lang, stored, form, errors)
    stored = await patch_workspace(
        service.database, stored.id, name=form.text("name"), reference_date=day_of(form.text("reference_date"), lang)
    )
    return see(frame_of(request, lang, "data", stored).within("settings", done="saved"))


@router.post("/w/{workspace}/delete", dependencies=[_ADMIN])
async def remove_workspace(
    request: Request, service: ServiceOf, workspace: str, lang: Language, form: FormOf
) -> Response:
    """The workspace with everything in it is gone, if its name was typed."""
    stored = await get_workspace(service.database, workspace)
    if form.text("confirmation") != stored.name:
        typed = Form({**form.fields, "name": (stored.name,)})
        return _settings_page(request, lang, stored, typed, {"confirmation": text("settings", "confirm_wrong", lang)})
    await delete_workspace(service.database, stored.id)
    forget_in_memory(request, stored.id)
    return see(frame_of(request, lang, "workspaces").link("/workspaces", done="deleted"))


def _workspaces_page(
    request: Request, lang: Lang, workspaces: Sequence[StoredWorkspace], form: Form, errors: dict[str, str]
) -> Response:
    frame = frame_of(request, lang, "workspaces")
    known = {stored.id for stored in workspaces}
    page = WorkspacesPage(
        frame=frame,
        workspaces=[_entry(stored, frame) for stored in workspaces],
        examples=[example for example in examples() if example.workspace not in known],
        form=form,
        errors=errors,
    )
    status = InvalidInput.status if errors else 200
    return render("workspaces.html" if workspaces else "start.html", page, status)


def _settings_page(
    request: Request, lang: Lang, stored: StoredWorkspace, form: Form, errors: dict[str, str]
) -> Response:
    page = SettingsPage(
        frame=frame_of(request, lang, "data", stored), form=form, errors=errors, records=sum(stored.counts.values())
    )
    return render("settings.html", page, InvalidInput.status if errors else 200)


def _errors(form: Form, lang: Lang) -> dict[str, str]:
    errors: dict[str, str] = {}
    name = form.text("name")
    if not name or len(name) > LONGEST_NAME:
        errors["name"] = text("settings", "name_missing" if not name else "name_long", lang)
    try:
        day_of(form.text("reference_date"), lang)
    except InvalidInput as error:
        errors["reference_date"] = error.detail
    return errors


def _next_steps(request: Request, lang: Lang, stored: StoredWorkspace) -> str:
    return frame_of(request, lang, "next", stored).within()


def _entry(stored: StoredWorkspace, frame: Frame) -> WorkspaceEntry:
    return WorkspaceEntry(
        href=frame.link(f"/w/{quote(stored.id, safe='')}/"),
        name=stored.name,
        reference_date=stored.reference_date,
        counts={topic: stored.counts.get(topic, 0) for topic in COMPARED},
    )
