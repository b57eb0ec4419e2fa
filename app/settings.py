"""Where data lies, which database is used and where the service listens."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, IPvAnyAddress
from pydantic_settings import BaseSettings, SettingsConfigDict

_BOLT_ADDRESS = r"^(bolt|neo4j)(\+ss?c?)?://[^@]+$"
"""An address of Bolt without user and password: those have settings of their own, and this one is shown."""


LogForm = Literal["text", "json"]
"""``text``: warnings and errors for a person; ``json``: one object a line, and one for each request."""

ENGINE = r"^(local|local\[(\d+|\*)\]|spark://.+|yarn|k8s://.+)$"
"""``local``: processes of this machine; everything else is the address of a master as Spark writes it."""


def _user_folder(variable_default: str) -> Path:
    return Path.home() / variable_default / "netzblick"


class Settings(BaseSettings):
    """Everything that can be set, from ``NETZBLICK_*``; read by the command line and the service alone."""

    model_config = SettingsConfigDict(env_prefix="NETZBLICK_", frozen=True, extra="ignore")

    home: Annotated[Path, Field(description="data of the embedded database")] = Field(
        default_factory=lambda: _user_folder(".local/share")
    )
    cache: Annotated[Path, Field(description="jars of the embedded database, shared by all data folders")] = Field(
        default_factory=lambda: _user_folder(".cache")
    )
    host: Annotated[str, Field(description="address the service listens on")] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535, description="first port to try")] = 8420
    contained: Annotated[bool, Field(description="inside a container that publishes the port on loopback only")] = False
    access: Annotated[
        Literal["local", "keys"],
        Field(
            description="local: everybody on this machine is the coordinator; keys: keys and people signed on by a proxy"
        ),
    ] = "local"
    hosts: Annotated[str, Field(description="names under which others ask for the service, between commas")] = ""
    proxy_address: Annotated[
        IPvAnyAddress | None, Field(description="address of the one proxy whose headers say who is signed on")
    ] = None
    proxy_user_header: Annotated[str, Field(description="header of the proxy with the person")] = "X-Remote-User"
    proxy_role_header: Annotated[
        str, Field(description="header of the proxy with the role: coordinator, editor or reader")
    ] = "X-Remote-Role"
    log: Annotated[
        LogForm,
        Field(description="text: warnings and errors; json: an object a line, also one for each request"),
    ] = "text"
    workspace: Annotated[str | None, Field(description="workspace of commands that name none")] = None
    browser: Annotated[Path | None, Field(description="Chromium for browser tests")] = None
    neo4j_url: Annotated[
        str | None,
        Field(pattern=_BOLT_ADDRESS, description="another Neo4j ≥ 5.26 instead of the embedded one"),
    ] = None
    neo4j_user: Annotated[str, Field(description="its user")] = "neo4j"
    neo4j_password_file: Annotated[Path | None, Field(description="file with its password")] = None
    neo4j_database: Annotated[str, Field(description="its database")] = "neo4j"
    neo4j_megabytes: Annotated[
        int | None, Field(ge=512, description="memory of the embedded database; left out: 3/8 of the machine's")
    ] = None
    bolt_port: Annotated[
        int | None,
        Field(
            ge=1, le=65535, description="port of Bolt of the embedded database; left out: a free one, kept afterwards"
        ),
    ] = None
    data_folder: Annotated[
        Path | None,
        Field(
            description="folder of the database's data, where it lies on this machine; that of the embedded one is known"
        ),
    ] = None
    free_megabytes: Annotated[
        int, Field(ge=0, description="room on the disk of the data folder below which nothing is written")
    ] = 300
    maven_url: Annotated[str | None, Field(description="mirror to fetch the jars from")] = None
    read_seconds: Annotated[float, Field(gt=0, description="longest wait for the database when reading")] = 5.0
    write_seconds: Annotated[float, Field(gt=0, description="longest wait for the database when writing")] = 10.0
    import_seconds: Annotated[float, Field(gt=0, description="longest wait for the database in bulk work")] = 900.0
    transaction_rows: Annotated[
        int, Field(ge=1, description="records one transaction writes at most; a larger import is staged in such parts")
    ] = 5_000
    analysis_seconds: Annotated[float, Field(gt=0, description="longest one analysis may take")] = 120.0
    analysis_megabytes: Annotated[int, Field(ge=256, description="memory one analysis may take")] = 2048
    requests: Annotated[
        int, Field(ge=4, description="requests answered at the same time; further ones are refused with 429")
    ] = 12
    workers: Annotated[int, Field(ge=1, le=64, description="costly analyses at the same time")] = 2
    engine: Annotated[
        str,
        Field(
            pattern=ENGINE,
            description="what computes many cities, and costly questions to the service that can be split: local, local[N], spark://host:port, yarn or k8s://address",
        ),
    ] = "local"
