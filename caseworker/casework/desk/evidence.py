"""Open evidence: give its bytes, and note who opened it when, for which case. A film has its own viewer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseworker.casework.acting import acting, audited, recorded
from caseworker.casework.office import Office
from caseworker.casework.views import Done
from caseworker.law.refusals import Refused
from caseworker.text import clean, one_line

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

FEWEST_WORDS = 3
"""Words that say how a film was seen elsewhere, and what it shows."""
_TIME = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Opened:
    """One piece of evidence, opened."""

    id: int
    name: str
    kind: str
    caption: str
    taken_at: str
    sha256: str
    content: bytes
    """Empty for a film that lies at `path`."""
    path: str


def open_evidence(office: Office, case_id: int, evidence_id: int) -> Opened:
    """Open one piece of evidence for a case.

    The first opening by an officer is kept in the timeline and the audit: a decision may rest only on
    evidence that was opened. It does not raise the case's version: looking changes nothing.
    A film is not opened by this: it is described, and opened in a viewer (`film_opened`).

    Raises:
        Refused: there is no such case, or the evidence is not of its PCN.
    """
    from caseworker.store import evidence

    with acting(office) as tx:
        _of_case(tx, case_id, evidence_id)
        row, content = evidence.content(tx, evidence_id)
        if row.kind != "film":
            _first(tx, office, case_id, row)
            _shared(tx, office, case_id, row)
    return Opened(row.id, row.name, row.kind, row.caption, row.taken_at, row.sha256, content, row.path)


def film_opened(office: Office, case_id: int, evidence_id: int) -> int:
    """Note that a film was opened in the system's viewer; the viewing's id, to say later what was seen.

    Raises:
        Refused: there is no such case, the evidence is not of its PCN, or it is no film.
    """
    from caseworker.store import films

    with acting(office) as tx:
        _, row = _film(tx, case_id, evidence_id)
        _first(tx, office, case_id, row)
        viewing = films.opened(
            tx,
            case_id=case_id,
            evidence_id=evidence_id,
            officer=office.officer.id,
            at=office.now(),
            clip=row.name,
        )
        audited(tx, office, case_id, "film-opened", {"evidence": evidence_id, "viewing": viewing})
    return viewing


def film_seen_elsewhere(
    office: Office, case_id: int, evidence_id: int, *, how: str, starts: str, ends: str, words: str
) -> Done:
    """Note that a film was seen otherwise than in this machine's viewer: how, and what it shows.

    The law asks that what a camera recorded is considered, not by which program; what it shows is asked for,
    since nothing here was opened.

    Args:
        how: on which screen or by which program.

    Raises:
        Refused: no such film on this case, a time that cannot be read, or too little said.
    """
    from caseworker.store import films

    check_how(how)
    check_shows(words)
    (first, last), way, shows = film_span(starts, ends), one_line(how).strip(), one_line(words).strip()
    with acting(office) as tx:
        case, row = _film(tx, case_id, evidence_id)
        who, at = office.officer.id, office.now()
        viewing = films.opened(
            tx, case_id=case_id, evidence_id=evidence_id, officer=who, at=at, clip=row.name
        )
        films.seen(tx, viewing, starts=first, ends=last, words=f"{shows} (seen elsewhere: {way})")
        _first(tx, office, case_id, row)
        part = " to ".join(one for one in (first, last) if one)
        told = f"Film seen elsewhere: {row.name}" + (f", {part}" if part else "") + f": {shows} ({way})"
        recorded(tx, office, row.pcn_id, case_id, "film-seen", told)
        audited(
            tx,
            office,
            case_id,
            "film-seen-elsewhere",
            {"viewing": viewing, "evidence": evidence_id, "how": way, "words": shows},
        )
    return Done(case.id, case.version, "How you saw the film, and what it shows, is kept.")


def check_how(words: str) -> None:
    """Refuse what does not say how a film was seen."""
    if len(clean(words).split()) < FEWEST_WORDS:
        raise Refused(
            "It is not said how you saw the film.",
            rule="A decision may rest only on a film that whoever decides has seen.",
            do="Write on which screen or by which program, as in “at the camera room's own screen”.",
        )


def check_shows(words: str) -> None:
    """Refuse what does not say what a film shows that was not opened here."""
    if len(clean(words).split()) < FEWEST_WORDS:
        raise Refused(
            "It is not said what the film shows.",
            rule="It was not opened here: what you saw is all that is known of it.",
            do="Write what the vehicle does in it, in a sentence.",
        )


def film_seen(office: Office, viewing_id: int, *, starts: str, ends: str, words: str) -> Done:
    """Add to a viewing from where to where the film was seen, and what it shows.

    Raises:
        Refused: no such viewing of this officer's, a time that cannot be read, or nothing said.
    """
    from caseworker.store import cases, evidence, films

    (first, last), shows = film_span(starts, ends), clean(words).strip()
    if not (first or last or shows):
        raise Refused("Nothing was said of the film.", do="Write what it shows, or press esc.")
    with acting(office) as tx:
        viewing = films.get(tx, viewing_id)
        if viewing is None or viewing.officer != office.officer.id:
            raise Refused("That viewing is not yours.", do="Press V to open the film yourself.")
        films.seen(tx, viewing_id, starts=first, ends=last, words=shows)
        case = cases.get(tx, viewing.case_id)
        assert case is not None
        row, _ = evidence.content(tx, viewing.evidence_id)
        part = " to ".join(one for one in (first, last) if one)
        recorded(
            tx,
            office,
            case.pcn_id,
            case.id,
            "film-seen",
            f"Film seen: {row.name}" + (f", {part}" if part else "") + (f": {shows}" if shows else ""),
        )
        audited(tx, office, case.id, "film-seen", {"viewing": viewing_id, "evidence": row.id, "words": shows})
    return Done(case.id, case.version, "What you saw of the film is kept.")


def open_paper(office: Office, case_id: int, paper_id: int) -> Opened:
    """A sign photograph, plan or order of a case's place, with its bytes. It is looked at, not relied on.

    Raises:
        Refused: there is no such paper or case.
    """
    from caseworker.store import background, cases

    with office.store.reading() as tx:
        found = background.paper(tx, paper_id)
        if found is None or cases.get(tx, case_id) is None:
            raise Refused(f"There is no paper {paper_id} of this place.", do="Open the case again.")
    row, content = found
    taken = f"{row.taken_on:%d %b %Y}" if row.taken_on else ""
    kind = "document" if content.startswith(b"%PDF") else "photo"
    return Opened(row.id, row.name, kind, row.caption or row.name, taken, row.sha256, content, "")


def film_time(words: str) -> str:
    """A place in a film as ``MM:SS``; ``1:02:03`` is minute 62. Empty stays empty.

    Raises:
        Refused: it is no time.
    """
    text = one_line(words).strip()
    if not text:
        return ""
    found = _TIME.fullmatch(text)
    if found is None or int(found[3]) > 59:
        raise Refused(f"“{text[:20]}” is no place in a film.", do="Write minutes and seconds, as in 02:15.")
    return f"{int(found[1] or 0) * 60 + int(found[2]):02}:{found[3]}"


def film_span(starts: str, ends: str) -> tuple[str, str]:
    """From where to where a film was seen, each as ``MM:SS`` or empty.

    Raises:
        Refused: one of them is no time, or the later stands first.
    """
    first, last = film_time(starts), film_time(ends)
    if first and last and _seconds(last) < _seconds(first):
        raise Refused(f"The film cannot be seen from {first} to {last}.", do="Give the earlier time first.")
    return first, last


def _seconds(place: str) -> int:
    minutes, seconds = place.split(":")
    return int(minutes) * 60 + int(seconds)


def _film(tx: Connection, case_id: int, evidence_id: int) -> tuple[Row[Any], Row[Any]]:
    """A case and a film of its PCN."""
    from caseworker.store import evidence

    case = _of_case(tx, case_id, evidence_id)
    row, _ = evidence.content(tx, evidence_id)
    if row.kind != "film":
        raise Refused(f"{row.name} is not a film.", do="v opens it.")
    return case, row


def _of_case(tx: Connection, case_id: int, evidence_id: int) -> Row[Any]:
    """The case; refused where the evidence is not of its PCN."""
    from caseworker.store import cases, evidence

    case = cases.get(tx, case_id)
    if case is None:
        raise Refused(f"There is no case {case_id}.", do="Go back to the queue.")
    if evidence_id not in evidence.ids_of_pcn(tx, case.pcn_id):
        raise Refused(
            f"Evidence {evidence_id} does not belong to {case.pcn}.",
            rule="Evidence is opened for the case whose PCN it came with.",
            do="Open the case it belongs to.",
        )
    return case


def _shared(tx: Connection, office: Office, case_id: int, row: Row[Any]) -> None:
    """Who has looked at a picture has looked at it for each linked case that holds the very same bytes."""
    from caseworker.store import evidence, links

    here = {one.pcn_id: one.id for one in links.of_case(tx, case_id) if one.open and one.id != case_id}
    for same in evidence.same_bytes(tx, row.sha256, list(here)):
        _first(tx, office, here[same.pcn_id], same)


def _first(tx: Connection, office: Office, case_id: int, row: Row[Any]) -> None:
    """Note an officer's first opening for a case, in the timeline and the audit."""
    from caseworker.store import evidence

    at = office.now()
    if not evidence.opened(tx, case_id=case_id, evidence_id=row.id, officer=office.officer.id, at=at):
        return
    recorded(tx, office, row.pcn_id, case_id, "evidence-opened", f"Evidence opened: {row.name}")
    if row.kind != "film":
        audited(tx, office, case_id, "evidence-opened", {"evidence": row.id, "sha256": row.sha256})
