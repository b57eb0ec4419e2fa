"""Words that answer a question with yes, no or not known, in German and English, case-folded; also as kinds of ties."""

import re
from typing import Literal

from app.records.spelling import folded

YES_WORDS = frozenset({"ja", "j", "yes", "y", "x", "wahr", "true", "1", "✓", "✔", "☑", "✅", "vorhanden", "trifft zu"})
NO_WORDS = frozenset(
    {
        "nein",
        "n",
        "no",
        "falsch",
        "false",
        "0",
        "kein",
        "keine",
        "nicht",
        "not",
        "none",
        "✗",
        "✘",
        "❌",
        "trifft nicht zu",
    }
)
NOT_YET_WORDS = frozenset(
    {
        *("geplant", "in planung", "angedacht", "vorgesehen", "beabsichtigt", "gewünscht", "angestrebt", "noch nicht"),
        *("in vorbereitung", "im aufbau", "perspektivisch", "künftig", "zukünftig"),
        *("planned", "intended", "not yet", "in preparation", "future", "proposed"),
    }
)
"""Words for what is to be: nothing yet, and nobody said no."""
UNKNOWN_WORDS = frozenset(
    {
        *("weiß nicht", "weiss nicht", "unbekannt", "nicht bekannt", "unklar", "offen", "folgt"),
        *("?", "??", "???", "…", "...", "k. a.", "k.a.", "k. a", "k.a", "ka", "keine angabe", "keine angaben"),
        *(
            "n/a",
            "n. a.",
            "n.a.",
            "n. b.",
            "n.b.",
            "don't know",
            "dont know",
            "don’t know",
            "unknown",
            "not known",
            "unclear",
            "tbd",
        ),
    }
)
"""What people write where they know nothing; the cell could as well be empty."""

ENDED_WORDS = frozenset(
    {
        *("abgeschlossen", "beendet", "eingestellt", "ausgelaufen", "geschlossen", "aufgelöst", "inaktiv", "ruht"),
        *("ruhend", "pausiert", "früher", "ehem", "ehemals", "ehemalig", "ehemalige", "nicht mehr"),
        *("finished", "completed", "closed", "inactive", "ended", "suspended", "dissolved"),
        *("former", "formerly", "no longer"),
    }
)
"""Words of a status for what is over; where no end is given nobody knows since when."""

ANSWER_WORDS = YES_WORDS | NO_WORDS | NOT_YET_WORDS | UNKNOWN_WORDS
"""Every word that answers whether two work together, though not always with yes or no."""

_AGAINST_EACH_OTHER = re.compile(
    r"\b(?:konflikt|konkurr|streit|rivali|ablehn|gegner|verfeindet|conflict|compet|rival|dispute|oppos|hostil|enem)"
)
"""Beginnings of words for ties that are no cooperation, and no spoken no either."""
_NO = re.compile(
    r"(?:keine?n?|keinerlei|no)\s(?:zusammenarbeit|kooperation|kontakte?|verbindung|beziehung|austausch"
    r"|cooperation|collaboration|contacts?|ties?|links?|relation(?:ship)?)"
)
_NO_YES = re.compile(r"(?:keine?[nrs]?|keinerlei|nicht|nie|no|not|never)\s[^\W\d].*")
"""What does not say that two work together, and does not say no either: ``nicht formalisiert``."""


def is_against_each_other(kind: str) -> bool:
    """Whether a kind of tie is a conflict or competition."""
    return _AGAINST_EACH_OTHER.search(folded(kind)) is not None


def status_in_kind(kind: str) -> Literal["denied", "unknown"] | None:
    """What a kind of tie says instead of yes; None where it is a kind of working together."""
    word = folded(kind)
    if word in NO_WORDS or _NO.fullmatch(word):
        return "denied"
    is_open = word in UNKNOWN_WORDS | NOT_YET_WORDS | ENDED_WORDS or _NO_YES.fullmatch(word)
    return "unknown" if is_open or is_against_each_other(kind) else None
