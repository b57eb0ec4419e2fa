"""What was asked, and what did actors say about each other? Rows of the sheets Befragungen and Antworten."""

import hashlib

from app.model.identifier import LONGEST_ID

_DIGITS = 32


def tie_report_id(wave: str, by: str, about: str, kind: str) -> str:
    """The id of what one actor said about another in a wave: there is one report of each kind.

    It is made of the four; of their SHA-256 where they would be too long.
    """
    readable = f"{wave}--{by}--{about}--{kind}"
    return readable if len(readable) <= LONGEST_ID else hashlib.sha256(readable.encode()).hexdigest()[:_DIGITS]
