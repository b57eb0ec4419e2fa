"""Are the files that others made exactly those their manifest names? ``python -m tests.vendored`` lists what differs."""

import hashlib
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "app/pages/static/vendor", ROOT / "tests/browser/vendor")


def differences(folder: Path) -> Iterator[str]:
    """What a folder holds otherwise than its ``manifest.toml`` says; nothing when they agree."""
    manifest = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))
    named = {name: digest for package in manifest["package"] for name, digest in package["sha256"].items()}
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"manifest.toml"}
    yield from (f"{folder / name}: not in the manifest" for name in sorted(present - named.keys()))
    yield from (f"{folder / name}: missing" for name in sorted(named.keys() - present))
    for name in sorted(present & named.keys()):
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != named[name]:
            yield f"{folder / name}: differs from its SHA-256"
    for package in manifest["package"]:
        if package["licence_file"] not in named:
            yield f"{folder}: {package['name']} comes without its licence"


if __name__ == "__main__":
    changed = [line for folder in FOLDERS for line in differences(folder)]
    sys.stdout.write("\n".join(changed) + "\n" if changed else "every file is the one its manifest names\n")
    sys.exit(bool(changed))
