"""What a store put back from a backup cannot know: what was done after the backup, to be checked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseworker.store import raw

if TYPE_CHECKING:
    from caseworker.store.places import Place
    from caseworker.store.raw import Reader


def to_check(place: Place) -> tuple[str, ...]:
    """What to look for by hand once a backup is put back, one thing a line."""
    with raw.reader(place) as reader:
        ends = reader.rows("SELECT seq, at FROM audit ORDER BY seq DESC LIMIT 1")
        letter = int(reader.value("SELECT value FROM counters WHERE name = 'letter'") or 0) + 1
        batch, told = (_next(reader, table) for table in ("post_batches", "outcome_exports"))
    first = "Nothing was entered in it yet."
    if ends:
        # Only SQLite files are put back here, and they keep an instant as text, in UTC.
        first = f"It ends with entry {ends[0][0]:,} of {str(ends[0][1])[:16].replace('T', ' ')} UTC."
    numbers = f"the next here gets number {letter:07d}, and numbers from there on come again"
    case_system = "The case system may have heard more than this store knows: compare with its own list."
    return (
        f"{first} What was done after that is not in it. Before anybody works in it, check:",
        f"letters issued since: {numbers}. Look for them in the post's folders and manifests.",
        f"batches since: the next here is {batch}. Confirm (post confirm) each batch that has left.",
        f"outcomes told since: the next file here is {told}, and ids come again. {case_system}",
        "imports and post since: take the same files in again; what is known already is passed over.",
        "claims, points, decisions, notes and holds since: ask those who made them.",
        "the record: audit verify --anchors with the heads kept elsewhere says what is cut off.",
    )


def _next(reader: Reader, table: str) -> int:
    """The next id of a table; 1 where an older store does not have it."""
    if not reader.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)):
        return 1
    return int(reader.value(f"SELECT MAX(id) FROM {table}") or 0) + 1  # noqa: S608
