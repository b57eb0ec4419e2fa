"""Do pages load only what ships with the product, exactly as its makers published it?"""

import re

import pytest

from app.errors import UnknownName
from app.pages.assets import address, asset, asset_names
from tests.vendored import FOLDERS, differences


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_foreign_files_are_those_of_the_manifest(folder):
    assert list(differences(folder)) == []


def test_a_changed_foreign_file_is_noticed(tmp_path):
    (tmp_path / "manifest.toml").write_text(
        '[[package]]\nname = "x"\nlicence_file = "LICENSE"\n[package.sha256]\n"x.css" = "00"\n', "utf-8"
    )
    (tmp_path / "x.css").write_text("a {}", "utf-8")
    (tmp_path / "y.css").write_text("b {}", "utf-8")
    result = list(differences(tmp_path))
    assert result == [
        f"{tmp_path}/y.css: not in the manifest",
        f"{tmp_path}/x.css: differs from its SHA-256",
        f"{tmp_path}: x comes without its licence",
    ]


@pytest.mark.parametrize(
    "name", ["vendor/manifest.toml", "../routes.py", "vendor/kern/../manifest.toml", "", "nothing.css"]
)
def test_nothing_else_is_served(name):
    with pytest.raises(UnknownName):
        asset(name)


def test_style_sheets_load_only_files_of_ours():
    sheets = [name for name in asset_names() if name.endswith(".css")]
    assert len(sheets) == 3
    for sheet in sheets:
        named = re.findall(r"""url\(["']?(.*?)["']?\)""", asset(sheet).content.decode())
        assert {entry for entry in named if not entry.startswith("data:image/svg+xml")} <= asset_names()


def test_an_address_names_the_bytes():
    assert address("pages.css") == f"/static/pages.css?v={asset('pages.css').digest}"
