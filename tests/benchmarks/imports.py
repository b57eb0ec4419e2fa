"""How long does it take until the program is there? Modules imported in new processes, their bytecode at hand."""

import subprocess
import sys

from tests.benchmarks.measure import Outcome, Section

MODULES = ("app.main", "app.cli.program")
ROUNDS = 3
TIMED = "import time; import {0}; print(time.process_time())"


def measure() -> Outcome:
    """CPU seconds of the whole process, the interpreter included."""
    least = {module: min(_seconds(module) for _ in range(ROUNDS)) for module in MODULES}
    return Outcome(
        sections=(
            Section(
                title="Starting",
                text="Seconds of CPU of a new process until a module is imported, the interpreter included: `app.main` is the service with all that it serves, "
                "`app.cli.program` the command line, which loads what a command needs when it runs.",
                columns=("imported", "s"),
                rows=tuple((f"`{module}`", seconds) for module, seconds in least.items()),
            ),
        ),
        figures={f"import/{module}": seconds for module, seconds in least.items()},
    )


def _seconds(module: str) -> float:
    done = subprocess.run([sys.executable, "-c", TIMED.format(module)], check=True, stdout=subprocess.PIPE, text=True)
    return float(done.stdout)
