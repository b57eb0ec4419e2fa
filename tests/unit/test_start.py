"""What every process of the program begins with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells the threads of a process")
def test_a_process_has_one_thread_and_looks_for_garbage_seldom():
    asked = "import gc, os, app, numpy; print(len(os.listdir('/proc/self/task')), gc.get_threshold()[0])"
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    answered = subprocess.run(
        [sys.executable, "-c", asked], env=environment, check=True, capture_output=True, text=True
    )
    assert answered.stdout.split() == ["1", "50000"]
