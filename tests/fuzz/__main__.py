"""``python -m tests.fuzz SECONDS``: the service on a real Neo4j, asked at random by schemathesis as its description allows."""

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from app.client import Netzblick
from tests.browser.serving import serving
from tests.database import provide, wipe

HERE = Path(__file__).parent
PROGRAM = HERE.parents[1] / ".fuzz" / "bin" / "schemathesis"
USUAL_SECONDS = 240
WORKBOOK = files("examples") / "essener-konsens" / "arbeitsmappe.xlsx"


def main(seconds: int) -> int:
    """The exit code of schemathesis: 0 when nothing is wrong."""
    with provide() as database:
        with database.driver() as driver:
            wipe(driver)
        with serving(database.settings()) as address:
            with Netzblick(address) as service:
                city = service.create_workspace("essen", "Essener Konsens", reference_date="2024-09-01")
                city.import_file("arbeitsmappe.xlsx", WORKBOOK.read_bytes())
            return subprocess.run(command(address, seconds), env=environment(address), check=False).returncode


def command(address: str, seconds: int) -> list[str]:
    phases = "examples,coverage,fuzzing,stateful"
    config = ("--config-file", str(HERE / "schemathesis.toml"))
    limits = ("--phases", phases, "--max-time", str(seconds), "--request-timeout", "30", "--warnings", "off")
    return [str(PROGRAM), *config, "run", f"{address.rstrip('/')}/openapi.json", *limits]


def environment(address: str) -> dict[str, str]:
    return {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "FUZZED_SERVICE": address}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else USUAL_SECONDS))
