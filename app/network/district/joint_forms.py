"""Forms of joint work of organisations, counted by area and theme."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from app.network.district.service_cells import Cells
from app.network.graph.network import Network
from app.records.offers import Offer, Project
from app.records.vocabulary import vocabulary

PROJECT = "project"
"""The form of a project, beside the codes of ``offer_form``."""

NO_FORM = "not_recorded"


class Form(NamedTuple):
    """A theme of the first level, and a code of ``offer_form``, :data:`PROJECT` or :data:`NO_FORM`."""

    theme: str
    form: str


@dataclass(frozen=True)
class JointForms:
    """Running offers and projects of at least ``partners`` active actors.

    Work for a wider area counts in its parts, and work for a part in the wider area.
    """

    network: Network
    partners: int

    @cached_property
    def works(self) -> tuple[Offer | Project, ...]:
        """The joint offers, then the joint projects, each sorted by id."""
        running = (work for _, work in self.network.view(Cells).running)
        return tuple(work for work in running if len(self._active(work)) >= self.partners)

    def _active(self, work: Offer | Project) -> set[str]:
        return {*work.actors} & self.network.position.keys()

    def reached(self, work: Offer | Project) -> frozenset[str]:
        """Areas that an offer or project counts for."""
        cells = self.network.view(Cells)
        areas = cells.areas_of(work)
        above = {whole for area in areas for whole in cells.areas.ancestors(area)}
        return frozenset(above | cells.areas.reached(areas).keys())

    @cached_property
    def by_area(self) -> Mapping[str, Mapping[Form, int]]:
        """Numbers of joint works by area and form, the forms sorted; a work of two themes counts under both."""
        forms_of: dict[str, Counter[Form]] = {}
        for work in self.works:
            for area in self.reached(work):
                forms_of.setdefault(area, Counter()).update(_forms(work))
        return {area: dict(sorted(forms.items())) for area, forms in forms_of.items()}

    def themes_apart(self, area: str) -> tuple[str, ...]:
        """Themes of the first level on which several work in an area but nothing is joint, those of most actors first."""
        joint = {form.theme for form in self.by_area.get(area, ())}
        actors = self._actors.get(area, {})
        apart = [
            theme for theme, theme_actors in actors.items() if len(theme_actors) >= self.partners and theme not in joint
        ]
        return tuple(sorted(apart, key=lambda theme: (-len(actors[theme]), theme)))

    @cached_property
    def _actors(self) -> Mapping[str, Mapping[str, set[str]]]:
        """Active actors by area and theme; who works for a wider area alone is not said to work in the area."""
        cells, actors_of = self.network.view(Cells), dict[str, dict[str, set[str]]]()
        for _, work in cells.running:
            areas, themes, actors = frozenset(work.areas), _themes(work), self._active(work)
            for area in areas.union(*map(cells.areas.ancestors, areas)):
                for theme in themes:
                    actors_of.setdefault(area, {}).setdefault(theme, set()).update(actors)
        return actors_of


def _forms(work: Offer | Project) -> Iterator[Form]:
    form = work.form or NO_FORM if isinstance(work, Offer) else PROJECT
    return (Form(theme, form) for theme in _themes(work))


def _themes(work: Offer | Project) -> list[str]:
    """Themes of the first level of an offer or project, sorted; a code outside the vocabulary stands alone."""
    known = vocabulary("theme")
    return sorted({(theme, *known.ancestors(theme))[-1] if theme in known.terms else theme for theme in work.themes})
