"""A calendar file of an occasion with the questions to be asked there (RFC 5545), the same bytes for the same data."""

from collections.abc import Iterable
from datetime import timedelta

from app.network.graph.network import Network
from app.records.meetings import Occasion

_LONGEST_LINE = 75
"""Octets of a line, without its end."""


def calendar(occasion: Occasion, lines: Iterable[str], network: Network) -> bytes:
    """The occasion as an event of a whole day.

    Args:
        occasion: its first day is the day of the event.
        lines: what is to be asked, a line each.
        network: names the place, and gives the day of the data as the time stamp.
    """
    day = occasion.date.first
    content = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Netzblick//DE",
        "BEGIN:VEVENT",
        f"UID:{_escaped(occasion.id)}@{_escaped(network.workspace or 'netzblick')}",
        f"DTSTAMP:{network.as_of:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(occasion.name)}",
        *([f"LOCATION:{_escaped(network.name('places', occasion.place))}"] if occasion.place else []),
        "DESCRIPTION:" + "\\n".join(f"- {_escaped(line)}" for line in lines),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) + b"\r\n" for line in content)


def _escaped(text: str) -> str:
    plain = " ".join(text.split())
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain


def _folded(line: str) -> bytes:
    """A line of at most 75 octets, continued on the next with a blank; no letter is torn apart."""
    parts: list[bytes] = [b""]
    for letter in line:
        room = _LONGEST_LINE - (len(parts) > 1)
        if len(parts[-1]) + len(letter.encode()) > room:
            parts.append(b"")
        parts[-1] += letter.encode()
    return b"\r\n ".join(parts)
