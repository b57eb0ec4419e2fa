"""Networks in files of other programs, recognised by their content: GraphML, GEXF, Pajek, GML, DL, JSON, lists and matrices."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath

from app.errors import InvalidInput, WrongFormat
from app.formats.files import InputFile, read_path, read_tables
from app.formats.gexf import read_gexf
from app.formats.graph_meaning import graph_records
from app.formats.graph_tables import graph_of_tables
from app.formats.graphml import read_graphml
from app.formats.json_graph import read_json_graph
from app.formats.messages import sentence
from app.formats.pajek import is_pajek, read_pajek
from app.formats.plain_networks import read_dl, read_gml, read_sif
from app.formats.raw_graph import RawGraph
from app.formats.xml_stream import is_xml, root_tag
from app.records.graph_records import GraphRecords
from app.records.vocabulary import Lang

_XML_READERS: dict[str, Callable[[str, bytes, Lang], RawGraph]] = {"graphml": read_graphml, "gexf": read_gexf}
_WEB_PAGE = re.compile(rb"<(?:!doctype\s+)?html", re.IGNORECASE)
_TEXT_READERS: tuple[tuple[re.Pattern[bytes], Callable[[str, bytes, Lang], RawGraph]], ...] = (
    (
        re.compile(rb"(?:\xef\xbb\xbf)?(?:\s*(?:#[^\n]*|creator[^\n]*|version[^\n]*)\n)*\s*graph\s*\[", re.IGNORECASE),
        read_gml,
    ),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*dl\s+n[rm]?\s*=", re.IGNORECASE), read_dl),
)
_CX = re.compile(rb'\s*\[\s*\{\s*"(?:numberVerification|CXVersion|metaData)"')
_NAMED_TEXTS = (
    (re.compile(rb"\s*(?:strict\s+)?(?:di)?graph\s+\"?\w*\"?\s*\{", re.IGNORECASE), "DOT (Graphviz)"),
    (re.compile(rb"\s*(?:nodedef|edgedef)\s*>", re.IGNORECASE), "GDF (GUESS)"),
)


def read_graph(path: Path, *, lang: Lang = "de") -> GraphRecords:
    """The network of a file, or of a folder with an edge list.

    Ids stay text. Self-loops and repeated edges are left out and counted in ``dropped`` (``self_loops``,
    ``duplicates``); where a file lists its nodes, an edge to another one is an error.

    Raises:
        InvalidInput: the file cannot be read, lacks something or has edges to nowhere; WrongFormat and TooLarge are.
    """
    graph = graph_of(read_path(path, lang=lang), lang)
    if graph is None:
        raise InvalidInput(sentence("no_graph", lang, file=path.name), hint=sentence("no_graph.hint", lang))
    return graph


def graph_of(files: Sequence[InputFile], lang: Lang) -> GraphRecords | None:
    """The network of files in memory; None where they hold something else.

    Raises:
        InvalidInput: as :func:`read_graph`.
    """
    raw = graph_of_document(files, lang)
    if raw is None:
        raw = graph_of_tables([table for table in read_tables(files, lang=lang) if not table.is_unread], lang)
    return None if raw is None else graph_records(raw, lang)


def graph_of_document(files: Sequence[InputFile], lang: Lang) -> RawGraph | None:
    """The network of a single file that is no table; None where the files may be tables or something else.

    Raises:
        WrongFormat: it is a network in a format that is not read; the message names it and those that are.
        InvalidInput: it is damaged or lacks something.
    """
    if len(files) != 1:
        return None
    name, content = files[0].name, files[0].content
    if is_xml(content):
        return _of_xml(name, content, lang)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        if _CX.match(content[:1000]):
            raise _not_read(name, "CX (Cytoscape)", lang)
        return read_json_graph(name, content, lang)
    return read_pajek(name, content, lang) if is_pajek(content) else _of_text(name, content, lang)


def _of_text(name: str, content: bytes, lang: Lang) -> RawGraph | None:
    """The network in plain text; SIF has no sign of its own and is known by the ending of its name."""
    readers = (read for begins, read in _TEXT_READERS if begins.match(content[:10_000]))
    if (read := read_sif if PurePath(name).suffix.lower() == ".sif" else next(readers, None)) is not None:
        return read(name, content, lang)
    for pattern, title in _NAMED_TEXTS:
        if pattern.match(content[:10_000]):
            raise _not_read(name, title, lang)
    return None


def _of_xml(name: str, content: bytes, lang: Lang) -> RawGraph | None:
    if _WEB_PAGE.search(content[:1000]):
        return None
    tag = root_tag(name, content, lang).casefold()
    if tag not in _XML_READERS:
        raise _not_read(name, {"graph": "XGMML (Cytoscape)", "mxfile": "draw.io"}.get(tag, f"XML ({tag})"), lang)
    return _XML_READERS[tag](name, content, lang)


def _not_read(name: str, title: str, lang: Lang) -> WrongFormat:
    return WrongFormat(sentence("format_not_read", lang, file=name, format=title), hint=sentence("no_graph.hint", lang))
