"""Values of a list cell: cut at any sign people put between them, but only where the parts are known."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_SEPARATOR = re.compile(
    r"\s*(?:[;\r\n]+|[,|•·\t])\s*|\s+(?:und|u\.|sowie|and)\s+|\s*(?:[/&]|->|→|⇒)\s*|\s+\+\s+",
    re.IGNORECASE,
)
_ENUMERATING = frozenset(";,|•·\r\n\t")
"""Signs that stand between entries; the others also stand within names: "Amt für Soziales und Wohnen"."""
_BULLET = re.compile(r"^(?:[-–—•·*▪●]|\d{1,2}[.)])\s+")
_ADDRESS = re.compile(r"\d\s?[a-z]?,\s*(?:D-)?\d{5}\s+[^\W\d_]")
_APART = re.compile(r"\s+/\s+|\s*(?:->|→|⇒)\s*")
"""Signs that may stand between two, with blanks around them, where nobody knows any of them."""
_AND_OTHERS = re.compile(
    r"(?:\s*[,;]\s*|\s+)(?:(?:u|und)\.?\s?(?:v\.?\s?)?(?:a|m|andere|weitere|viele (?:andere|mehr))\.?(?:\s?m\.)?|usw\.?|etc\.?|und so weiter"
    r"|and others|et al\.?|…|\.\.\.)\s*$",
    re.IGNORECASE,
)
_LONGEST_NAME = 8  # parts that one name may consist of


@dataclass(frozen=True, slots=True)
class Part:
    """A value of a list cell and whether it is ``known``."""

    text: str
    known: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """Piece of a text between two separators: its place in the text, and whether an enumerating sign comes before it."""

    start: int
    end: int
    enumerated: bool


def parts_of(text: str, known: Callable[[str], object]) -> tuple[Part, ...]:
    """The values of a text in which some are ``known``.

    Names that hold a separator themselves stay whole where they are known. Around an unknown part the text is cut
    only at signs that enumerate (``;`` ``,`` ``|`` bullets, line breaks); where nothing is known it stays whole.
    """
    whole = _known_spelling(text, known)
    if whole is not None:
        return (Part(whole, known=True),)
    pieces = list(_pieces(text))
    if len(pieces) < 2:  # noqa: PLR2004 - nothing to cut
        return (Part(_BULLET.sub("", text.strip(), count=1), known=False),)
    parts = [_part(text, group, known) for group in _closed(text, _covering(text, pieces, known), known)]
    return tuple(parts) if any(part.known for part in parts) else (Part(text.strip(), known=False),)


def holds_separator(text: str) -> bool:
    """Whether a text could be several values."""
    return _SEPARATOR.search(text) is not None


def enumerated(text: str) -> tuple[str, ...]:
    """Texts between signs that enumerate; none without such a sign."""
    pieces = list(_pieces(text))
    first = [at for at, piece in enumerate(pieces) if piece.enumerated]
    ends = [*first[1:], len(pieces)]
    parts = [text[pieces[start].start : pieces[end - 1].end].strip() for start, end in zip(first, ends, strict=True)]
    return tuple(parts) if len(parts) > 1 else ()


def pieces_of(text: str) -> tuple[str, ...]:
    """Pieces between separators of any kind."""
    return tuple(_BULLET.sub("", text[piece.start : piece.end].strip(), count=1) for piece in _pieces(text))


def perhaps_several(text: str, *, loosely: bool) -> tuple[str, ...]:
    """What a name that nobody knows could be a list of; ``loosely`` also by "und" and any slash, as areas are listed.

    A postcode and its town are no second part: "Lindenstr. 12, 44145 Musterstadt".
    """
    if _ADDRESS.search(text):
        return ()
    pieces = pieces_of(text) if loosely else ()
    if len(pieces) > 1:
        return pieces
    apart = tuple(part.strip() for part in _APART.split(text) if part.strip())
    return enumerated(text) or (apart if len(apart) > 1 else ())


def without_others(text: str) -> str:
    """The text without "u. a." or "etc." at its end, which names nobody."""
    return _AND_OTHERS.sub("", text)


def _pieces(text: str) -> Iterator[_Piece]:
    separators = list(_SEPARATOR.finditer(text))
    starts = [(0, True), *((match.end(), bool(_ENUMERATING & set(match.group()))) for match in separators)]
    ends = [*(match.start() for match in separators), len(text)]
    for (start, enumerated), end in zip(starts, ends, strict=True):
        if text[start:end].strip(" -–—•·*"):
            yield _Piece(start, end, enumerated)


def _covering(text: str, pieces: Sequence[_Piece], known: Callable[[str], object]) -> list[list[_Piece]]:
    """The pieces in groups that are names, with the fewest unknown ones and then the longest names."""
    best: list[tuple[int, int, int]] = [(0, 0, 0)] * (len(pieces) + 1)  # unknown pieces, groups, length of the first
    for first in reversed(range(len(pieces))):
        choices = []
        for length in range(1, min(_LONGEST_NAME, len(pieces) - first) + 1):
            group = pieces[first : first + length]
            is_known = _known_spelling(text[group[0].start : group[-1].end], known) is not None
            if is_known or length == 1:
                unknown, groups, _ = best[first + length]
                choices.append((unknown + (not is_known), groups + 1, length))
        best[first] = min(choices)
    covering: list[list[_Piece]] = []
    first = 0
    while first < len(pieces):
        covering.append(list(pieces[first : first + best[first][2]]))
        first += best[first][2]
    return covering


def _closed(text: str, groups: Sequence[list[_Piece]], known: Callable[[str], object]) -> Iterator[list[_Piece]]:
    """The groups, with what hangs together by "und" or a slash left whole where one of it is unknown."""
    bounds = [0, *(at for at, group in enumerate(groups) if at and group[0].enumerated), len(groups)]
    for start, end in pairwise(bounds):
        run = groups[start:end]
        if all(_part(text, group, known).known for group in run):
            yield from run
        else:
            yield [piece for group in run for piece in group]


def _part(text: str, group: Sequence[_Piece], known: Callable[[str], object]) -> Part:
    written = text[group[0].start : group[-1].end]
    spelling = _known_spelling(written, known)
    return (
        Part(_BULLET.sub("", written.strip(), count=1), known=False) if spelling is None else Part(spelling, known=True)
    )


def _known_spelling(written: str, known: Callable[[str], object]) -> str | None:
    """The text as it is known: as it stands, without a bullet, or without the hyphen of "Kinder- und Jugendliche"."""
    text = written.strip()
    if text and known(text):
        return text
    spellings = (_BULLET.sub("", text, count=1), text.removesuffix("-"), text.rstrip(".,;"))
    return next((spelling for spelling in spellings if spelling and spelling != text and known(spelling)), None)
