"""What can be an id? Something that fits into an address and reads the same everywhere."""

import re

LONGEST_ID = 200
PATTERN = r"\w[\w.:@+-]*"

_IDENTIFIER = re.compile(PATTERN)


def is_identifier(text: str) -> bool:
    """Whether a text is 1 to 200 letters, digits and . : @ + - _, begins with a letter or digit, and climbs nowhere."""
    return len(text) <= LONGEST_ID and _IDENTIFIER.fullmatch(text) is not None and ".." not in text
