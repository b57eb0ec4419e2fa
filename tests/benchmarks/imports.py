"""How long does it take until the program is there? Modules imported in new processes, their bytecode at hand."""

import resource
import subprocess
import sys

from tests.benchmarks.measure import Outcome, Section

MODULES = ("app.main", "app.cli.program")
HELP = "netzblick --help"
ROUNDS = 3
TIMED = "import time; import {0}; print(time.process_time())"


def measure() -> Outcome:
    """CPU seconds of the whole process, the interpreter included."""
    least = {module: min(_seconds(module) for _ in range(ROUNDS)) for module in MODULES}
    least[HELP] = min(_help_seconds() for _ in range(ROUNDS))
    return Outcome(
        sections=(
            Section(
                title="Starting",
                text="Seconds of CPU of a new process until a module is imported, the interpreter included: `app.main` is the service with all that it serves, "
                "`app.cli.program` the command line, which loads what a command needs when it runs; and of the whole process of a command.",
                columns=("started", "s"),
                rows=tuple((f"`{started}`", seconds) for started, seconds in least.items()),
            ),
        ),
        figures={f"start/{started}": seconds for started, seconds in least.items()},
    )


def _seconds(module: str) -> float:
    done = subprocess.run([sys.executable, "-c", TIMED.format(module)], check=True, stdout=subprocess.PIPE, text=True)
    return float(done.stdout)


def _help_seconds() -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "app", "--help"], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
