"""Values of XML elements: attributes that must be there, and texts with a declared type."""

from xml.etree.ElementTree import Element

from app.errors import InvalidInput
from app.formats.decimals import read_decimal
from app.formats.messages import sentence
from app.formats.xml_stream import local
from app.records.graph_records import Attribute
from app.records.vocabulary import Lang

_NUMBERS = frozenset({"int", "integer", "long", "float", "double", "short", "byte", "bigdecimal", "biginteger"})


def required(element: Element, attribute: str, file: str, lang: Lang) -> str:
    """An attribute of an element, without blanks around it.

    Raises:
        InvalidInput: it is missing or empty.
    """
    value = (element.get(attribute) or "").strip()
    if not value:
        message = sentence("no_attribute", lang, file=file, attribute=attribute, element=local(element))
        raise InvalidInput(message, hint=sentence("no_attribute.hint", lang))
    return value


def typed(text: str, kind: str) -> Attribute:
    """A text as the type that the file declares for it: a number, true or false, else the text as it stands."""
    if kind == "boolean":
        return text.lower() in {"true", "1"}
    if kind not in _NUMBERS:
        return text
    try:
        return read_decimal(text)
    except ValueError:
        return text


def not_flat(file: str, lang: Lang) -> InvalidInput:
    """The refusal of a file with nested graphs, several graphs or none."""
    return InvalidInput(sentence("not_flat", lang, file=file), hint=sentence("not_flat.hint", lang))
