"""Who is a person here? Finds names of persons, personal mail addresses and mobile numbers to leave out."""

import re
from collections.abc import Collection

_TITLE = r"(?:Frau|Herrn?|Fr\.|Hr\.|Mrs?\.?|Ms\.?|Dr\.(?:\s?[a-z]+\.)*|Prof\.)"
_PERSON = re.compile(rf"{_TITLE}(?:\s+{_TITLE})*\s+[A-ZÄÖÜİŞÇĞŠŽ][^\s,;()/]*(?:[\s-]+[A-ZÄÖÜİŞÇĞŠŽ][^\s,;()/]*){{0,2}}")
_FULL_NAME = re.compile(r"[^\W\d_a-zäöü][^\W\d_]+(?:[ -][^\W\d_a-zäöü][^\W\d_]+){1,2}")
_PARTS = re.compile(r"\s*[()]\s*|\s*,\s*|\s+[–—-]\s+|\s*/\s*|:\s+")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MOBILE = re.compile(r"(?:\+49|0049|0)[\s/()-]*(?:\(0\)\s*)?1[5-7]\d?(?:[\s/-]?\d){6,9}")
_ROLE_BOXES = frozenset(
    [
        "info",
        "kontakt",
        "contact",
        "office",
        "mail",
        "post",
        "buero",
        "büro",
        "sekretariat",
        "verwaltung",
        "beratung",
        "service",
        "hallo",
        "hello",
        "zentrale",
        "poststelle",
        "geschaeftsstelle",
        "geschäftsstelle",
        "vorstand",
        "redaktion",
        "presse",
        "anmeldung",
        "team",
    ]
)


def is_person(text: str) -> bool:
    """Whether the whole text is a person with title or form of address: ``Frau Yılmaz``, ``Dr. Schmidt``."""
    return _PERSON.fullmatch(text.strip()) is not None


def organisation_parts(text: str) -> tuple[str, ...]:
    """What could name an organisation in ``Frau Yılmaz (AWO)`` or ``Hr. Schmidt, Caritas``: every part but persons."""
    return tuple(part for part in map(str.strip, _PARTS.split(text)) if part and not is_person(part))


def names_person(text: str, organisations: Collection[str]) -> bool:
    """Whether a part of a text is a person.

    Without a form of address, two or three capitalised words count as a person only beside one of the
    known ``organisations``: ``Ayşe Yılmaz (AWO)``.
    """
    parts = [part for part in _PARTS.split(text) if part]
    if any(map(is_person, parts)):
        return True
    rest = [part for part in parts if part not in organisations]
    return bool(organisations) and len(rest) == 1 and _FULL_NAME.fullmatch(rest[0]) is not None


def without_persons(text: str) -> str:
    """Free text with an ellipsis for each person named with title or form of address."""
    return _PERSON.sub("…", text)


def without_contact_data(text: str) -> str:
    """The text without personal mail addresses and mobile numbers.

    Addresses of a role (``info@…``, ``beratung@…``) stay.
    """
    left = text
    if "@" in text:
        left = _MAIL.sub(_unless_role, left)
    if "1" in text:
        left = _MOBILE.sub("", left)
    return text if left == text else re.sub(r"\(\s*\)", "", left).strip(" ,;:/–-")


def _unless_role(match: re.Match[str]) -> str:
    address = match.group()
    return address if address.partition("@")[0].casefold() in _ROLE_BOXES else ""
