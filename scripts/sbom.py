"""Bill of materials (CycloneDX 1.6) of what is installed: locked Python packages, jars of Neo4j, files served to browsers.

``python -m scripts.sbom [FILE]`` writes it; the same locks and packages give the same bytes.
"""

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, version
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
JARS = ROOT / "app/embedded/jgo.lock.toml"
VENDORED = ROOT / "app/pages/static/vendor/manifest.toml"

_PINNED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)(?P<rest>(?:[^\n]*\\\n)*[^\n]*)", re.MULTILINE)
_HASH = re.compile(r"sha256:([0-9a-f]{64})")
_UNKNOWN = "NOASSERTION"

Component = dict[str, object]


def bill() -> dict[str, object]:
    """All of it."""
    components = sorted([*_packages(), *_jars(), *_vendored()], key=lambda component: str(component["bom-ref"]))
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(components, sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"component": _component("pkg:pypi/netzblick", "netzblick", version("netzblick"), "EUPL-1.2")},
        "components": components,
    }


def locked() -> dict[str, str]:
    """Versions in the lock by name."""
    return {match["name"]: match["version"] for match in _PINNED.finditer(LOCK.read_text("utf-8"))}


def licence(name: str) -> str:
    """What an installed package says about its licence; a package of other machines says nothing here."""
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return _UNKNOWN
    return _declared(package) or _UNKNOWN


def _declared(package: Distribution) -> str:
    metadata = package.metadata
    classifiers = [
        text.rpartition(" :: ")[2] for text in metadata.get_all("Classifier") or () if text.startswith("License ::")
    ]
    short = (metadata.get("License") or "").strip().split("\n")[0]
    return metadata.get("License-Expression") or " AND ".join(classifiers) or short


def _packages() -> Iterator[Component]:
    for match in _PINNED.finditer(LOCK.read_text("utf-8")):
        name, pinned = match["name"], match["version"]
        component = _component(f"pkg:pypi/{name}", name, pinned, licence(name))
        hashes = [{"name": "netzblick:file-sha256", "value": found} for found in _HASH.findall(match["rest"])]
        yield component | {"properties": hashes}  # one of several files is installed, by machine


def _jars() -> Iterator[Component]:
    for jar in tomllib.loads(JARS.read_text("utf-8"))["jars"]:
        group, artifact, pinned, *classifier = jar["coordinate"].split(":")
        name = ":".join((group, artifact, *classifier))
        component = _component(f"pkg:maven/{name.replace(':', '/')}", name, pinned, _UNKNOWN)
        yield component | {"hashes": [{"alg": "SHA-256", "content": jar["sha256"]}]}


def _vendored() -> Iterator[Component]:
    for package in tomllib.loads(VENDORED.read_text("utf-8"))["package"]:
        name = package["npm"]
        yield _component(f"pkg:npm/{name.replace('@', '%40')}", name, package["version"], package["licence"])


def _component(address: str, name: str, pinned: str, said: str) -> Component:
    purl = f"{address}@{pinned}"
    licences = [] if said == _UNKNOWN else [{"license": {"name": said}}]
    return {"type": "library", "bom-ref": purl, "name": name, "version": pinned, "purl": purl, "licenses": licences}


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist/sbom.cdx.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bill(), indent=1, ensure_ascii=False) + "\n", "utf-8")
