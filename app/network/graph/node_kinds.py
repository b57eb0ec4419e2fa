"""Nodes of a graph file that are no organisations: areas, offers, persons and the like are set aside, and it is told."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from app.errors import InvalidInput, Problem
from app.formats.edge_columns import spelled
from app.formats.messages import sentence
from app.formats.raw_graph import text_of_attribute
from app.network.graph.from_graph_file import GraphSettings
from app.records.graph_records import GraphRecords
from app.records.vocabulary import Lang, vocabulary

KIND_ATTRIBUTES = (
    *(
        "labels",
        ":label",
        "node type",
        "nodetype",
        "ntype",
        "element type",
        "entity type",
        "type",
        "typ",
        "kind",
        "art",
    ),
    *("class", "klasse", "category", "kategorie", "bipartite", "mode", "ses type"),
)
"""Attributes that say what a node is; the first that is there."""

_WORDS = (
    "area gebiet stadtteil stadtbezirk bezirk quartier sozialraum district neighbourhood neighborhood borough region "
    "place ort standort location raum treffpunkt offer angebot service leistung dienstleistung project projekt "
    "programme program programm grant förderung fördermittel theme thema topic issue sector targetgroup zielgruppe "
    "workinggroup gremium arbeitskreis committee event veranstaltung termin occasion meeting activity aktivität "
    "maßnahme task aufgabe person people mensch individual contact kontakt kontaktperson ansprechperson indicator "
    "kennzahl observation document dokument source goal ziel resource ressource need bedarf fundingarea fördergebiet "
    "inventorycheck wave tiereport finding importrun"
)
_PLURALS = ("", "s", "e", "en", "n", "er")
_NO_ORGANISATION = frozenset(word + ending for word in _WORDS.split() for ending in _PLURALS) | {
    *("activities", "personen", "menschen", "themen", "orte", "räume", "projekte", "bezirke", "quartiere", "gremien"),
    *(
        "target group",
        "working group",
        "funding area",
        "target groups",
        "working groups",
        "themenfeld",
        "handlungsfeld",
    ),
}
_ORGANISATIONS = frozenset(
    {
        *("actor", "actors", "akteur", "akteure", "organisation", "organisations", "organisationen", "organization"),
        *(
            "organizations",
            "einrichtung",
            "einrichtungen",
            "institution",
            "institutions",
            "institutionen",
            "node",
            "nodes",
        ),
        *("stakeholder", "stakeholders", "partner", "träger", "verein", "vereine", "behörde", "behörden", "agency"),
    }
)
_SETTINGS = {"graph_aside": "graph_aside.settings", "graph_node_kinds": "graph_node_kinds.settings"}
"""What helps, where other settings can be given."""
_KINDS_LISTED = 5
_TELLING = 12
"""So many different words may still be kinds; more are something else."""


def organisations_only(
    graph: GraphRecords, settings: GraphSettings, lang: Lang, *, file: str, settable: bool = True
) -> GraphRecords:
    """The graph with its organisations and items; nodes that its kinds call something else are left out and told.

    Words that nobody knows are organisations, which is told too. Items the caller named are kept.

    Args:
        graph: of a file.
        settings: how it is read.
        lang: language of what is told.
        file: its name.
        settable: whether who reads it can give other settings.

    Raises:
        InvalidInput: no node would be left.
    """
    attribute = _kind_attribute(graph)
    if attribute is None:
        return graph
    kinds = {
        node: text_of_attribute(attributes[attribute])
        for node, attributes in graph.nodes.items()
        if attribute in attributes
    }
    items = {settings.item_value} if settings.item_attribute == attribute else set()
    aside = {node: kind for node, kind in kinds.items() if kind not in items and _is_no_organisation(kind)}
    if aside and len(aside) == len(graph.nodes):
        message = sentence("graph_no_actors", lang, attribute=attribute, kinds=_counted(aside))
        raise InvalidInput(message, hint=sentence("graph_no_actors.hint", lang))
    remaining_kinds = {node: kind for node, kind in kinds.items() if node not in aside}
    kinds_by_key = {"graph_aside": aside}
    if settings.item_attribute is None and _unclear(remaining_kinds):
        kinds_by_key["graph_node_kinds"] = remaining_kinds
    notices = [
        replace(_notice(of_key, attribute, key, lang, settable=settable), file=file)
        for key, of_key in kinds_by_key.items()
        if of_key
    ]
    edges = tuple(edge for edge in graph.edges if edge.source not in aside and edge.target not in aside)
    nodes = {node: attributes for node, attributes in graph.nodes.items() if node not in aside}
    return replace(graph, nodes=nodes, edges=edges, notices=(*graph.notices, *notices))


def _kind_attribute(graph: GraphRecords) -> str | None:
    names = {spelled(name): name for attributes in graph.nodes.values() for name in attributes}
    return next((names[name] for name in KIND_ATTRIBUTES if name in names), None)


def _is_no_organisation(kind: str) -> bool:
    """Whether every part of a kind that says something is no organisation: ``:Area``, ``:Node:Area``."""
    parts = [spelled(part) for part in kind.replace(";", ":").split(":") if part.strip()]
    telling = [part for part in parts if part not in {"node", "nodes"}]
    return bool(telling) and all(part in _NO_ORGANISATION for part in telling)


def _unclear(kinds: Mapping[str, str]) -> bool:
    """Whether nodes have several kinds, few enough to be kinds, that are not all known for organisations."""
    words = set(kinds.values())
    return 1 < len(words) <= _TELLING and not all(map(_is_organisation, words))


def _is_organisation(kind: str) -> bool:
    parts = [part for part in kind.split(":") if part.strip()]
    return any(spelled(part) in _ORGANISATIONS or vocabulary("actor_kind").find(part) for part in parts)


def _notice(kinds: Mapping[str, str], attribute: str, key: str, lang: Lang, *, settable: bool) -> Problem:
    rarest = min(Counter(kinds.values()).items(), key=lambda item: (item[1], item[0]))[0]
    message = sentence(key, lang, attribute=attribute, kinds=_counted(kinds))
    if settable:
        message += " " + sentence(_SETTINGS[key], lang, attribute=attribute, value=rarest)
    return Problem(code=key, message=message)


def _counted(kinds: Mapping[str, str]) -> str:
    counts = sorted(Counter(kinds.values()).items(), key=lambda item: (-item[1], item[0]))
    listing = ", ".join(f"{kind} ({count})" for kind, count in counts[:_KINDS_LISTED])
    return listing + (f" … (+{len(counts) - _KINDS_LISTED})" if len(counts) > _KINDS_LISTED else "")
