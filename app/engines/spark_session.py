"""Start of Spark: is Java there, does the master listen, and with which settings does the application begin?"""

import os
import re
import shutil
import socket
import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from app.engines.messages import unavailable
from app.records.vocabulary import Lang

_REACH_SECONDS = 5.0
_LOOPBACK = re.compile(r"local\[.+|spark://(127\.|localhost|\[::1\]).*")
_MASTERS = re.compile(r"([^,:]+|\[[^\]]+\]):(\d+)")


def reach(name: str, lang: Lang) -> None:
    """See in a moment whether a standalone master listens; Spark itself would try for minutes.

    Raises:
        EngineUnavailable: Java is missing, or no master listens there.
    """
    home = os.environ.get("JAVA_HOME")
    if not (home and Path(home, "bin/java").exists()) and shutil.which("java") is None:
        raise unavailable("no_java", lang, name=name)
    masters = _MASTERS.findall(name.removeprefix("spark://")) if name.startswith("spark://") else None
    if masters is not None and not any(_listens(host.strip("[]"), int(port)) for host, port in masters):
        raise unavailable("unreachable", lang, name=name)


def _listens(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), _REACH_SECONDS).close()
    except (OSError, OverflowError):
        return False
    return True


def started(name: str, lang: Lang) -> Any:
    """The session of a new application.

    Raises:
        EngineUnavailable: Java or Spark did not start.
    """
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with as_file(files("app.engines") / "log4j2.properties") as log:
        builder = SparkSession.builder.master(name).appName("netzblick")
        settings = {
            "spark.ui.enabled": "false",  # a port that shows what is computed
            "spark.ui.showConsoleProgress": "false",
            "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={log.as_uri()}",
            "spark.sql.execution.arrow.pyspark.enabled": "true",
        }
        if _LOOPBACK.fullmatch(name):
            settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
        for key, value in settings.items():
            builder = builder.config(key, value)
        try:
            return builder.getOrCreate()
        except (Py4JError, PySparkException, OSError) as failure:
            raise unavailable("not_started", lang, name=name, reason=type(failure).__name__) from failure
