"""What did the API look like when somebody last looked? ``python -m tests.openapi_snapshot`` looks again."""

import json
from functools import cache
from pathlib import Path

from app.main import create_app
from app.settings import Settings

SNAPSHOT = Path(__file__).parent / "contract" / "openapi.json"


@cache
def description() -> str:
    """OpenAPI as text without the version of the release, which changes without the API."""
    made = create_app(Settings()).openapi()
    made["info"].pop("version")
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    SNAPSHOT.write_text(description(), "utf-8")
