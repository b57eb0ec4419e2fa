"""Readiness of the database: it executes queries, which an open port alone does not prove."""

import socket
from importlib.resources import files

from neo4j import GraphDatabase, Query
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from app.errors import DatabaseUnavailable
from app.refusals import said

_TIMEOUT = 2.0
"""Seconds to wait for a connection to an address of this machine."""


def answers(url: str, user: str, password: str) -> bool:
    """Whether the database at ``url`` executes a query now.

    Raises:
        DatabaseUnavailable: it refuses the password, which waiting does not heal.
    """
    text = files("cypher").joinpath("embedded/ready.cypher").read_text("utf-8")
    with GraphDatabase.driver(
        url, auth=(user, password), connection_timeout=_TIMEOUT, connection_acquisition_timeout=_TIMEOUT
    ) as driver:
        try:
            with driver.session() as session:
                return session.run(Query(text, timeout=_TIMEOUT)).single() is not None
        except AuthError as error:
            raise DatabaseUnavailable(
                said("database_refuses_password", url=url),
                hint=said("put_back_password"),
            ) from error
        except (DriverError, Neo4jError):
            return False


def listens(port: int) -> bool:
    """Whether somebody takes connections at a port of this machine; a frozen process does so without answering."""
    try:
        socket.create_connection(("127.0.0.1", port), _TIMEOUT).close()
    except ConnectionRefusedError:
        return False
    except TimeoutError:  # so many wait already that no more are taken
        pass
    return True
