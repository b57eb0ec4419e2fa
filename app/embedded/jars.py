"""The locked jars, whole and unaltered; those that are missing are fetched from Maven Central or a mirror."""

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing, suppress
from dataclasses import replace
from hashlib import file_digest, sha256
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlunsplit

from app.embedded.lock import Jar, Lock
from app.embedded.ownership import exclusive
from app.embedded.progress import Progress, Report
from app.errors import JarsUnavailable, TamperedJar
from app.refusals import said

_CENTRAL_HOST = ("org", "apache", "maven", "repo")
"""From the top down, as Maven writes the groups of its jars."""

CENTRAL = urlunsplit(("https", ".".join(reversed(_CENTRAL_HOST)), "maven2", "", ""))
"""Maven Central, where jars come from unless a mirror is named."""

PARALLEL = 8
"""Downloads at a time: most jars are small, so that waiting for answers dominates."""

PAUSES = (0.5, 2.0)
"""Seconds to wait before the second and the third try."""

TIMEOUT = 10
"""Seconds without a byte after which a download is given up."""

_TRANSIENT = frozenset({HTTPStatus.TOO_MANY_REQUESTS, *(status for status in HTTPStatus if status >= 500)})  # noqa: PLR2004


def provide(lock: Lock, cache: Path, maven_url: str | None, report: Report) -> list[Path]:
    """The paths of all locked jars, in the order of the lock, each of them verified just now.

    Missing ones are fetched into ``cache/neo4j-<version>``; what an interrupted run fetched is kept. One process at a
    time fetches into a cache.

    Raises:
        JarsUnavailable: a jar is missing and cannot be fetched.
        TamperedJar: a jar that lies there or was served differs from the lock; it is neither used nor replaced.
    """
    folder = cache / f"neo4j-{lock.version}"
    if _missing(lock.jars, folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with exclusive(folder / ".lock", lambda: report(Progress("waiting"))):
                _fetch_missing(lock.jars, folder, (maven_url or CENTRAL).rstrip("/"), report)
        except OSError as error:
            raise JarsUnavailable(
                said("cache_unwritable", folder=folder, error=error),
                hint=said("choose_another_cache"),
            ) from error
    _verify(lock.jars, folder)
    return [folder / jar.file_name for jar in lock.jars]


def _missing(jars: Iterable[Jar], folder: Path) -> list[Jar]:
    return [jar for jar in jars if not (folder / jar.file_name).exists()]


def _verify(jars: Iterable[Jar], folder: Path) -> None:
    with ThreadPoolExecutor() as pool:
        for jar, digest in pool.map(lambda jar: (jar, _digest(folder / jar.file_name)), jars):
            if digest != jar.sha256:
                raise TamperedJar(
                    said("jar_differs", file=folder / jar.file_name),
                    hint=said("delete_jar"),
                )


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return file_digest(content, sha256).hexdigest()


def _fetch_missing(jars: tuple[Jar, ...], folder: Path, base_url: str, report: Report) -> None:
    missing = _missing(jars, folder)
    progress = Progress(
        "fetching",
        files_done=len(jars) - len(missing),
        files_total=len(jars),
        bytes_done=sum(jar.size for jar in jars) - sum(jar.size for jar in missing),
        bytes_total=sum(jar.size for jar in jars),
    )
    report(progress)
    for size in _fetch_all(missing, folder, base_url):
        progress = replace(progress, files_done=progress.files_done + 1, bytes_done=progress.bytes_done + size)
        report(progress)


def _fetch_all(missing: Sequence[Jar], folder: Path, base_url: str) -> Iterator[int]:
    """Fetch the jars and yield the size of each as it comes.

    The first is fetched alone: that a repository is out of reach is known after one wait, not after one per jar.
    """
    for jar in missing[:1]:
        yield _fetch(jar, folder, base_url)
    with ThreadPoolExecutor(PARALLEL) as pool:
        fetches = [pool.submit(_fetch, jar, folder, base_url) for jar in missing[1:]]
        try:
            for fetch in as_completed(fetches):
                yield fetch.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _fetch(jar: Jar, folder: Path, base_url: str) -> int:
    """Fetch one jar, verify it and only then give it its name; returns its size in bytes."""
    content = _download(f"{base_url}/{jar.path}", jar.size)
    if sha256(content).hexdigest() != jar.sha256:
        raise TamperedJar(
            said("downloaded_jar_differs", base_url=base_url, file_name=jar.file_name),
            hint=said("ask_repository_operator"),
        )
    part = folder / f"{jar.file_name}.part"
    part.write_bytes(content)
    part.replace(folder / jar.file_name)
    return len(content)


class _PassingFailure(JarsUnavailable):
    """A failure that another try may heal."""


def _download(url: str, size: int) -> bytes:
    for pause in PAUSES:
        with suppress(_PassingFailure):
            return _try(url, size)
        time.sleep(pause)
    return _try(url, size)


def _try(url: str, size: int) -> bytes:
    """The body at ``url``, at most one byte more than ``size``: that is enough to see that it is too long."""
    try:
        with closing(urllib.request.urlopen(url, timeout=TIMEOUT)) as answer:  # noqa: S310 - the user's own setting
            return _whole(answer.read(size + 1), size)
    except urllib.error.HTTPError as error:
        error.close()
        raise _failure(_PassingFailure if error.code in _TRANSIENT else JarsUnavailable, url, error) from error
    except (OSError, http.client.HTTPException) as error:
        raise _failure(_PassingFailure, url, error) from error
    except ValueError as error:  # not an address at all
        raise _failure(JarsUnavailable, url, error) from error


def _failure(kind: type[JarsUnavailable], url: str, error: Exception) -> JarsUnavailable:
    return kind(
        f"The database's files cannot be fetched: {url}: {error}.",
        hint="Set NETZBLICK_MAVEN_URL to a mirror of Maven Central, or use analyse and report with --from, "
        "which need no database.",
    )


def _whole(body: bytes, size: int) -> bytes:
    if len(body) < size:
        raise ConnectionError(f"the answer ended after {len(body)} of {size} bytes")
    return body
