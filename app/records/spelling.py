"""The spelling of a name: how two are compared, and the id that is made of one."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """The spelling in which names are compared: NFC, case-folded, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@lru_cache(maxsize=50_000)
def slug(text: str) -> str:
    """The id made of a name: case-folded, ``ä`` as ``ae``, everything that is no letter or digit as ``-``."""
    spelled = folded(text).replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    dashed = "".join(char if char.isalnum() else "-" for char in spelled)
    return "-".join(part for part in dashed.split("-") if part)
