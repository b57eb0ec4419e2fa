"""Does the lock name every jar of one Neo4j, once, by hash, and nothing about where it was made?"""

import re
from pathlib import Path

from app import embedded
from app.embedded.lock import LOCK_FILE, Jar, read_lock
from scripts.renew_lock import LINE, ROOTS, _newest, render

FOLDER = Path(embedded.__file__).parent
LOCK = read_lock()


def test_jars_are_those_of_one_release_of_the_long_term_line():
    assert LOCK.version.startswith(f"{LINE}.")
    coordinates = {jar.coordinate for jar in LOCK.jars}
    assert {f"{root}:{LOCK.version}" for root in ROOTS} <= coordinates
    own = [
        coordinate
        for coordinate in coordinates
        if re.match(r"org\.neo4j(\.app)?:neo4j-", coordinate) and ":neo4j-java-driver" not in coordinate
    ]
    assert len(own) > 50  # the engine comes in some sixty parts; one missing part would fail only at some later query


def test_every_jar_has_its_own_name_size_and_hash():
    assert len(LOCK.jars) >= 200
    assert len({jar.file_name for jar in LOCK.jars}) == len(LOCK.jars)
    assert all(re.fullmatch(r"[0-9a-f]{64}", jar.sha256) for jar in LOCK.jars)
    assert all(jar.size > 100 for jar in LOCK.jars)


def test_lock_suits_linux_and_mac_on_both_processors():
    natives = {jar.coordinate.split(":")[3] for jar in LOCK.jars if jar.coordinate.count(":") == 3}
    assert {"linux-x86_64", "linux-aarch_64", "osx-x86_64", "osx-aarch_64"} <= natives


def test_rendering_the_lock_gives_the_committed_bytes():
    assert render(LOCK).encode() == (FOLDER / LOCK_FILE).read_bytes()


def test_no_file_of_the_package_names_a_host():
    named = {
        path.name for path in FOLDER.iterdir() if path.is_file() and re.search(r"https?://", path.read_text("utf-8"))
    }
    assert named == set()


def test_file_name_and_path_follow_maven():
    plain = Jar("org.neo4j.app:neo4j-server:5.26.30", 1, "")
    native = Jar("io.netty:netty-transport-native-epoll:4.1.137.Final:linux-x86_64", 1, "")
    assert plain.path == "org/neo4j/app/neo4j-server/5.26.30/neo4j-server-5.26.30.jar"
    assert native.path == (
        "io/netty/netty-transport-native-epoll/4.1.137.Final/netty-transport-native-epoll-4.1.137.Final-linux-x86_64.jar"
    )


def test_newest_release_is_found_by_number_within_the_line():
    assert _newest(["5.9.9", "5.26.4", "5.26.30", "5.26.31-rc1", "5.27.0", "2026.9.0"]) == "5.26.30"
