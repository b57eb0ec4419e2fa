"""Start of Spark: is Java there, does the master listen, and with which settings does the application begin?"""

import os
import re
import shutil
import socket
import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from py4j.protocol import Py4JError, Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from app.engines.messages import unavailable
from app.records.vocabulary import Lang

_REACH_SECONDS = 5.0
_LOOPBACK = re.compile(r"local\[.+|spark://(127\.|localhost|\[::1\]).*")
_ADDRESSES = re.compile(r"([^,:]+|\[[^\]]+\]):(\d+)")


def reach(name: str, lang: Lang) -> None:
    """See in a moment whether Spark has what it needs to begin; itself it would try for minutes, or tell it in pages.

    Raises:
        EngineUnavailable: Java is missing, nobody listens at the address, or nothing says where YARN is.
    """
    home = os.environ.get("JAVA_HOME")  # where it is set, Spark looks for Java there alone
    if not (Path(home, "bin/java").exists() if home else shutil.which("java")):
        raise unavailable("no_java", lang, name=name)
    if name == "yarn" and not ({"HADOOP_CONF_DIR", "YARN_CONF_DIR"} & os.environ.keys()):
        raise unavailable("no_yarn", lang)
    addresses = _ADDRESSES.findall(name.rpartition("://")[2])
    if addresses and not any(_listens(host.strip("[]"), int(port)) for host, port in addresses):
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
        EngineUnavailable: Java or Spark did not start, or the cluster does not take the application.
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
        except Py4JJavaError as failure:
            raise unavailable("not_begun", lang, name=name, reason=_reason(failure.java_exception)) from failure
        except (Py4JError, PySparkException, OSError) as failure:
            raise unavailable("not_started", lang, name=name, reason=type(failure).__name__) from failure


def _reason(exception: Any) -> str:
    """What stands at the bottom of an exception of Java, in a line."""
    while exception.getCause() is not None:
        exception = exception.getCause()
    lines = str(exception.getMessage() or exception.getClass().getSimpleName()).splitlines()
    return lines[0].rstrip(".")
