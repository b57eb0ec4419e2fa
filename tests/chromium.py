"""Where is the browser of the browser tests? ``python -m tests.chromium`` installs one where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> Path | None:
    """Chromium by NETZBLICK_BROWSER or on the path."""
    named = os.environ.get("NETZBLICK_BROWSER")
    candidates = [named] if named else [shutil.which(name) for name in NAMES]
    return next((Path(candidate) for candidate in candidates if candidate and Path(candidate).is_file()), None)


def install() -> None:
    """Debian's package where that is possible."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=True)


def main() -> int:
    """Exit code 0 when there is a browser."""
    if find() is None:
        print("installing Chromium for the browser tests …", file=sys.stderr)
        install()
    if find() is None:
        print("The browser tests need Chromium: install it, or name it in NETZBLICK_BROWSER.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
