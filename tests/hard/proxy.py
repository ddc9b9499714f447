"""Between a program and PostgreSQL: a line that goes dead at the worst moment, around a COMMIT."""

from __future__ import annotations

import itertools
import socket
import threading
from urllib.parse import urlsplit, urlunsplit

_COMMIT = b"COMMIT\x00"


class Proxy:
    """Hands on what is said, but cuts the line at each so-manieth COMMIT."""

    def __init__(self, server: str, *, each: int, when: str) -> None:
        """Begin to listen.

        Args:
            server: the address that it stands before.
            each: at every how-manieth COMMIT the line is cut; 1 is each.
            when: ``after`` the server has done it, its answer being lost, or ``before`` it hears of it.
        """
        whole = urlsplit(server)
        self._server = (whole.hostname or "127.0.0.1", whole.port or 5432)
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        port = self._listening.getsockname()[1]
        self.url = urlunsplit(whole._replace(netloc=f"{whole.username}@127.0.0.1:{port}"))
        self.when = when
        self.each = each
        self._commits = itertools.count(1)

    def serve(self) -> None:
        """Hand on for ever: run it in a thread or a process of its own."""
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._line, args=(client,), daemon=True).start()

    def close(self) -> None:
        """Take no more lines."""
        self._listening.close()

    def _line(self, client: socket.socket) -> None:
        server = socket.create_connection(self._server)
        dead = threading.Event()
        threading.Thread(target=self._answers, args=(server, client, dead), daemon=True).start()
        try:
            while said := client.recv(65_536):
                if said.endswith(_COMMIT) and next(self._commits) % self.each == 0:
                    if self.when == "after":
                        dead.set()
                        server.sendall(said)
                        return
                    break
                server.sendall(said)
        except OSError:
            pass
        _cut(client, server)

    def _answers(self, server: socket.socket, client: socket.socket, dead: threading.Event) -> None:
        try:
            while told := server.recv(65_536):
                # The answer to the COMMIT: the server has done it, and nobody hears of it.
                if dead.is_set():
                    break
                client.sendall(told)
        except OSError:
            pass
        _cut(client, server)


def _cut(*ends: socket.socket) -> None:
    for one in ends:
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            continue
