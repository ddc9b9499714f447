"""A post that did not go: letters whose dates no longer hold come back, the others wait for the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework import case, joint, lettering, posted, roles, sheet
from caseworker.casework.acting import audited
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.letters.fields import long_date
from caseworker.letters.plan import from_json
from caseworker.text import counted

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


@dataclass(frozen=True, slots=True)
class Slipped:
    """A post did not go."""

    day: date
    next_on: date
    back: tuple[str, ...]
    """Numbers of the letters that came back: their cases are open again."""
    waits: tuple[str, ...]
    """Numbers of the letters that go with the next post as they are."""
    words: str


def slip(office: Office, what: int | date) -> Slipped:
    """Bring back what did not leave.

    A letter's file is never changed. It waits for the next post only where nothing in it counts from its day:
    written anew for that post it would read the same but for the day at its head, its decision would be the
    same, and it would still be in time. Each other one comes back to whoever issued it, as it was written.

    Args:
        what: a batch's number; or a posting day, for its letters that are in no batch. A batch is in the post
            room's hands: only by its number is it said that it did not go.

    Raises:
        Refused: nothing of it waits, it has left or slipped before, its post can still go, or the post is
            not theirs.
    """
    roles.check_post(office)
    return posted.surely(
        office,
        lambda tx: _slip(tx, office, what),
        lambda tx: _slipped(tx, office, what),
        "brought back",
    )


def _slip(tx: Connection, office: Office, what: int | date) -> Slipped:
    from caseworker.store import audit, post

    day = _day(tx, office, what)
    batches = [what] if isinstance(what, int) else []
    rows = post.of_batch(tx, what) if isinstance(what, int) else _loose(tx, office, day)
    if not rows and not batches:
        raise _none_loose(tx, office, day)
    next_on, now, who = sheet.posting_day(office), office.now(), office.officer.id
    back: list[str] = []
    waits: list[str] = []
    for first in posted.papers(rows):
        together = post.together(tx, first)
        holds = still_holds(tx, office, together)
        (waits if holds else back).append(first.number)
        for row in together:
            if holds:
                _wait(tx, office, row, next_on)
            else:
                posted.come_back(tx, office, row, "slipped", _why(row, day))
    for one in batches:
        post.change_batch(tx, one, state="slipped", ended_at=now, ended_by=who)
        fields: dict[str, str | int | None] = {"batch": one, "posts_on": day.isoformat()}
        audit.append(tx, chain="office", act="post-slip", officer=who, at=now, fields=fields)
    return _words(day, next_on, back, waits, _still_made(tx, day))


def _why(row: Row[Any], day: date) -> str:
    """Why a letter comes back."""
    if row.how == sheet.BY_HAND:
        return f"it was not handed over on {posted.day_words(day)}"
    if row.how == posted.EMAIL:
        return f"it was not emailed on {posted.day_words(day)}"
    return f"the post of {posted.day_words(day)} did not go"


def _loose(tx: Connection, office: Office, day: date) -> list[Row[Any]]:
    """A day's letters that are in no batch; what is handed over has the whole of its day."""
    from caseworker.store import post

    rows = post.waiting(tx, day, hold=True)
    return [row for row in rows if row.how != sheet.BY_HAND or row.posts_on < office.today()]


def _none_loose(tx: Connection, office: Office, day: date) -> Refused:
    """No letter of a day can slip: those of a batch do by its number, those to be handed over after it."""
    from caseworker.store import post

    if day >= office.today() and (waits := posted.papers(post.waiting(tx, day))):
        return Refused(
            f"{counted(len(waits), 'letter')} of {posted.whole_day(day)} can still be handed over.",
            rule="A letter that goes by hand has the whole of its day. Nothing was changed.",
            do="Record it when it was handed over: caseworker post hand NUMBER --by --at --to.",
        )
    if made := _still_made(tx, day):
        return Refused(
            f"No letter of {posted.whole_day(day)} is outside a batch.{made}",
            rule="By its day slips only what is in no batch. Nothing was changed.",
            do="Confirm the batch if its letters left; slip it by its number if they did not.",
        )
    return Refused(
        f"No letter of {posted.whole_day(day)} is here: each has left or came back.",
        rule="Only what has not left can slip. Nothing was changed.",
        do="The post board (:post) lists what waits.",
    )


def _still_made(tx: Connection, day: date) -> str:
    """The batches of a day that are neither confirmed nor slipped, each with the command that slips it."""
    from caseworker.store import post

    return "".join(
        f" Batch {row.id} of that day holds {counted(row.letters, 'letter')} and is not confirmed: "
        f"if it did not go, caseworker post slip {row.id}."
        for row in post.made(tx, day)
    )


def _words(day: date, next_on: date, back: list[str], waits: list[str], made: str) -> Slipped:
    words = f"The post of {posted.day_words(day)} slipped: {len(back)} came back to be issued anew"
    wait = counted(len(waits), "goes as it is", "go as they are")
    words += f"; {wait} on {posted.day_words(next_on)}." if waits else "."
    return Slipped(day, next_on, tuple(back), tuple(waits), words + made)


def _day(tx: Connection, office: Office, what: int | date) -> date:
    """The posting day that slipped; refused where it has not, or where the batch has ended."""
    from caseworker.store import post

    day = what if isinstance(what, date) else _batch_day(office, post.batch(tx, what, hold=True), what)
    if sheet.posting_day(office) <= day:
        raise Refused(
            f"The post of {posted.day_words(day)} can still go, at {office.council.posting.cut_off}.",
            rule="Until then the dates in its letters hold. Nothing was changed.",
            do="Wait until then; or recall single letters: caseworker post recall NUMBER --why.",
        )
    return day


def _batch_day(office: Office, batch: Row[Any] | None, batch_id: int) -> date:
    if batch is None:
        raise Refused(f"There is no batch {batch_id}.", do="The post board (:post) lists what waits.")
    if batch.state == "confirmed":
        raise Refused(
            f"Batch {batch_id} was confirmed by {office.officers.name(batch.ended_by)}: its "
            f"{posted.letters_words(batch.letters)} left on {posted.day_words(batch.posts_on)}.",
            rule="What has left cannot slip. Nothing was changed.",
            do="Note what came back (caseworker post returned NUMBER --why), or answer a further letter.",
        )
    if batch.state == "slipped":
        raise Refused(
            f"Batch {batch_id} slipped before.",
            rule="Its letters came back, or wait for another batch. Nothing was changed.",
            do="The post board (:post) lists what waits.",
        )
    day: date = batch.posts_on
    return day


def _wait(tx: Connection, office: Office, row: Row[Any], next_on: date) -> None:
    """Let a letter go with the next post, as it is."""
    from caseworker.store import post

    now, who = office.now(), office.officer.id
    post.change(
        tx,
        [row.letter_id],
        state="waiting",
        posts_on=next_on,
        batch_id=None,
        changed_at=now,
        changed_by=who,
    )
    words = f"Letter {row.number} missed its post and waits for that of {posted.day_words(next_on)}"
    posted.note(tx, office, row, "letter-waits", f"{words}: nothing in it counts from its day")
    fields = {**posted.letter_fields(row), "posts_on": next_on.isoformat()}
    audited(tx, office, row.case_id, "slip-waits", fields)


def still_holds(tx: Connection, office: Office, together: Sequence[Row[Any]]) -> bool:
    """Whether a letter may go with the next post as it is.

    Args:
        together: it, with those that are one letter with it; the first of them first.
    """
    from caseworker.store import post

    row = together[0]
    if row.how == sheet.BY_HAND:
        return False  # it says that it is served on its own day
    try:
        signs = replace(office, officer=office.officers.get(row.officer))
        views = [replace(case.read(tx, signs, one.case_id), status="decided") for one in together]
        anew = joint.check(signs, views, from_json(row.body))
        if any(lettering.overtaken(signs, one) for one in views) or any(one.hard for one in anew.findings):
            return False
    except Refused:
        return False
    head = next((part for part in anew.letter.parts if part.role == "date"), None)
    text = anew.letter.text
    if head is not None:
        text = text[: head.start] + long_date(row.dated_on) + text[head.end :]
    return text == post.text_of(tx, row.letter_id)


def _slipped(tx: Connection, office: Office, what: int | date) -> Slipped | None:
    """What slipping gave, where it stands; told anew without the letters' numbers."""
    from caseworker.store import post

    next_on = sheet.posting_day(office)
    if isinstance(what, int):
        batch = post.batch(tx, what)
        if batch is None or batch.state != "slipped":
            return None
        back = [row.number for row in posted.papers(post.of_batch(tx, what, "slipped"))]
        return _words(batch.posts_on, next_on, back, [], _still_made(tx, batch.posts_on))
    if _loose(tx, office, what):
        return None
    return _words(what, next_on, [], [], _still_made(tx, what))
