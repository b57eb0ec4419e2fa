"""Example cities that come with the product, with their files."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

from app.formats.files import InputFile

ORDER = ("essener-konsens", "pio-oberbarmen", "campus-marxloh", "nrw-esf-essen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One folder with an ``example.toml``: its workspace, the day its data speak of, and its files in memory."""

    workspace: str
    name: str
    reference_date: date
    files: tuple[InputFile, ...]
    mapping: str | None = None


def examples() -> Iterator[Example]:
    """The example cities that are installed, in the order of :data:`ORDER`.

    The public list ``nrw-esf-essen`` is not part of a wheel; who misses it finds it in the repository.
    """
    with resources.as_file(resources.files("examples")) as folder:
        for name in ORDER:
            if (folder / name / "example.toml").is_file():
                yield read_example(folder / name)


def read_example(folder: Path) -> Example:
    """One example from its folder."""
    described = tomllib.loads((folder / "example.toml").read_text("utf-8"))
    mapping = described.get("mapping")
    return Example(
        workspace=described["workspace"],
        name=described["name"],
        reference_date=date.fromisoformat(described["reference_date"]),
        files=tuple(InputFile(name, (folder / name).read_bytes()) for name in described["files"]),
        mapping=(folder / mapping).read_text("utf-8") if mapping else None,
    )
