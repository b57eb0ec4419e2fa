"""Areas in a cell that are no name of one: the whole city, all but some, near a district, nowhere in particular."""

import re

from app.records.spelling import folded

_CITYWIDE = frozenset(
    {
        *("stadtweit", "gesamtstadt", "gesamtstädtisch", "ganze stadt", "gesamte stadt", "stadtgebiet", "alle"),
        *("alle gebiete", "gesamtes stadtgebiet", "gesamte kommune", "ganzes stadtgebiet", "im ganzen stadtgebiet"),
        *("im gesamten stadtgebiet", "alle stadtteile", "alle bezirke", "alle stadtbezirke", "alle quartiere"),
        *("alle ortsteile", "die ganze stadt", "in der ganzen stadt", "in allen stadtteilen", "überall"),
        *("citywide", "city-wide", "whole city", "entire city", "all areas", "all districts", "everywhere"),
    }
)
_ELSEWHERE = frozenset(
    {
        *("überregional", "regional", "landesweit", "bundesweit", "kreisweit", "international", "europaweit"),
        *("online", "digital", "telefonisch", "per telefon", "mobil", "aufsuchend", "vor ort", "hybrid", "video"),
        *("verschiedene", "verschiedene orte", "diverse", "divers", "mehrere", "mehrere stadtteile", "wechselnd"),
        *("beide", "beide stadtteile", "beide gebiete", "beide quartiere", "both", "s. o.", "siehe oben"),
        *("stadtteilübergreifend", "bezirksübergreifend", "quartiersübergreifend", "stadtübergreifend"),
        *("wechselnde orte", "nach bedarf", "nach vereinbarung", "nach absprache", "variabel", "offen", "sonstige"),
        *("nationwide", "remote", "by phone", "mobile", "various", "several", "on request", "varying"),
    }
)
_EXCEPT = re.compile(
    r"(?P<all>.+?)\s*[,(–-]?\s*(?:außer|ausser|ohne|bis auf|ausgenommen|mit ausnahme von|except(?: for)?|without|all but)"
    r"\s+(?P<rest>.+?)\)?",
    re.IGNORECASE | re.DOTALL,
)
_FOCUS = (
    r"(?:schwerpunkt(?:mäßig)?|vor allem|v\.\s?a\.|insb(?:esondere|\.)|besonders|hauptsächlich|überwiegend|vorwiegend"
    r"|primär|teilweise|teilw\.|tlw\.|z\.\s?t\.|mainly|especially|partly)"
)
_FOCUS_BEFORE = re.compile(rf"(?:{_FOCUS}(?:\s+in|\s*:)?|(?:ganz|gesamt)(?:e[rsn]?)?)\s+", re.IGNORECASE)
_FOCUS_AFTER = re.compile(
    rf"\s*[,(–-]?\s*(?:{_FOCUS}|(?:und|u\.|\+|&)\s*(?:umgebung|umg\.?|umland|angrenzende (?:stadtteile|gebiete|quartiere)"
    r"|nachbarschaft)|and surroundings)\)?",
    re.IGNORECASE,
)

_DOUBT = re.compile(r"\s*(?:\(\s*\?+\s*\)|\?+)\s*$")


def is_whole_city(text: str) -> bool:
    """Whether a text means every area: ``stadtweit``, ``ganze Stadt``."""
    return folded(text).strip(" .!()") in _CITYWIDE


def all_but(text: str) -> str | None:
    """Names of the areas left out by ``alle außer Süd`` or ``stadtweit (ohne Süd)``; None where a text says nothing of the kind."""
    match = _EXCEPT.fullmatch(text.strip())
    return match["rest"] if match is not None and is_whole_city(match["all"]) else None


def is_no_area(text: str) -> bool:
    """Whether a text says how or how far, but names no area: ``online``, ``landesweit``, ``nach Bedarf``."""
    return folded(text).strip(" .!()") in _ELSEWHERE


def is_extent(text: str) -> bool:
    """Whether a text is no name of a single area, whatever it says."""
    return is_whole_city(text) or is_no_area(text) or all_but(text) is not None


def area_named(text: str) -> str:
    """The area in ``Nord und Umgebung``, ``Schwerpunkt Nord``, ``Nord (überwiegend)`` or ``Nord?``; else the text as it is."""
    bare = _DOUBT.sub("", text).strip()
    if (before := _FOCUS_BEFORE.match(bare)) is not None:
        return bare[before.end() :]
    after = next((match for match in _FOCUS_AFTER.finditer(bare) if match.end() == len(bare)), None)
    if after is not None and after.start():
        return bare[: after.start()]
    return bare if _DOUBT.search(text) else text
