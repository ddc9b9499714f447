"""The server on which tests may make and drop databases, where there is one."""

from __future__ import annotations

import os

SERVER = os.environ.get("CASEWORKER_TEST_POSTGRES", "")
"""URL of a database on that server."""


def url(name: str) -> str:
    """The test server's address with another database's name."""
    address, mark, query = SERVER.partition("?")
    return f"{address.rpartition('/')[0]}/{name}{mark}{query}"


def run(sql: str) -> None:
    """Run one command on the server, outside any transaction."""
    import psycopg

    with psycopg.connect(SERVER.replace("+psycopg", "", 1), autocommit=True) as con:
        con.execute(sql)  # type: ignore[call-overload]
