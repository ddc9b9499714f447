"""Make a batch: the letters of one posting day with their manifest, in a folder, whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseworker.casework import posted, roles, sheet
from caseworker.casework.desk.post import outbox, printing, tribunal_form
from caseworker.casework.export import inert
from caseworker.casework.folders import set_aside, whole, write_folder
from caseworker.casework.office import Office
from caseworker.law.calendar import Service
from caseworker.law.facts import LetterKind
from caseworker.law.refusals import Refused
from caseworker.text import counted

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

MANIFEST = "manifest.csv"
POST, EMAIL = Service.FIRST_CLASS.value, Service.EMAIL.value
"""How the letters of a batch go."""
_FOR = {POST: "for the post of", EMAIL: "to email on"}
ADDRESS_LINES = 6
COLUMNS = (
    *("batch", "posts_on", "number", "pcn", "letter", "recipient"),
    *(f"address_{n}" for n in range(1, ADDRESS_LINES + 1)),
    *("postcode", "service", "enclosures", "sha256", "file"),
)
"""What the manifest says of each letter; its pages stand in the list beside the combined PDF."""
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Batch:
    """Letters handed to the post room together."""

    id: int
    posts_on: date
    state: str
    letters: int
    manifest_sha256: str
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    ended_by: str


@dataclass(frozen=True, slots=True)
class Made:
    """A batch was made, or written again."""

    batch: Batch
    folder: Path | None
    """Where its files are; none where none were asked for."""
    again: bool
    """It had been made before: no new letter waits."""
    also: tuple[Path, ...]
    """Folders of other batches of that day, not confirmed, that were written again."""
    words: str


@dataclass(frozen=True, slots=True)
class _Papers:
    """A batch with its letters and its manifest."""

    batch: Batch
    rows: Sequence[Row[Any]]
    manifest: bytes
    rejecting: frozenset[int]
    """Ids of the letters that promise the tribunal's form."""


def batch_of(row: Row[Any]) -> Batch:
    """A batch from its row."""
    return Batch(
        row.id,
        row.posts_on,
        row.state,
        row.letters,
        row.manifest_sha256,
        row.made_at,
        row.made_by,
        row.ended_at,
        row.ended_by,
    )


def make_batch(office: Office, folder: Path | None = None, day: date | None = None) -> Made:
    """Batch every letter that waits for a posting day, and write letters and manifest into a folder.

    The batch is entered first, then written: where anything stops the writing, the same act again writes the
    same batch. Letters issued since then make a batch of their own.

    Args:
        folder: where the batch's own folder goes; none writes no files.
        day: the posting day; today, or where nothing waits for today the oldest earlier day that has letters.

    Raises:
        Refused: no letter waits, the day is still to come, the folder cannot be written, or the post is not
            theirs.
    """
    return _made(office, folder, day, POST)


def make_outbox(office: Office, folder: Path | None = None, day: date | None = None) -> Made:
    """Batch every letter that is to be emailed on a day, and write its messages into a folder, ready to send.

    As `make_batch`: entered first, then written; run again, the same messages are written, and none twice.
    The batch is confirmed once they were sent.

    Args:
        folder: where the batch's own folder goes; none writes no files.
        day: the day on which they are sent; today, or the oldest earlier one that has letters.

    Raises:
        Refused: as `make_batch`.
    """
    return _made(office, folder, day, EMAIL)


def _made(office: Office, folder: Path | None, day: date | None, how: str) -> Made:
    roles.check_post(office)
    first = posted.surely(
        office,
        lambda tx: _enter(tx, office, day, how),
        lambda tx: _papers_of_day(tx, office, day, how),
        "batched",
    )
    papers, again = first
    written = [_write(office, folder, one, how) for one in papers] if folder is not None else []
    newest = papers[-1].batch
    told = "".join(apart for _, apart in written)
    words = _words(newest, again, office.today(), how) + told + _later(office, how)
    folders = [where for where, _ in written]
    return Made(newest, folders[-1] if folders else None, again, tuple(folders[:-1]), words)


def _words(batch: Batch, again: bool, today: date, how: str) -> str:
    letters = counted(batch.letters, "letter")
    words = f"Batch {batch.id}: {letters} {_FOR[how]} {posted.day_words(batch.posts_on)}."
    if again:
        words += " No other letter waits for it: the batch made before was written again."
    if batch.posts_on < today:
        words += " That day has passed: confirm it only if the letters left then; else slip it."
    return words


def _later(office: Office, how: str) -> str:
    """What waits for a post that is still to come: it is in no batch yet."""
    from caseworker.store import post

    today = office.today()
    with office.store.reading() as tx:
        rows = post.in_state(tx, "waiting")
    papers = posted.papers(rows)
    days = Counter(row.posts_on for row in papers if row.posts_on > today and row.how == how)
    told = [f"{counted(days[day], 'letter')} for {posted.day_words(day)}" for day in sorted(days)]
    return f" Still to come, in no batch until their day: {', '.join(told)}." if told else ""


def _enter(tx: Connection, office: Office, day: date | None, how: str) -> tuple[list[_Papers], bool]:
    """The day's batches that are not confirmed, the new one last; whether there is no new one."""
    from caseworker.store import post

    chosen = _day(tx, office, day, how)
    before = post.made(tx, chosen, how=how, hold=True)
    rows = post.waiting(tx, chosen, how, hold=True)
    if not rows and not before:
        raise _nothing(tx, chosen, how)
    if rows:
        _new(tx, office, chosen, rows)
    papers = [_papers(tx, office, row.id, how) for row in post.made(tx, chosen, how=how)]
    for one in papers:
        _note_manifest(tx, one)
    return papers, not rows


def _day(tx: Connection, office: Office, day: date | None, how: str) -> date:
    from caseworker.store import post

    today = office.today()
    if day is not None and day > today:
        raise Refused(
            f"The post of {posted.whole_day(day)} is still to come.",
            rule="Letters may be issued for it, and recalled, until that day.",
            do="Make the batch on that day.",
        )
    if day is not None:
        return day
    days = post.days_waiting(tx, today, how)
    days += [row.posts_on for row in post.made(tx, how=how) if row.posts_on <= today]
    return today if today in days or not days else min(days)


def _nothing(tx: Connection, day: date, how: str) -> Refused:
    from caseworker.store import post

    if how == EMAIL:
        return Refused(
            f"No letter is to be emailed on {posted.whole_day(day)}.",
            rule="By email go letters whose recipients agreed to it (:reach), on the day they are dated for.",
            do="The post board (:post) lists what waits.",
        )
    by_hand = len(posted.papers(post.waiting(tx, day, sheet.BY_HAND)))
    if by_hand:
        letters, goes = counted(by_hand, "letter"), "goes" if by_hand == 1 else "go"
        return Refused(
            f"{letters} of {posted.whole_day(day)} {goes} by hand: none waits for the post.",
            rule="A letter that is handed over goes in no batch.",
            do="Record each when it was handed over: caseworker post hand NUMBER --by --at --to.",
        )
    return Refused(
        f"No letter waits for the post of {posted.whole_day(day)}.",
        rule="A batch is made of letters that were issued for its day.",
        do="The post board (:post) lists what waits.",
    )


def _new(tx: Connection, office: Office, day: date, rows: Sequence[Row[Any]]) -> None:
    """Enter a new batch of the letters that wait, each case's audit and the office's."""
    from caseworker.store import audit, post

    now, who = office.now(), office.officer.id
    batch_id = post.add_batch(
        tx,
        posts_on=day,
        state="made",
        letters=len(posted.papers(rows)),
        manifest_sha256="",
        made_at=now,
        made_by=who,
        ended_at=None,
        ended_by="",
    )
    ids = [row.letter_id for row in rows]
    post.change(tx, ids, state="batched", batch_id=batch_id, changed_at=now, changed_by=who)
    fields: dict[str, str | int | None] = {"batch": batch_id, "letters": len(posted.papers(rows))}
    fields["posts_on"] = day.isoformat()
    audit.append(tx, chain="office", act="post-batch", officer=who, at=now, fields=fields)


def _papers(tx: Connection, office: Office, batch_id: int, how: str) -> _Papers:
    from caseworker.store import post

    row = post.batch(tx, batch_id)
    assert row is not None
    rows = post.of_batch(tx, batch_id)
    texts = post.texts_of(tx, [one.letter_id for one in rows])
    papers = posted.papers(rows)
    rejecting = frozenset(one.letter_id for one in papers if _rejects(rows, one))
    listed = outbox.manifest(row, papers) if how == EMAIL else manifest(office, row, rows, texts)
    return _Papers(batch_of(row), papers, listed, rejecting)


def _rejects(rows: Sequence[Row[Any]], row: Row[Any]) -> bool:
    """Whether a paper holds a notice of rejection, on whichever of its PCNs."""
    return any(one.letter_kind == posted.REJECTION for one in posted.one_with(rows, row))


def _papers_of_day(
    tx: Connection, office: Office, day: date | None, how: str
) -> tuple[list[_Papers], bool] | None:
    """After a fault whose end is not known: the day's batches, where every letter is in one."""
    from caseworker.store import post

    chosen = _day(tx, office, day, how)
    found = post.made(tx, chosen, how=how)
    if not found or post.waiting(tx, chosen, how):
        return None
    return [_papers(tx, office, row.id, how) for row in found], True


def _note_manifest(tx: Connection, one: _Papers) -> None:
    """Keep the digest of the manifest as it is now: a recall since then has changed it."""
    from caseworker.store import post

    digest = hashlib.sha256(one.manifest).hexdigest()
    if digest != one.batch.manifest_sha256:
        post.change_batch(tx, one.batch.id, manifest_sha256=digest)


def manifest(office: Office, batch: Row[Any], rows: Sequence[Row[Any]], texts: dict[int, str]) -> bytes:
    """What is in the batch, for the post room: one row a letter, with its PCNs and the address it prints."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in posted.papers(rows):
        kind, (to, lines, postcode) = LetterKind(row.letter_kind), addressed(texts[row.letter_id], row)
        one = posted.one_with(rows, row)
        enclosed = tribunal_form.name(office, row.place) if _rejects(rows, row) else ""
        pcns = " ".join(each.pcn for each in one)
        cells = (batch.id, batch.posts_on, row.number, pcns, kind.value, to, *lines, postcode)
        cells += (row.how, enclosed, row.sha256, printing.file_name(row))
        writer.writerow([inert(str(cell)) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def addressed(text: str, row: Row[Any]) -> tuple[str, list[str], str]:
    """To whom a letter is addressed, from its own first lines: name, address lines, postcode."""
    from caseworker.letters.fields import long_date

    head, _, _ = text.partition("\n\n")
    lines = [] if head == long_date(row.dated_on) else head.split("\n")
    name, rest = (lines[0], lines[1:]) if lines else (row.recipient, [])
    postcode = rest.pop() if rest and _POSTCODE.fullmatch(rest[-1]) else ""
    if len(rest) > ADDRESS_LINES:
        rest[ADDRESS_LINES - 1 :] = [", ".join(rest[ADDRESS_LINES - 1 :])]
    return name, [*rest, *[""] * (ADDRESS_LINES - len(rest))], postcode


def folder_name(office: Office, batch: Batch, how: str = POST) -> str:
    """The name of a batch's folder."""
    kind = "outbox" if how == EMAIL else "batch"
    return f"{'TRAINING-' if office.training else ''}{kind}-{batch.id:04d}-{batch.posts_on.isoformat()}"


def _write(office: Office, folder: Path, one: _Papers, how: str) -> tuple[Path, str]:
    """Write a batch, where it is not there whole; what lies in its place is kept under another name.

    Returns:
        Its folder; and what must be printed apart, in words.
    """
    target = folder / folder_name(office, one.batch, how)
    files = {MANIFEST: one.manifest}
    if how == EMAIL:
        files |= outbox.messages(office, one.rows, one.batch.made_at)
        letters, words = {}, ""
    else:
        printed = printing.printed(office, one.rows, one.rejecting)
        files |= printed.files
        letters, words = {printing.file_name(row): row for row in one.rows}, printed.words
    digests = {name: row.sha256 for name, row in letters.items()}
    digests |= {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    if whole(target, digests):
        return target, words
    if target.exists():
        set_aside(target)
    issued = ((name, printing.content(office, row)) for name, row in letters.items())
    write_folder(target, chain(issued, files.items()))
    return target, words
