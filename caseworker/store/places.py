"""Where a store lies: a file on this computer, or a database on a PostgreSQL server."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from caseworker.law.refusals import Refused
from caseworker.text import one_line

_SHARES = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "fuse.sshfs",
        "fuse.rclone",
        "davfs",
    }
)
_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "box sync", "nextcloud")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one store lies, and how to say so without a password."""

    dialect: str
    """``sqlite`` or ``postgresql``."""
    url: str
    """``sqlite:////…`` or ``postgresql://…``, with its password if it has one: never shown."""
    path: Path | None
    """The file, where it is one."""

    @property
    def words(self) -> str:
        """The place as it may be shown: the file, or the server without the password."""
        if self.path is not None:
            return str(self.path)
        scheme, _, rest = self.url.partition("://")
        login, at, host = rest.rpartition("@")
        user = login.split(":", 1)[0]
        return f"{scheme}://{user}{at}{host.split('?', 1)[0]}"


def place_of(where: str | Path) -> Place:
    """Read a store's URL or file name.

    Args:
        where: ``postgresql://user@host/name``, ``sqlite:///file`` or a file name.
    """
    text = str(where).strip()
    if not text:
        raise Refused(
            "No store was named.",
            do="Set CASEWORKER_STORE to a file or a postgresql:// address, or leave it unset.",
        )
    scheme, sep, rest = text.partition("://")
    if sep and scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        return Place("postgresql", f"postgresql://{rest}", None)
    if sep and scheme == "sqlite":
        text = rest[1:] if rest.startswith("/") else rest
    elif sep:
        raise Refused(
            f"A store cannot be opened by {scheme}://.",
            rule="A store is an SQLite file or a PostgreSQL database.",
            do="Use a file name, sqlite:///FILE or postgresql://USER@HOST/NAME.",
        )
    if text in ("", ":memory:"):
        raise Refused(
            "A store cannot live in memory.",
            rule="What an officer does must still be there tomorrow.",
            do="Name a file.",
        )
    path = _file(text)
    return Place("sqlite", f"sqlite:///{path}", path)


def _file(text: str) -> Path:
    """The file of a name, refused where no file can have it."""
    try:
        path = Path(text).expanduser().absolute()
        os.fsencode(path)
        path.exists()
    except (OSError, ValueError, RuntimeError):
        raise Refused(
            f"No file can have this name: {one_line(text)[:60]}",
            rule="A store is an SQLite file or a PostgreSQL database.",
            do="Name a file that this computer can hold.",
        ) from None
    return path


def default_url() -> str:
    """The store to open when none is named: CASEWORKER_STORE, or the file in the user's data folder."""
    named = os.environ.get("CASEWORKER_STORE", "").strip()
    if named:
        return named
    from caseworker.locations import default_store

    return str(default_store())


def warnings_for(place: Place, mounts: str | None = None) -> tuple[str, ...]:
    """What should be said about the place of a store before it is trusted with work.

    Args:
        place: the store's place.
        mounts: the text of ``/proc/self/mounts``; read from the machine where not given.
    """
    if place.path is None:
        return ()
    said = []
    share = _share_under(place.path, _mounts() if mounts is None else mounts)
    if share:
        said.append(
            f"The store lies on a network share ({share}). File locks there cannot be relied on: "
            "keep it on this computer's own disk, or use PostgreSQL."
        )
    lowered = [part.lower() for part in place.path.parts]
    for name in _SYNCED:
        if any(part.startswith(name) for part in lowered):
            said.append(
                f"The store lies in a folder that is synchronised ({name}). A synchroniser can copy it half "
                "written: keep it elsewhere and put backups there instead."
            )
            break
    return tuple(said)


def _mounts() -> str:
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _share_under(path: Path, mounts: str) -> str:
    """The kind of network share that holds `path`, or nothing."""
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        if len(point) >= len(best) and (path == Path(point) or Path(point) in path.parents):
            best, kind = point, parts[2]
    if path.drive.startswith("\\\\"):
        return "UNC path"
    return kind if kind in _SHARES else ""
