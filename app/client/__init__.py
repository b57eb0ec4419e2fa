"""How does another program speak to the service? A typed client, waiting or asynchronous, that may lose its connection."""

from app.client.asynchronous import AsyncNetzblick, AsyncWorkspace
from app.client.problems import AccessDenied, Conflict, Problem, Refused, StaleVersion, Unavailable, UnknownName
from app.client.runs import Progress
from app.client.waiting import Netzblick, Workspace

__all__ = [
    "AccessDenied",
    "AsyncNetzblick",
    "AsyncWorkspace",
    "Conflict",
    "Netzblick",
    "Problem",
    "Progress",
    "Refused",
    "StaleVersion",
    "Unavailable",
    "UnknownName",
    "Workspace",
]
