"""Draws ``docs/pictures/house.svg``: the floors of ``app`` as import-linter holds them, their rooms, and who imports whom.

``python -m scripts.house`` renews it; a test compares it with the code.
"""

import ast
import tomllib
from html import escape
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs/pictures/house.svg"

WIDTH, LEFT, FLOOR, GAP, TOP = 1000, 150, 62, 10, 50
ROOM_GAP = 8


def drawn() -> str:
    """The picture as SVG; the same code gives the same bytes."""
    floors = _floors()
    imports = _imports()
    height = TOP + len(floors) * (FLOOR + GAP) + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title">',
        "<style>text { font-family: 'Fira Sans', Arial, sans-serif }</style>",
        '<title id="title">The floors of app, high to low: imports only go down</title>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="{LEFT}" y="28" font-size="15" fill="#171a2b">Imports go down, never up. A line joins two floors of which one imports the other.</text>',
    ]
    for number, floor in enumerate(floors):
        parts += _floor(number, floor)
    parts += _lines(floors, imports)
    return "\n".join([*parts, "</svg>", ""])


def _floors() -> list[list[str]]:
    """The layers of the contract, high to low, each with its rooms."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["name"].startswith("Layers"))["layers"]
    return [[room.strip() for room in layer.split("|")] for layer in layers]


def _imports() -> set[tuple[str, str]]:
    """Pairs of rooms of which the first imports the second."""
    pairs: set[tuple[str, str]] = set()
    for path in sorted((ROOT / "app").rglob("*.py")):
        parts = path.relative_to(ROOT / "app").with_suffix("").parts
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app."):
                target = (node.module or "").split(".")[1]
                if target != parts[0]:
                    pairs.add((parts[0], target))
    return pairs


def _floor(number: int, rooms: list[str]) -> list[str]:
    top = TOP + number * (FLOOR + GAP)
    width = (WIDTH - LEFT - 20 - ROOM_GAP * (len(rooms) - 1)) / len(rooms)
    parts = []
    for place, room in enumerate(rooms):
        x = LEFT + place * (width + ROOM_GAP)
        inside = _rooms_inside(room)
        parts += [
            f'<rect x="{x:.1f}" y="{top}" width="{width:.1f}" height="{FLOOR}" rx="4" fill="#f0f2f8" stroke="#454b6b"/>',
            f'<text x="{x + 10:.1f}" y="{top + 24}" font-size="16" font-weight="600" fill="#171a2b">{escape(room)}</text>',
            f'<text x="{x + 10:.1f}" y="{top + 46}" font-size="12" fill="#454b6b">{escape(inside)}</text>',
        ]
    return parts


def _rooms_inside(room: str) -> str:
    folder = ROOT / "app" / room
    inside = [path.parent.name for path in sorted(folder.glob("*/__init__.py"))]
    return " · ".join(inside)


def _lines(floors: list[list[str]], imports: set[tuple[str, str]]) -> list[str]:
    """An arc for each pair of floors."""
    at = {room: number for number, floor in enumerate(floors) for room in floor}
    between = {(at[high], at[low]) for high, low in imports if high in at and low in at and at[high] != at[low]}
    parts = []
    for high, low in sorted(between):
        y_high, y_low = (TOP + number * (FLOOR + GAP) + FLOOR / 2 for number in (high, low))
        bend = LEFT - 12 - 11 * (low - high)
        parts.append(
            f'<path d="M{LEFT} {y_high:.0f} C{bend} {y_high:.0f} {bend} {y_low:.0f} {LEFT} {y_low:.0f}" fill="none" '
            'stroke="#2044aa" stroke-opacity=".45"/>'
        )
    return parts


if __name__ == "__main__":
    PICTURE.write_text(drawn(), "utf-8")
