"""Persons in texts: their names, personal mail addresses and telephone numbers are found to be left out."""

import re
from collections.abc import Collection
from functools import cache
from importlib.resources import files

from app.records.name_words import name_words
from app.records.spelling import plain

_TITLE = r"(?:Frau|Herrn?|Fr\.|Hr\.|Mrs?\.?|Ms\.?|Dr\.(?:\s?[a-z]+\.)*|Prof\.)"
_PERSON = re.compile(rf"{_TITLE}(?:\s+{_TITLE})*\s+[A-ZÄÖÜİŞÇĞŠŽ][^\s,;()/]*(?:[\s-]+[A-ZÄÖÜİŞÇĞŠŽ][^\s,;()/]*){{0,2}}")
_FULL_NAME = re.compile(r"[^\W\d_a-zäöü][^\W\d_]+(?:[ -][^\W\d_a-zäöü][^\W\d_]+){1,2}")
_LAST_NAME_FIRST = re.compile(
    r"(?P<last>[^\W\d_a-zäöü][^\W\d_]+(?:-[^\W\d_a-zäöü][^\W\d_]+)?),\s*(?P<first>[^\W\d_a-zäöü][^\W\d_]+)"
)
_NAME = r"[A-ZÄÖÜİŞÇĞŠŽ][^\W\d_]+(?:-[A-ZÄÖÜİŞÇĞŠŽ][^\W\d_]+)?"
_OF_AN_ORGANISATION = re.compile(
    rf"(?P<person>(?:{_PERSON.pattern})|{_NAME} {_NAME})\s+(?:vom|von der|von den|von|aus dem|aus der|aus|beim|bei der|bei|c/o|für)"
    r"\s+(?:(?:der|die|das|dem|den)\s+)?(?P<organisation>.+)"
)
"""Somebody who works somewhere: ``Frau Muster vom Jugendtreff``."""
_ADDRESSED = re.compile(
    rf"\s+(?:mit |bei |durch |von |Leitung:? |Ltg\.:? |Kontakt:? |Ansprechpartner(?:in)?:? |z\. ?Hd\. )?"
    rf"(?<=\S\s)(?:Frau|Herrn?|Fr\.|Hr\.|Mrs?\.?|Ms\.?)\s+{_NAME}(?:\s+{_NAME})*$"
)
_TITLED = re.compile(rf"\s*\b{_PERSON.pattern}")
_LEFT_BEHIND = re.compile(
    r"\s+(?:mit|bei|beim|durch|von|vom|und|c/o|Leitung:?|Ltg\.:?|Tel\.?:?|Telefon:?|Kontakt:?|Ansprechpartner(?:in)?:?|z\. ?Hd\.)$",
    re.IGNORECASE,
)
_WORTH_A_LOOK = re.compile(rf"{_TITLE}\s|\+\d|\b0\d")
_WORDS = re.compile(r"[^\W\d_]+")
_EMPTY_BRACKET = re.compile(
    r"\(\s*(?:Leitung|Ltg|Tel|Telefon|Kontakt|(?:Ansprechpartner|Trainer|Dozent|Referent)(?:in)?|Kursleitung)?[\s.,:;/–-]*\)",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?:\b(?:Tel|Telefon|Fon|Mobil|Handy)\b\.?:?\s*)?(?<![\w.])(?:\+\d{2}|0)\d{1,5}[\d\s/()-]*[\s/()-]\d[\d\s/-]{2,}\d"
)
_CALLED_AFTER = (
    *("stiftung", "schule", "kolleg", "gymnasium", "kita", "kindergarten", "tagesstätte", "hort", "krippe", "akademie"),
    *("praxis", "kanzlei", "apotheke", "klinik", "klinikum", "krankenhaus", "hospital", "pflegedienst", "heim", "haus"),
    *("zentrum", "institut", "werk", "verlag", "bücherei", "bibliothek", "museum", "theater", "kirche", "gemeinde"),
    *("straße", "strasse", "str", "platz", "weg", "allee", "park", "hof", "halle", "saal", "siedlung", "quartier"),
    *("viertel", "verein", "verband", "bund", "club", "preis", "fonds", "gesellschaft", "genossenschaft", "bad"),
    *("foundation", "school", "college", "university", "centre", "center", "house", "clinic", "practice", "church"),
)
"""Endings of words for what is often called after somebody."""
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
    """Whether a text is a person and nothing else: ``Frau Yılmaz``, ``Dr. Schmidt``, ``Erika Muster``.

    A legal form or a word for what is called after people makes it none: ``Dr. Linde Stiftung``, ``Frau Holle Kita``.
    """
    bare = text.strip()
    if _PERSON.fullmatch(bare) is None and not _is_full_name(bare):
        return False
    return not _is_called_after_somebody(bare)


def without_person(text: str) -> str:
    """The name of an organisation, offer or place without persons and telephone numbers; empty where nothing is left.

    ``Jugendtreff (Thomas Muster)``, ``Frau Muster vom Jugendtreff`` and ``Jugendtreff, Tel. 0000 88-4711`` lose them;
    what is called after somebody stays: ``Praxis Dr. Muster``, ``Kita Anne Frank``.
    """
    if not _WORTH_A_LOOK.search(text) and not any(word in _first_names() for word in _WORDS.findall(text.casefold())):
        return text
    remaining = _PHONE.sub("", text)
    for part in filter(None, map(str.strip, _PARTS.split(remaining))):
        if (cleaned_part := _part_without_person(part)) != part:
            remaining = remaining.replace(part, cleaned_part, 1)
    return text if remaining == text else _tidied(remaining)


def _part_without_person(part: str) -> str:
    if is_person(part):
        return ""
    if (match := _OF_AN_ORGANISATION.fullmatch(part)) and is_person(match["person"]):
        return match["organisation"]
    called_after = _is_called_after_somebody(part)
    addressed = _ADDRESSED.search(part)
    if addressed and (not called_after or " " in part[: addressed.start()]):
        return part[: addressed.start()]
    return part if called_after else _TITLED.sub("", _without_last_name(part))


def _without_last_name(part: str) -> str:
    """The words before a common first name with what follows it: ``Nachbarschaftshilfe Max Muster``."""
    words = part.split()
    lengths = (length for length in (3, 2) if len(words) > length and _is_full_name(" ".join(words[-length:])))
    return " ".join(words[: -next(lengths, len(words))]) or part


def _tidied(text: str) -> str:
    """A name without the brackets, connecting words and signs that a person left behind."""
    remaining = _EMPTY_BRACKET.sub("", " ".join(text.split()))
    remaining = re.sub(r"\(\s*[,;/]\s*|\s*[,;/]\s*\)", lambda match: "(" if "(" in match[0] else ")", remaining)
    remaining = _LEFT_BEHIND.sub("", remaining.strip(" ,;:/–-")).strip(" ,;:/–-")
    return remaining[1:-1].strip() if remaining.startswith("(") and remaining.endswith(")") else remaining


def _is_full_name(text: str) -> bool:
    """Whether two or three capitalised words begin with a common first name and none says what it is.

    So is ``Muster, Erika``.
    """
    if (reversed_name := _LAST_NAME_FIRST.fullmatch(text)) is not None:
        return _is_full_name(f"{reversed_name['first']} {reversed_name['last']}")
    if _FULL_NAME.fullmatch(text) is None:
        return False
    first, *further_words = text.split()
    is_first_name = first.split("-")[0].casefold() in _first_names()
    return is_first_name and not any(plain(word) in name_words().generic for word in further_words)


def _is_called_after_somebody(text: str) -> bool:
    """Whether a word says that it is an organisation or place, as many are called after people."""
    words = [word.casefold().strip(".,()") for word in re.split(r"[\s-]+", text)]
    legal_forms = name_words().legal_forms
    return any(plain(word).replace(".", "") in legal_forms or word.endswith(_CALLED_AFTER) for word in words) or bool(
        re.search(r"\be\.\s?V\b", text)
    )


@cache
def _first_names() -> frozenset[str]:
    """Common first names in Germany, small letters, as the file beside this module lists them."""
    return frozenset((files("app.intake.values") / "first_names.txt").read_text("utf-8").split())


def organisation_parts(text: str) -> tuple[str, ...]:
    """What could name an organisation in ``Frau Yılmaz (AWO)`` or ``Hr. Schmidt, Caritas``: every part but persons."""
    return tuple(part for part in map(str.strip, _PARTS.split(text)) if part and not is_person(part))


def names_person(text: str, organisations: Collection[str]) -> bool:
    """Whether a part of a text is a person.

    Without a form of address or a common first name, two or three capitalised words count as a person only beside one
    of the known ``organisations``: ``Ayşe Yılmaz (AWO)``.
    """
    parts = [part for part in _PARTS.split(text) if part]
    if any(map(is_person, parts)):
        return True
    further_parts = [part for part in parts if part not in organisations]
    return (
        bool(organisations)
        and len(further_parts) == 1
        and _FULL_NAME.fullmatch(further_parts[0]) is not None
        and not _is_called_after_somebody(further_parts[0])
    )


def without_persons(text: str) -> str:
    """Free text with an ellipsis for each person named with title or form of address."""
    return _PERSON.sub("…", text)


def is_contact(text: str) -> bool:
    """Whether a text is a mail address or a telephone number and nothing else."""
    if "@" in text:
        return _MAIL.fullmatch(text) is not None
    return text[-1:].isdigit() and _PHONE.fullmatch(text) is not None


def without_contact_data(text: str) -> str:
    """The text without personal mail addresses and mobile numbers.

    Addresses of a role (``info@…``, ``beratung@…``) stay.
    """
    remaining = text
    if "@" in text:
        remaining = _MAIL.sub(_unless_role, remaining)
    if "1" in text:
        remaining = _MOBILE.sub("", remaining)
    return text if remaining == text else re.sub(r"\(\s*\)", "", remaining).strip(" ,;:/–-")


def _unless_role(match: re.Match[str]) -> str:
    address = match.group()
    return address if address.partition("@")[0].casefold() in _ROLE_BOXES else ""
