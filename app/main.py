"""The service: one application of API, pages, errors and headers, with a database while it runs."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI

from app.analysis.interface import catalogue
from app.api import documentation, operation
from app.api.v1.router import v1
from app.engines.engine import Cluster
from app.errors import InvalidInput
from app.pages import router as pages
from app.pages.data.uploads import Uploads
from app.pages.failures import on_defect, on_unknown_address
from app.refusals import said
from app.settings import Settings
from app.store.staging import tidy_everywhere
from app.usecases.computing import workers_of
from app.usecases.connection import connection
from app.usecases.housekeeping import kept_clean
from app.web.access import Access
from app.web.crowd import Crowd
from app.web.defects import Defects
from app.web.description import describe
from app.web.head import HeadAsGet
from app.web.headers import SafeAnswers, is_loopback
from app.web.hosts import OwnHosts
from app.web.metrics import Metrics
from app.web.observed import Observed
from app.web.problems import install_handlers
from app.web.refusals import MethodNotAllowed, NotFound
from app.web.same_origin import SameOrigin
from app.web.service import service_of
from app.web.single_headers import SingleHeaders

_DESCRIPTION = (
    "Actors, offers, projects and cooperations of a city district, the analyses over them and the gap reports. "
    "Errors are problem details (RFC 9457). In local mode everybody at this machine is the coordinator: "
    "the lists show everything, also who denied a cooperation; reports show what their audience may read. "
    "Else a key is sent as `Authorization: Bearer nzb_…`, or a proxy says who is signed on."
)


def create_app(settings: Settings, cluster: Cluster | None = None) -> FastAPI:
    """The application; its database is opened when it starts and closed when it stops, ``cluster`` computes for it.

    Raises:
        InvalidInput: more people would get in than are meant to. Inside a container every address is one that others
            reach, so the operator vouches for the published port instead.
    """
    check_host(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        _load_all()  # now: nobody waits yet
        gc.set_threshold(10_000, 10)  # looking through a million new objects at once would stop the event loop
        described = asyncio.create_task(asyncio.to_thread(app.openapi))
        async with connection(settings) as database, kept_clean(database):
            database.begin_background_task(tidy_everywhere(database.with_bulk_deadlines))
            with workers_of(settings) as workers:
                service = service_of(database, workers, cluster)
                app.state.service = service
                await described
                yield
                await service.jobs.close()
                await service.lasting.close()

    app = _application(lifespan, settings)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]  # as FastAPI's documentation has it
    return app


def _application(lifespan: Any, settings: Settings) -> FastAPI:
    app = FastAPI(
        title="Netzblick",
        version=version("netzblick"),
        description=_DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    app.state.uploads = Uploads()
    app.state.parameters = None
    app.state.description = None
    app.state.metrics = metrics = Metrics()
    install_handlers(app)
    for refusal in (NotFound, MethodNotAllowed):
        app.add_exception_handler(refusal.status, on_unknown_address)
    app.add_middleware(Access, settings=settings)  # from the inmost to the outmost
    app.add_middleware(SameOrigin)
    app.add_middleware(OwnHosts, names=own_names(settings))
    app.add_middleware(SingleHeaders)
    app.add_middleware(Defects, page=on_defect)
    app.add_middleware(Crowd, most=settings.requests)
    app.add_middleware(Observed, metrics=metrics)
    app.add_middleware(HeadAsGet)
    app.add_middleware(SafeAnswers)
    for router in (operation.router, documentation.router, v1(), pages.router):
        app.include_router(router)
    return app


def _load_all() -> None:
    """Load what analyses will ask for: their modules, and the parts of scipy that they do not load at once."""
    catalogue()
    for part in ("optimize", "sparse.csgraph", "sparse.linalg", "special"):
        import_module(f"scipy.{part}")


def check_host(settings: Settings) -> None:
    """Refuse settings under which more people would get in than are meant to.

    Raises:
        InvalidInput: others reach the address and nobody asks who they are, or no name is set under which they ask; a
            proxy is trusted though nothing is asked of it.
    """
    reached = not settings.contained and not is_loopback(settings.host)
    if settings.access == "local" and (reached or settings.hosts or settings.proxy_address):
        raise InvalidInput(
            said("open_service_refused", host=settings.host),
            hint=said("set_access_keys"),
        )
    if reached and not own_names(settings):
        raise InvalidInput(
            said("no_host_names"),
            hint=said("set_host_names"),
        )
    if settings.proxy_address is not None and settings.proxy_address.is_unspecified:
        raise InvalidInput(said("proxy_address_unfit"), hint=said("proxy_address_example"))


def own_names(settings: Settings) -> frozenset[str]:
    """The names under which others ask for the service."""
    return frozenset(name.strip().lower() for name in settings.hosts.split(",") if name.strip())
