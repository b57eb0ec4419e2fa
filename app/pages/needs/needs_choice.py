"""What the page of need and supply is asked, in its address."""

from typing import Literal, get_args

from pydantic import BaseModel, Field

from app.errors import UnknownName
from app.network.district.need_and_supply import Columns, NeedAndSupply
from app.network.graph.network import Network
from app.pages.frame import Frame
from app.pages.texts import text
from app.records.vocabulary import Lang, vocabulary
from app.refusals import said
from app.report.drawings.need_words import term

NeedsPart = Literal["map", "theme", "target_group"]
"""The map, or the table by theme or target group."""

PARTS: tuple[NeedsPart, ...] = get_args(NeedsPart)


class NeedsChoice(BaseModel):
    """What the page is asked: whose need, on which theme, about which area, in which order, on which page, in which part.

    ``show`` is the part of the page that is shown of a city with many areas; others show all parts.
    """

    group: str = Field("", max_length=80)
    theme: str = Field("", max_length=80)
    area: str = Field("", max_length=300)
    sort: str = Field("name", max_length=80)
    page: int = Field(1, ge=1, le=100_000)
    scope: str = Field("", max_length=2_000)
    show: NeedsPart = "map"
    lang: Lang = "de"
    done: str = ""

    def view(self, network: Network) -> NeedAndSupply:
        """What is compared.

        Raises:
            UnknownName: a target group or theme is not known.
        """
        return network.view(NeedAndSupply, _known("target_group", self.group), _known("theme", self.theme))

    def link(self, frame: Frame, path: str = "", /, **changes: str) -> str:
        """The page, or a drawing below it, with something changed."""
        parameters = {"group": self.group, "theme": self.theme, "area": self.area, "scope": self.scope}
        parameters |= {"show": "" if self.show == "map" else self.show}
        parameters |= {"sort": "" if self.sort == "name" else self.sort} | changes
        return frame.within(f"needs{path}", **{name: value for name, value in parameters.items() if value})

    def in_words(self, lang: Lang) -> str:
        """Whose need is compared, and on which theme."""
        group = term("target_group", self.group, lang) if self.group else text("needs", "combined", lang)
        theme = term("theme", self.theme, lang) if self.theme else text("needs", "every_theme", lang)
        return text("needs", "about", lang, group=group, theme=theme)


def _known(kind: Columns, code: str) -> str | None:
    if code and code not in vocabulary(kind).terms:
        raise UnknownName(said(f"unknown_{kind}", name=code))
    return code or None
