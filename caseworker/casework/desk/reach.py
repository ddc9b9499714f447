"""How a case's letters reach their reader: by email where that was agreed, in large print where needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Reach:
    """How a case's letters reach their reader."""

    email: str = ""
    """The address to which they agreed to be sent letters; empty: none is known."""
    given_on: date | None = None
    words: str = ""
    """How they agreed."""
    large: bool = False

    @property
    def sentence(self) -> str:
        """The same in words."""
        letters = "Large print" if self.large else "Ordinary print"
        if not self.email:
            return f"{letters}; no agreement to email is known."
        return f"{letters}; agreed to email to {self.email} on {self.given_on}: {self.words}"


def read(office: Office, case_id: int) -> Reach:
    """How the letters of a case reach their reader now.

    Raises:
        Refused: there is no such case.
    """
    from caseworker.store import cases, consents

    with office.store.reading() as tx:
        row = cases.get(tx, case_id)
        if row is None:
            raise Refused(f"There is no case {case_id}.", do="Go back to the queue.")
        agreed = consents.of_pcn(tx, row.pcn_id)
    large = sheet.LARGE in row.flags.split()
    if agreed is None:
        return Reach(large=large)
    return Reach(agreed.email, agreed.given_on, agreed.words, large)


def change(office: Office, case_id: int, version: int, wanted: Reach) -> Done:
    """Record how the letters of a case reach their reader from now on; a draft is dated anew by it.

    Raises:
        Refused: the address is none, nobody said how or when it was agreed, nothing would change, or what
            stands beside the dispute would be emailed.
        Changed: somebody else changed the case.
    """
    from caseworker.store import consents

    email, words = mailbox(wanted.email), one_line(wanted.words, 500).strip()
    with acting(office) as tx:
        row = own(tx, office, case_id, version)
        agreed = consents.of_pcn(tx, row.pcn_id)
        before = agreed.email if agreed is not None else ""
        large = sheet.LARGE in row.flags.split()
        if (email, wanted.large) == (before, large):
            raise Refused("That is how its letters go already.", do="Change the address or the print.")
        said = [_print(large=wanted.large)] if wanted.large is not large else []
        if email != before:
            if email:
                given_on = _given(office, row, wanted.given_on, words)
                who, now = office.officer.id, office.now()
                consents.put(tx, row.pcn_id, email=email, given_on=given_on, words=words, officer=who, at=now)
            else:
                consents.drop(tx, row.pcn_id)
            said.append(_agreed(email, words))
        new = _flag(tx, row, version, large=wanted.large)
        recorded(tx, office, row.pcn_id, row.id, "reach", "; ".join(said))
        fields: dict[str, str | int | None] = {"version": new, "email": email, "words": words}
        fields["large"] = int(wanted.large)
        audited(tx, office, case_id, "reach", fields)
    goes = _how_it_goes(office, row, email)
    return Done(case_id, new, f"{'; '.join(said)}.{goes}")


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
