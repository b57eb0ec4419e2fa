"""Room on the disk of the database."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from app.errors import DiskFull
from app.refusals import said

_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Disk:
    """Disk of the database: the folder of its data, and how many MiB must be free before anything is written."""

    folder: Path
    least_megabytes: int

    @property
    def free_megabytes(self) -> int:
        """MiB that are left."""
        return shutil.disk_usage(self.folder).free // _MEGABYTE

    def check(self) -> None:
        """Refuse to write.

        Raises:
            DiskFull: too little room is left.
        """
        free = self.free_megabytes
        if free < self.least_megabytes:
            raise DiskFull(
                said("disk_full", free=free),
                hint=said("make_room", least_megabytes=self.least_megabytes),
            )
