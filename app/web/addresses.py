"""Addresses of API and pages: names of topics in them, and how an answer tells one."""

from urllib.parse import quote

from fastapi import Request

from app.records.schema import Topic


def path_of(topic: Topic) -> str:
    """A topic in an address: ``funding_areas`` are under ``funding-areas``."""
    return topic.replace("_", "-")


def told_path(request: Request) -> str:
    """The address of a request without its parameters as a header tells it: ids hold letters that a header cannot."""
    return quote(request.url.path)


def told_path_of(request: Request, route: str, **parts: str) -> str:
    """The address of a route by its name, below the workspace of a request."""
    workspace = request.path_params["workspace"]
    return quote(str(request.app.url_path_for(route, workspace=workspace, **parts)))
