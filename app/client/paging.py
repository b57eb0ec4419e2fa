"""Pages of lists as the API gives them."""

from typing import TypedDict

from app.client.calls import Record

LONGEST_PAGE = 200


class Page(TypedDict):
    """Some entries; ``next`` is the cursor of the next page, ``total`` counts those of all pages."""

    items: list[Record]
    next: str | None
    total: int
