"""German articles of areas in a sentence, told from the name: "im Hafenviertel", "für die Nordstadt", "in Altendorf"."""

import re

_AREA = r"[A-ZÄÖÜ][\wäöüß]*(?:-[\wäöüß]+)*"
_DIVISION = r"(?:Bezirk|Stadtbezirk|Sozialraum|Planungsraum|Stadtteil|Ortsteil)"
_IN_AREAS = re.compile(
    rf"„[^“]*“|\b([Ii]n|Für|aus) ([A-ZÄÖÜ]\w+er {_DIVISION}\b|{_AREA}(?:, {_AREA})*(?: und {_AREA})?)"
)
"""What is quoted is a name and stays; "für" in the middle of a sentence is more often part of a name than before an area."""

_ADJECTIVE = re.compile(r"er (?=\w+$)")
_MASCULINE = re.compile(rf"^(?:\w+er )?{_DIVISION}$|^Hafen$|kiez$", re.IGNORECASE)
_NEUTER = re.compile(r"(?:viertel|quartier|zentrum|ostend|westend)$", re.IGNORECASE)
_FEMININE = re.compile(
    r"(?:^(?:nord|süd|ost|west|alt|innen|vor|ober|unter|garten)stadt|siedlung|vorstadt|kolonie)$", re.IGNORECASE
)


def with_articles(sentence: str) -> str:
    """A German sentence in which areas have their article: "im Hafenviertel", "für die Nordstadt", "in Altendorf"."""
    return _IN_AREAS.sub(lambda match: _in_areas(match[1], match[2]) if match[1] else match[0], sentence)


def _in_areas(preposition: str, areas: str) -> str:
    parts = (_with_article(part, *_ARTICLES[preposition == "Für"]) for part in re.split(r"(, | und )", areas))
    return re.sub(r"^([Ii])n dem ", r"\1m ", f"{preposition} {''.join(parts)}")


_ARTICLES = (("dem", "dem", "der"), ("den", "das", "die"))
"""Masculine, neuter and feminine articles after "in" and "aus", and after "für"."""


def _with_article(area: str, masculine: str, neuter: str, feminine: str) -> str:
    if _MASCULINE.search(area):
        return f"{masculine} {_ADJECTIVE.sub('en ', area)}"
    return f"{neuter} {area}" if _NEUTER.search(area) else f"{feminine} {area}" if _FEMININE.search(area) else area
