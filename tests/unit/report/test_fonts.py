"""Every sign that a report writes is in the fonts that its PDF embeds: else it would be a box on paper."""

import struct
from importlib import resources

import pytest

from app.report.drawings.area_map import FILLS
from app.report.texts import LANGUAGES, texts
from tests.contract.test_report_texts import strings

FONTS = ("FiraSans-Regular.ttf", "FiraSans-SemiBold.ttf", "FiraSans-Italic.ttf")


def characters(font: str) -> set[int]:
    """Code points of a TrueType font by its table ``cmap``, format 4 (OpenType 1.9, "cmap")."""
    content = (resources.files("app.report") / "fonts" / font).read_bytes()
    tables = (content[12 + 16 * number :][:16] for number in range(struct.unpack(">H", content[4:6])[0]))
    start = next(struct.unpack(">4sIII", entry)[2] for entry in tables if entry[:4] == b"cmap")
    count = struct.unpack(">H", content[start + 2 : start + 4])[0]
    offsets = [struct.unpack(">HHI", content[start + 4 + 8 * number :][:8])[2] for number in range(count)]
    (at,) = {start + offset for offset in offsets if content[start + offset :][:2] == b"\x00\x04"}
    double = struct.unpack(">H", content[at + 6 : at + 8])[0]
    ends = struct.unpack(f">{double // 2}H", content[at + 14 : at + 14 + double])
    starts = struct.unpack(f">{double // 2}H", content[at + 16 + double : at + 16 + 2 * double])
    return {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)}


@pytest.mark.parametrize("font", FONTS)
def test_every_sign_is_in_the_font(font):
    known = characters(font)
    assert ord("ß") in known
    assert ord("▲") not in known
    signs = "".join(fill.sign for fill in FILLS.values()) + "→·–…"
    folder = resources.files("app.report") / "texts"
    names = {file.name.split(".")[0] for file in folder.iterdir() if file.name.endswith(".toml")}
    written = "".join(text for name in names for lang in LANGUAGES for text in strings(texts(name, lang)))
    assert {*signs, *written} - {"\n"} <= {chr(code) for code in known}
