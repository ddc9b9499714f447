"""How a case's letters reach their reader: to which address, by email where agreed, in large print."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework import posted, sheet
from caseworker.casework.acting import acting, audited, own, recorded
from caseworker.casework.office import Office
from caseworker.casework.views import Done
from caseworker.law.facts import CaseKind
from caseworker.law.refusals import Refused
from caseworker.text import one_line

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")


_POSTCODE = re.compile(r"[A-Za-z]{1,2}[0-9][0-9A-Za-z]? ?[0-9][A-Za-z]{2}")
MOST_LINES, LONGEST_LINE = 6, 60
"""Of an address: more does not fit the window of an envelope."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How a case's letters reach their reader."""

    email: str = ""
    """The address to which they agreed to be sent letters; empty: none is known."""
    given_on: date | None = None
    words: str = ""
    """How they agreed."""
    large: bool = False
    address: str = ""
    """Another address than the one that is known of whoever is written to, on one line; empty: that one."""
    found: str = ""
    """Where that address was found."""

    @property
    def sentence(self) -> str:
        """The same in words."""
        letters = "Large print" if self.large else "Ordinary print"
        if self.address:
            letters += f"; post goes to {self.address} ({self.found})"
        if not self.email:
            return f"{letters}; no agreement to email is known."
        return f"{letters}; agreed to email to {self.email} on {self.given_on}: {self.words}"


def read(office: Office, case_id: int) -> Reach:
    """How the letters of a case reach their reader now.

    Raises:
        Refused: there is no such case.
    """
    from caseworker.store import cases

    with office.store.reading() as tx:
        row = cases.get(tx, case_id)
        if row is None:
            raise Refused(f"There is no case {case_id}.", do="Go back to the queue.")
        return _now(tx, row)


def _now(tx: Connection, row: Row[Any]) -> Reach:
    """The same within a transaction, of a case's row."""
    from caseworker.store import consents, readdressed

    agreed, moved = consents.of_pcn(tx, row.pcn_id), readdressed.of_pcn(tx, row.pcn_id)
    found = Reach(large=sheet.LARGE in row.flags.split())
    if agreed is not None:
        found = replace(found, email=agreed.email, given_on=agreed.given_on, words=agreed.words)
    if moved is not None:
        found = replace(found, address=_on_one_line(moved.address, moved.postcode), found=moved.words)
    return found


def change(office: Office, case_id: int, version: int, wanted: Reach) -> Done:
    """Record how the letters of a case reach their reader from now on; a draft is dated anew by it.

    Another address is that of whoever is written to now: letters to anybody else go where they went.

    Raises:
        Refused: an address is none, nobody said where it was found, how or when it was agreed, nothing would
            change, or what stands beside the dispute would be emailed.
        Changed: somebody else changed the case.
    """
    email, words = mailbox(wanted.email), one_line(wanted.words, 500).strip()
    address = address_of(wanted.address)
    with acting(office) as tx:
        row = own(tx, office, case_id, version)
        before = _now(tx, row)
        said = [_print(large=wanted.large)] if wanted.large is not before.large else []
        if email != before.email:
            _agree(tx, office, row, replace(wanted, email=email, words=words))
            said.append(_agreed(email, words))
        if address != before.address:
            said.append(_readdress(tx, office, row, address, one_line(wanted.found, 500).strip()))
        if not said:
            raise Refused(
                "That is how its letters go already.", do="Change the address, the agreement or the print."
            )
        new = _flag(tx, row, version, large=wanted.large)
        recorded(tx, office, row.pcn_id, row.id, "reach", "; ".join(said))
        fields: dict[str, str | int | None] = {"version": new, "email": email, "words": words}
        fields |= {"large": int(wanted.large), "address": address}
        audited(tx, office, case_id, "reach", fields)
    goes = _how_it_goes(office, row, email) if email != before.email else ""
    return Done(case_id, new, f"{'; '.join(said)}.{goes}")


def _agree(tx: Connection, office: Office, row: Row[Any], wanted: Reach) -> None:
    """Keep the agreement to email, or that there is none any more."""
    from caseworker.store import consents

    if not wanted.email:
        consents.drop(tx, row.pcn_id)
        return
    given_on = _given(office, row, wanted.given_on, wanted.words)
    about = {"email": wanted.email, "words": wanted.words, "officer": office.officer.id}
    consents.put(tx, row.pcn_id, given_on=given_on, at=office.now(), **about)


def _readdress(tx: Connection, office: Office, row: Row[Any], address: str, found: str) -> str:
    """Keep another address of whoever is written to, or that there is none; what was done, in words."""
    from caseworker.store import readdressed

    readdressed.drop(tx, row.pcn_id)
    if not address:
        return "Its letters go to the address that is known"
    posted.said(found, "where the address was found")
    name = sheet.facts_of(office, row, *sheet.rows_of(tx, row)).recipient.name
    *lines, last = address.split(", ")
    postcode = last if _POSTCODE.fullmatch(last) else ""
    kept = {"address": "\n".join(lines if postcode else [*lines, last]), "postcode": postcode}
    who = {"name": name, "officer": office.officer.id}
    readdressed.put(tx, row.pcn_id, words=found, at=office.now(), **kept, **who)
    return f"Its letters go to {address}: {found}"


def address_of(words: str) -> str:
    """An address as it is kept: its lines with commas between, the postcode last; empty stays empty.

    Raises:
        Refused: it is one line alone, or does not fit the window of an envelope.
    """
    lines = [line for part in words.replace("\n", ",").split(",") if (line := one_line(part, 200).strip())]
    if lines and _POSTCODE.fullmatch(lines[-1]):
        lines[-1] = lines[-1].upper()
    wide = max(map(len, lines), default=0) > LONGEST_LINE
    if lines and (len(lines) < 2 or len(lines) > MOST_LINES + 1 or wide):
        raise Refused(
            f"“{', '.join(lines)[:60]}” is no address that a letter can bear.",
            rule=f"Two to {MOST_LINES} lines with commas between, {LONGEST_LINE} letters at most, then the "
            "postcode.",
            do="Write it as 12 New Road, Quillmouth, ZZ1 2AB.",
        )
    return ", ".join(lines)


def _on_one_line(address: str, postcode: str) -> str:
    return ", ".join([*address.splitlines(), *([postcode] if postcode else [])])


def mailbox(address: str) -> str:
    """An address as it is written on an email; empty stays empty.

    Raises:
        Refused: it is none.
    """
    found = one_line(address, 400).strip()
    if found and not (_MAILBOX.fullmatch(found) and len(found) <= 254):
        raise Refused(
            f"“{found[:60]}” is no email address.",
            rule="One address, as in name@example.org.",
            do="Take it from the message in which they agreed.",
        )
    return found


def _given(office: Office, row: Row[Any], given_on: date | None, words: str) -> date:
    """The day of the agreement; refused where nobody could prove it, or it could not be used."""
    if CaseKind(row.kind).beside:
        raise Refused(
            "A letter beside the dispute goes by post.",
            rule="Agreement to email is kept for challenges and representations.",
            do="Record it on the case of the dispute.",
        )
    posted.said(words, "how they agreed to email")
    if given_on is None or given_on > office.today():
        raise Refused(
            "The day on which they agreed is missing, or is still to come.",
            rule="A letter goes by email only where it can be shown that the recipient agreed.",
            do="Give the day of their message, form or call.",
        )
    return given_on


def _print(*, large: bool) -> str:
    return "Its letters are in large print" if large else "Its letters are in ordinary print"


def _agreed(email: str, words: str) -> str:
    return f"Agreed to letters by email to {email}: {words}" if email else "No longer agrees to email"


def _how_it_goes(office: Office, row: Row[Any], email: str) -> str:
    """What else must be so before a decision goes by email."""
    council = office.council
    if not email or row.kind != CaseKind.FORMAL:
        return ""
    if not council.email_signed_off:
        return (
            " The decision still goes by post: the council's lawyers have not agreed that a notice required "
            "by law may go by email (email_signed_off in council.toml)."
        )
    if not council.posting.appeal_form:
        return (
            " The decision still goes by post: there is no file of the tribunal's form to go with it "
            "(appeal_form in council.toml)."
        )
    return ""


def _flag(tx: Connection, row: Row[Any], version: int, *, large: bool) -> int:
    """The case's flags with or without large print; its new version."""
    from caseworker.store import cases

    others = [flag for flag in row.flags.split() if flag != sheet.LARGE]
    return cases.change(tx, row.id, version, flags=" ".join([*others, *([sheet.LARGE] if large else [])]))
