"""Elements of an XML file one after the other, in bounded memory; document types are refused.

80 kB of a document type can become gigabytes, so a file with one is never read.
"""

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from app.errors import WrongFormat
from app.formats.messages import sentence
from app.records.vocabulary import Lang

_DEEPEST = 100
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def is_xml(content: bytes) -> bool:
    """Whether a file begins as XML does, in one of the usual encodings."""
    start = content[:200]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    return start.replace(b"\0", b"").lstrip().startswith(b"<")


def root_tag(name: str, content: bytes, lang: Lang) -> str:
    """The name of the outermost element, without its namespace.

    Raises:
        WrongFormat: there is none, or a document type.
    """
    for event, element, _parents in elements(name, content, lang):
        if event == "start":
            return local(element)
    raise _refusal("no_xml", name, lang)


def elements(name: str, content: bytes, lang: Lang) -> Iterator[tuple[str, Element, list[Element]]]:
    """Every start and end of an element with the elements around it, outermost first.

    Who has read an element may ``clear`` it; nothing else is kept of it.

    Raises:
        WrongFormat: it is no well-formed XML, nested too deeply, or has a document type.
    """
    parents: list[Element] = []
    try:
        for event, element in iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True):
            if event == "end":
                parents.pop()
            yield event, element, parents
            if event == "start":
                parents.append(element)
            if len(parents) > _DEEPEST:
                raise _refusal("deep_xml", name, lang)
    except DefusedXmlException as error:
        raise _refusal("doctype", name, lang) from error
    except (ParseError, ValueError, LookupError) as error:
        raise _refusal("no_xml", name, lang) from error


def forget(element: Element, parents: list[Element]) -> None:
    """Take a read element out of the tree."""
    if parents:
        parents[-1].remove(element)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _refusal(key: str, name: str, lang: Lang) -> WrongFormat:
    return WrongFormat(sentence(key, lang, file=name), hint=sentence(f"{key}.hint", lang))
