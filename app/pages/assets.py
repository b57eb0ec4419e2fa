"""Files that pages load: style sheets, fonts and scripts of the product, each under an address of its own bytes."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from app.errors import UnknownName

MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}
"""Only such files are served; licences and the manifest stay where they are."""

_PACKED = ("css", "js", "svg")
"""What gets much smaller when it is packed."""

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as browsers get it; ``packed`` by gzip where that makes it smaller."""

    content: bytes
    media_type: str
    packed: bytes | None = None

    @property
    def digest(self) -> str:
        """Names these bytes; a changed file has another address."""
        return hashlib.sha256(self.content).hexdigest()[:_DIGITS]


@cache
def asset(name: str) -> Asset:
    """The asset of a name such as ``vendor/kern/kern.min.css``.

    Raises:
        UnknownName: there is none; only names that were listed are opened.
    """
    if name not in asset_names():
        raise UnknownName("there is no such file")
    content = resources.files("app.pages").joinpath("static", name).read_bytes()
    packed = gzip.compress(content, mtime=0) if _ending(name) in _PACKED else None
    return Asset(content, MEDIA_TYPES[_ending(name)], packed)


def address(name: str) -> str:
    """Address of an asset."""
    return f"/static/{name}?v={asset(name).digest}"


@cache
def asset_names() -> frozenset[str]:
    """Every asset by its name below ``static/``."""
    return frozenset(_below(resources.files("app.pages") / "static", ""))


def _below(folder: Traversable, prefix: str) -> list[str]:
    names: list[str] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            names += _below(entry, f"{prefix}{entry.name}/")
        elif _ending(entry.name) in MEDIA_TYPES:
            names.append(f"{prefix}{entry.name}")
    return names


def _ending(name: str) -> str:
    return name.rpartition(".")[2]
