"""Where does the program begin? ``netzblick`` and ``python -m app`` come here."""

import sys

from app.cli.program import run


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
