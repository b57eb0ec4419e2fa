"""What do tests give workers to do? Functions that the process of a worker imports as it does those of the product."""

import os
import sys
import time

import numpy as np

from app.errors import InvalidInput, Problem
from app.workers.pool import Workers


def refuse(network):
    problem = Problem(code="bad_parameter", message="is no truth value", pointer="/normalised")
    raise InvalidInput("refused", problems=(problem,))


def sleep(network, seconds):
    time.sleep(seconds)
    return len(network.actors)


def process_of(network):
    return os.getpid()


def fill(network, megabytes):
    return float(np.ones(megabytes * 2**17).sum())


def stumble(network, name):
    return int(name)  # its message repeats the name


def vanish(network):
    os._exit(3)


def imported(network):
    return sorted({name.split(".")[0] for name in sys.modules})


def pids(workers: Workers) -> frozenset[int]:
    """The processes of a pool."""
    return frozenset(worker.pid for worker in (*workers._idle, *workers._busy))


def add(shared, part):
    if part < 0:
        raise InvalidInput(f"{part} is less than 0")
    return shared + part


def add_or_vanish(shared, part):
    if part == 0:
        os._exit(3)
    return shared + part


def process_of_part(shared, part):
    return os.getpid()


def sleep_part(shared, seconds):
    time.sleep(seconds)
