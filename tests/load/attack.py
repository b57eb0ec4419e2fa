"""Requests at their time, whether earlier ones are answered or not, sent by vegeta: it takes next to nothing of the CPUs.

vegeta (MIT) is a program of its own; ``make load`` builds it beside the project.
"""

import base64
import csv
import itertools
import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

VEGETA = Path(__file__).parents[2] / ".load/vegeta"
TIMEOUT_SECONDS = 30
ONE_WRITE_IN = 10
_NANOSECONDS = 10**9
_TIME, _STATUS, _LATENCY, _METHOD = 0, 1, 2, 9
"""Columns of the CSV of ``vegeta encode``."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: was it a read, its status (0: none), seconds it took, and when it was there in seconds of the clock."""

    read: bool
    status: int
    seconds: float
    ended: float


class Attack:
    """Reads, taken in turn, and each tenth request a new organisation."""

    def __init__(self, address: str, reads: Sequence[str], writes: str) -> None:
        self._address = address
        self._reads = itertools.cycle(reads)
        self._writes = writes
        self._numbers = itertools.count(1)

    def open_loop(self, rate: int, seconds: float) -> list[Answer]:
        """So many requests a second."""
        return self._answers(int(rate * seconds), seconds, [f"-rate={rate}/1s"])

    def closed_loop(self, clients: int, seconds: float, most: int = 500) -> list[Answer]:
        """As many clients that ask again as soon as they are answered, ``most``: requests a second there could be."""
        return self._answers(int(most * seconds), seconds, ["-rate=0", f"-max-workers={clients}"])

    def _answers(self, number: int, seconds: float, pace: Sequence[str]) -> list[Answer]:
        with tempfile.TemporaryDirectory() as folder:
            targets, results = Path(folder) / "targets", Path(folder) / "results"
            targets.write_text("\n".join(itertools.islice(self._requests(), number)), "utf-8")
            subprocess.run(
                [
                    VEGETA, "attack", "-format=json", f"-targets={targets}", f"-output={results}",
                    f"-duration={seconds}s", f"-timeout={TIMEOUT_SECONDS}s", *pace,
                ],
                check=True,
            )  # fmt: skip
            encoded = subprocess.run(
                [VEGETA, "encode", "--to=csv", results], check=True, capture_output=True, text=True
            )
        return [_answer(row) for row in csv.reader(encoded.stdout.splitlines())]

    def _requests(self) -> Iterator[str]:
        """Requests as vegeta reads them, a line each."""
        for number in self._numbers:
            if number % ONE_WRITE_IN:
                yield json.dumps({"method": "GET", "url": self._address + next(self._reads)})
            else:
                body = base64.b64encode(json.dumps({"name": f"Neu {number}"}).encode()).decode()
                headers = {"Content-Type": ["application/json"]}
                yield json.dumps(
                    {"method": "POST", "url": self._address + self._writes, "header": headers, "body": body}
                )


def _answer(row: Sequence[str]) -> Answer:
    latency = int(row[_LATENCY])
    ended = (int(row[_TIME]) + latency) / _NANOSECONDS
    return Answer(row[_METHOD] == "GET", int(row[_STATUS]), latency / _NANOSECONDS, ended)
