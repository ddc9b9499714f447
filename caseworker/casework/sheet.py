"""The facts of one case from the store's rows: what law, letters and screens are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from caseworker.casework import held
from caseworker.casework.office import Office
from caseworker.casework.sending import BY_HAND as BY_HAND
from caseworker.casework.sending import LARGE as LARGE
from caseworker.casework.sending import mailbox
from caseworker.casework.sending import posting_day as posting_day
from caseworker.casework.sending import way as way
from caseworker.law import charges, contraventions, decisions
from caseworker.law.beside import OWN_DATA, beside
from caseworker.law.calendar import Service, deemed_served_on, england
from caseworker.law.facts import CaseKind, Facts, LetterKind, Outcome, Party, Place, WriterRole
from caseworker.law.refusals import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from caseworker.casework.views import ItemView, PointView
    from caseworker.config import Council
    from caseworker.letters.plan import Answer

Rows = Sequence["Row[Any]"]


def too_late(office: Office, due_on: date | None) -> bool:
    """Whether what goes with the next post would be served after its last day."""
    service, posts_on = way(office, by_hand=False)
    return due_on is not None and deemed_served_on(posts_on, service, england()).day > due_on


@lru_cache(maxsize=256)
def tariff(
    place: str, band: str, level: str, contravened_on: date, regime: str, basis: str | None
) -> charges.Charge:
    """The charge for a PCN; the same few are asked for again and again."""
    return charges.charge(place, band, level, contravened_on, regime=regime, basis=basis)


def tariff_of(pcn: Row[Any]) -> charges.Charge:
    """The charge of a PCN by its row."""
    return tariff(pcn.place, pcn.band, pcn.level, pcn.contravened_on, pcn.regime, pcn.basis or None)


def facts_of(
    office: Office,
    case: Row[Any],
    pcn: Row[Any],
    notices: Rows,
    payments: Rows,
    put_right: Rows,
    vehicle: held.Held | None,
) -> Facts:
    """The frozen facts of a case, before any decision; of a vehicle that was held, what each fee was paid."""
    served = {notice.kind: notice.served_on for notice in notices}
    by_hand = BY_HAND in case.flags.split()
    emailed_to = "" if by_hand else mailbox(office, CaseKind(case.kind), pcn)
    service, posts_on = way(office, by_hand=by_hand, by_email=bool(emailed_to))
    agreed = service is Service.EMAIL
    facts = Facts(
        authority=office.council.authority,
        place=Place(pcn.place),
        regime=pcn.regime,
        basis=pcn.basis or None,
        pcn=pcn.pcn,
        vrm=_shown(pcn.vrm),
        code=pcn.code,
        contravention=contraventions.contravention(pcn.code).words,
        contravened_on=pcn.contravened_on,
        contravened_time=pcn.contravened_time,
        observed_from=pcn.observed_from,
        observed_to=pcn.observed_to,
        location=pcn.location,
        restriction=pcn.restriction,
        level=pcn.level,
        band=pcn.band,
        stage=pcn.stage,
        **_sums(office, pcn),
        **_paid(payments, put_right, vehicle),
        pcn_dated_on=pcn.dated_on,
        pcn_served_on=pcn.served_on,
        notice_served_on=_enforced_on(pcn, served),
        **_recovery(served),
        received_on=case.received_on,
        posts_on=posts_on,
        served_on=deemed_served_on(posts_on, service, england(), agreed=agreed).day,
        by_hand=by_hand,
        emailed_to=emailed_to,
        **_people(office, case, pcn),
        officer_name=office.officer.name,
        officer_role=office.officer.title,
        next_step=_next_step(office.council, case),
        **_told(office.council),
    )
    return held.shared(office, facts, pcn, payments, vehicle)


def _recovery(served: Mapping[str, date]) -> dict[str, Any]:
    """Service of what follows a rejection: the charge certificate and the order for recovery."""
    return {
        "certificate_served_on": served.get("charge-certificate"),
        "order_served_on": served.get("order-for-recovery"),
    }


def _paid(payments: Rows, put_right: Rows, vehicle: held.Held | None) -> dict[str, Any]:
    """What came in and what was put right, each on its own day; of a vehicle held, `held` shares it out."""
    return {
        "paid_pence": sum(one.amount_pence for one in payments),
        "paid_on": payments[-1].received_on if payments else None,
        "received": held.received(payments) if vehicle is None else (),
        "put_right": held.adjusted(put_right) if vehicle is None else (),
    }


def _people(office: Office, case: Row[Any], pcn: Row[Any]) -> dict[str, Any]:
    """What kind of case it is, who wrote, who must be served, who has died."""
    keeper = party(pcn.keeper_name, pcn.keeper_address, pcn.keeper_postcode)
    writer = party(case.writer_name, case.writer_address, case.writer_postcode)
    role, kind = WriterRole(case.writer_role), CaseKind(case.kind)
    served = recipient(kind, keeper, writer, role, case.authority_seen, pcn.keeper_dead)
    if served.name and served.name == getattr(pcn, "moved_name", None):
        served = party(served.name, pcn.moved_address, pcn.moved_postcode)
    return {
        "kind": kind,
        "recipient": _tribunal(office.council) if kind is CaseKind.TRIBUNAL else served,
        "writer": writer,
        "writer_role": role,
        "written_for": written_for(keeper, served, role),
        "deceased": pcn.keeper_name if pcn.keeper_dead else "",
    }


def _sums(office: Office, pcn: Row[Any]) -> dict[str, Any]:
    """What the penalty is at each stage, and apart from it what a zone charged for the day."""
    charge = tariff_of(pcn)
    return {
        "full_pence": charge.full_pence,
        "discount_pence": charge.discount_pence,
        "surcharged_pence": charge.surcharged_pence,
        "daily_charge_pence": daily_charge(office, pcn),
    }


def daily_charge(office: Office, pcn: Row[Any]) -> int | None:
    """What a zone charged for the day; nothing where that is not known: a case must still be read."""
    if not pcn.vehicle_class:
        return None
    own = office.council.zone.charged(pcn.vehicle_class) if office.council.zone else None
    if own is not None:
        return own
    try:
        return charges.daily_charge(pcn.vehicle_class, pcn.contravened_on).pence
    except Refused:
        return None


def _enforced_on(pcn: Row[Any], served: Mapping[str, date]) -> date | None:
    """Service of the enforcement notice: the PCN itself, or the notice that its regime has."""
    from caseworker.law.regimes import regime

    kind = regime(pcn.regime).enforcement_notice
    served_on: date = pcn.served_on
    return served_on if kind == "pcn" else served.get(kind)


def _told(council: Council) -> dict[str, Any]:
    """What a letter tells of the council: how to pay, how to reach it, who helps."""
    return {
        "discount_policy": council.reoffer.words,
        "signature_office": council.signature_office,
        "pay_by": ways_to_pay(council),
        "email": council.email,
        "phone": council.phone,
        "write_to": council.appeals_address,
        "language_help": council.language_help,
        "debt_advice": council.debt_advice,
        "complaint_route": council.complaint_route,
        "appeal_form_name": council.posting.appeal_form_name,
    }


def _next_step(council: Council, case: Row[Any]) -> str:
    """Whom to turn to where the answer is not accepted; empty where the letter names nobody."""
    return council.next_step(CaseKind(case.kind), own_data=OWN_DATA in case.flags.split()) or ""


def ways_to_pay(council: Council) -> tuple[str, ...]:
    """The ways to pay that the council has given, each a phrase that follows “You can pay”."""
    how = council.pay_post.strip().rstrip(".")
    ways = (
        council.pay_online and f"online at {council.pay_online}",
        council.pay_phone and f"by telephone on {council.pay_phone}",
        how and f"by post: {how[:1].lower()}{how[1:]}",
    )
    return tuple(one for one in ways if one)


def party(name: str, address: str, postcode: str) -> Party:
    """A person with address lines from the store's text."""
    return Party(name, tuple(line for line in address.splitlines() if line.strip()), postcode)


def recipient(
    kind: CaseKind, keeper: Party, writer: Party, role: WriterRole, authority_seen: bool, keeper_dead: bool
) -> Party:
    """Who must be served.

    A challenge is answered to whoever wrote it, but for an agent whose authority was not seen. A decision
    on representations goes to the recipient of the enforcement notice, the keeper, unless somebody whose
    authority has been seen wrote for them. Nobody writes to the dead: whoever wrote about them is answered.
    """
    if not writer.name:
        return keeper
    if keeper_dead or not keeper.name:
        return writer
    if role is WriterRole.AGENT:
        return writer if authority_seen else keeper
    return writer if kind is CaseKind.INFORMAL or kind.beside else keeper


def written_for(keeper: Party, served: Party, role: WriterRole) -> str:
    """The keeper whose agent is answered in their place; nothing where nobody is."""
    return keeper.name if role is WriterRole.AGENT and served.name != keeper.name else ""


def _tribunal(council: Council) -> Party:
    """The tribunal, as the council's papers are addressed to it."""
    return Party(council.tribunal, (council.tribunal_website,), "")


def written(items: Sequence[ItemView]) -> str:
    """All that came in on the case itself, in its order: what a letter's wordings are chosen by."""
    return "\n\n".join(item.text for item in items if item.direction == "in" and not item.elsewhere)


def deciding(
    facts: Facts,
    *,
    outcome: Outcome,
    letter_kind: LetterKind,
    discount_pence: int | None,
    discount_until: date | None,
    asked: Sequence[str] = (),
    answer_by: date | None = None,
    points: Sequence[str],
    text: str,
    letters_received: Sequence[date] = (),
    evidence_sent: Sequence[str],
    others: frozenset[str],
) -> Facts:
    """The facts with the decision in them: what a letter is written from and checked against."""
    return replace(
        facts,
        outcome=outcome,
        letter_kind=letter_kind,
        discount_offer_pence=discount_pence,
        discount_offer_until=discount_until,
        asked=tuple(asked),
        answer_by=answer_by,
        points=tuple(points),
        challenge_text=text,
        letters_received=tuple(letters_received),
        evidence_sent=tuple(evidence_sent),
        own_numbers=others,
    )


def refusing(facts: Facts, allowed: decisions.Allowed) -> Facts:
    """The facts with an outcome in them before it is decided: what its wordings are chosen by."""
    return replace(
        facts,
        outcome=allowed.outcome,
        letter_kind=allowed.letter_kind,
        discount_offer_pence=allowed.discount_pence if allowed.discount == "must" else None,
        discount_offer_until=allowed.discount_until if allowed.discount == "must" else None,
    )


def allowed(
    office: Office, facts: Facts, outcome: Outcome, grounds: tuple[str, ...] | None = None
) -> decisions.Allowed:
    """What the law and the council's rules make of one outcome, decided and sent off now.

    Args:
        grounds: the ids of the grounds that are made out, where points are decided already.

    Raises:
        Refused: the case stands beside the dispute, and decides nothing about the PCN.
    """
    if facts.kind.beside:
        raise not_about_the_pcn(facts.kind)
    service, posting_on = way(office, by_hand=facts.by_hand, by_email=bool(facts.emailed_to))
    return decisions.allowed(
        facts,
        outcome,
        reoffer=office.council.reoffer,
        posting_on=posting_on,
        standard_on=standard_on(office, facts),
        today=office.today(),
        fee_pence=office.council.registration_fee_pence,
        service=service,
        grounds=grounds,
    )


def standard_on(office: Office, facts: Facts) -> date | None:
    """The council's own standard for this answer, as a day; nothing where nobody wrote."""
    if facts.received_on is None:
        return None
    return england().working_days_after(facts.received_on, office.council.service_days[facts.kind.value])


def not_about_the_pcn(kind: CaseKind) -> Refused:
    """Says that a case beside the dispute decides nothing about the PCN."""
    about = beside(kind)
    return Refused(
        f"This is a case of its own ({about.label.casefold()}): it decides nothing about the PCN.",
        rule=about.words,
        do="Press b to answer it. What disputes the PCN is decided in its own case.",
        citation=about.citation,
    )


def answers_of(points: Sequence[PointView], captions: dict[int, str]) -> tuple[Answer, ...]:
    """The points as the letter answers them; evidence by its caption."""
    from caseworker.law import grounds
    from caseworker.letters.plan import Answer

    return tuple(
        Answer(
            slug=one.slug,
            label=one.label,
            outcome=one.outcome,
            reason=one.reason,
            words=one.words,
            ground=grounds.ground(one.ground).label if one.ground and not one.mitigation else "",
            mitigation=one.mitigation,
            evidence=tuple(captions[i] for i in one.evidence if i in captions),
        )
        for one in points
    )


def rows_of(tx: Connection, case: Row[Any]) -> tuple[Row[Any], Rows, Rows, Rows, held.Held | None]:
    """The PCN, its notices, its payments, what was put right, its vehicle: what `facts_of` is made from."""
    from caseworker.store import cases

    return rows_around(tx, cases.pcn_of(tx, case.pcn_id))


def rows_around(tx: Connection, pcn: Row[Any]) -> tuple[Row[Any], Rows, Rows, Rows, held.Held | None]:
    """The same by the PCN's row."""
    from caseworker.store import cases, ledger

    notices, payments = cases.notices_of(tx, pcn.id), ledger.payments_of(tx, pcn.id)
    put_right = ledger.adjustments_of(tx, pcn.id)
    return pcn, notices, payments, put_right, held.read(tx, pcn, put_right)


def nobody() -> Any:
    """Stands for the dispute where nobody ever wrote about a PCN."""
    return SimpleNamespace(
        id=0,
        writer_name="",
        writer_address="",
        writer_postcode="",
        writer_role="unknown",
        kind=CaseKind.INFORMAL.value,
        flags="",
        received_on=None,
        issued_at=None,
        authority_seen=False,
    )


def _shown(vrm: str) -> str:
    from caseworker.law.vrm import shown

    return shown(vrm)
