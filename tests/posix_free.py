"""What runs where POSIX is missing? Python with those modules taken away, for a process and all that it starts."""

import os
from collections.abc import Mapping
from pathlib import Path

MISSING = ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty")
"""Modules that Python does not have on Windows."""

_HOOK = f"""
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name in {MISSING!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

for name in {MISSING!r}:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Missing())
"""


def without_posix(folder: Path) -> Mapping[str, str]:
    """Variables under which every Python starts without these modules; ``folder`` takes the hook."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(_HOOK, "utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])}
