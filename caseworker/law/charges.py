"""What stands in the tariffs: penalties, fees of a held vehicle, the court's fee, a zone's daily charge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseworker.law.citations import Citation
from caseworker.law.dated import in_force
from caseworker.law.facts import Place
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime as regime_of
from caseworker.law.tables import citation, day_words, table, unknown

PARKING = ("parking",)
ANY = "any"


@dataclass(frozen=True, slots=True)
class Charge:
    """The three figures of one PCN's penalty, in pence; a zone's daily charge is none of them."""

    full_pence: int
    discount_pence: int
    surcharged_pence: int
    """After a charge certificate."""
    band: str
    level: str
    citation: Citation
    valid_from: date
    """The first day of contravention to which this tariff applies."""


@dataclass(frozen=True, slots=True)
class Sum:
    """One dated sum of the tables, in pence."""

    pence: int
    citation: Citation
    valid_from: date
    note: str = ""
    """What is to be known about how it was read."""


@dataclass(frozen=True, slots=True)
class Fee:
    """What holding a vehicle costs: once, or for each day."""

    account: str
    """``release``, ``storage`` or ``disposal``."""
    pence: int
    daily: bool
    after_days: int
    """Of a daily fee, how many days after the vehicle was taken the first one counts."""
    citation: Citation
    valid_from: date


@dataclass(frozen=True, slots=True)
class Account:
    """One of the kinds of money that are kept apart."""

    id: str
    label: str
    ends_with_penalty: bool
    """Whether it falls away where the penalty is cancelled."""


def pounds(pence: int) -> str:
    """``£160`` or ``£57.50``."""
    sign = "-" if pence < 0 else ""
    whole, rest = divmod(abs(pence), 100)
    return f"{sign}£{whole:,}" + (f".{rest:02d}" if rest else "")


def accounts() -> tuple[Account, ...]:
    """The accounts, in the order in which a payment goes to them."""
    return tuple(Account(**row) for row in table("charges")["account"])


def account(account_id: str) -> Account:
    """One account by its id."""
    for one in accounts():
        if one.id == account_id:
            return one
    raise unknown("account", account_id, [one.id for one in accounts()])


def owed_in(account_id: str, family: str) -> bool:
    """Whether a PCN of a family of regimes can ever owe this account; a fee has its own families."""
    if account_id == "charge":
        return family == "clean-air-zone"
    fees_of = {row["account"]: set[str]() for row in table("charges")["fee"]}
    for row in table("charges")["fee"]:
        fees_of[row["account"]].update(row["families"])
    return family in fees_of.get(account_id, {family})


def bands(place: Place | str, families: Iterable[str] = PARKING) -> tuple[str, ...]:
    """The charging bands of a place for these families of contravention; none where one sum holds for all."""
    wanted = set(families)
    rows = (row for row in table("charges")["tariff"] if row["place"] == str(place))
    found = dict.fromkeys(row["band"] for row in rows if wanted & set(row["families"]))
    return tuple(band for band in found if band != ANY)


def charge(
    place: Place | str,
    band: str,
    level: str,
    contravened_on: date,
    *,
    regime: str | None = None,
    basis: str | None = None,
) -> Charge:
    """The penalty for a contravention of this level, in this band, on this day.

    Args:
        place: ``london`` or ``outside``.
        band: ``A`` or ``B`` in London, ``1`` or ``2`` outside; not asked where one sum holds for all.
        level: ``higher`` or ``lower``; not asked where one sum holds for both.
        contravened_on: the day of the alleged contravention, which decides the tariff.
        regime: the law behind the notice: its families of contravention choose the tariff; parking's else.
        basis: for a postal PCN, why it came by post.
    """
    families = regime_of(regime).families(basis) if regime else PARKING
    return tariff(place, families, band, level, contravened_on)


def tariff(
    place: Place | str, families: tuple[str, ...], band: str, level: str, contravened_on: date
) -> Charge:
    """The penalty for a family of contraventions, whatever regime enforces it."""
    _known_place(place)
    rows = [row for row in table("charges")["tariff"] if row["place"] == str(place)]
    rows = [row for row in rows if set(families) & set(row["families"])]
    if not rows:
        raise Refused(
            f"No charge is known for {' or '.join(families)} in {place}.",
            rule="Each place has a tariff for the contraventions that are enforced there.",
            do="Check the regime and the place.",
        )
    rows = _one_of(rows, "band", band.upper(), f"charging band of {place}")
    rows = _one_of(rows, "level", level, "level of contravention")
    row = _on(rows, contravened_on, "charge", "contravention")
    return Charge(
        full_pence=row["full"],
        discount_pence=row["discount"],
        surcharged_pence=row["surcharged"],
        band=row["band"],
        level=row["level"],
        citation=citation(row),
        valid_from=row["valid_from"],
    )


def _known_place(place: Place | str) -> None:
    known = [one.value for one in Place]
    if str(place) not in known:
        raise unknown("place", str(place), known)


def _one_of(rows: list[dict[str, Any]], key: str, value: str, kind: str) -> list[dict[str, Any]]:
    """The rows of this band or level; those for ``any`` hold for every one."""
    found = [row for row in rows if row[key] in (value, ANY)]
    if not found:
        raise unknown(kind, value, dict.fromkeys(row[key] for row in rows))
    return found


def _on(rows: list[dict[str, Any]], on: date, what: str, of: str) -> Mapping[str, Any]:
    """The row in force on a day; refused before the first."""
    row = in_force(rows, on)
    if row is not None:
        return row
    first = min(one["valid_from"] for one in rows)
    raise Refused(
        f"No {what} is known for a {of} on {day_words(on)}.",
        rule=f"The table for it begins on {day_words(first)}.",
        do=f"Check the date of the {of}.",
    )


def fees(place: Place | str, family: str, on: date) -> tuple[Fee, ...]:
    """What holding a vehicle costs, by the regime's family; nothing for a family that holds none.

    Args:
        place: ``london`` or ``outside``.
        family: a regime's, for example ``removal``.
        on: the day of the contravention.
    """
    _known_place(place)
    names = [row["account"] for row in _fee_rows(place, family)]
    return tuple(fee(place, family, name, on) for name in dict.fromkeys(names))


def _fee_rows(place: Place | str, family: str) -> list[dict[str, Any]]:
    rows = (row for row in table("charges")["fee"] if row["place"] == str(place))
    return [row for row in rows if family in row["families"]]


def fee(place: Place | str, family: str, account_id: str, on: date) -> Fee:
    """One fee of holding a vehicle, as in `fees`.

    Args:
        account_id: ``release``, ``storage`` or ``disposal``.
    """
    rows = [row for row in _fee_rows(place, family) if row["account"] == account_id]
    if not rows:
        raise unknown(f"{family} fee", account_id, [row["account"] for row in _fee_rows(place, family)])
    row = _on(rows, on, f"{account_id} fee", "contravention")
    return Fee(
        account=account_id,
        pence=row["pence"],
        daily=row.get("daily", False),
        after_days=row.get("after_days", 0),
        citation=citation(row),
        valid_from=row["valid_from"],
    )


def court_fee(registered_on: date) -> Sum:
    """The fee that registering a debt adds, by the day of registration: the council may set another."""
    return _sum(_on(table("charges")["court_fee"], registered_on, "court fee", "registration"))


def vehicle_classes() -> Mapping[str, str]:
    """The classes of vehicle that a zone tells apart, with their labels."""
    return {row["vehicle_class"]: row["label"] for row in table("charges")["daily_charge"]}


def daily_charge(vehicle_class: str, on: date) -> Sum:
    """What a Clean Air Zone charges a vehicle of this class for one day; 0 where it never charges it.

    Args:
        vehicle_class: for example ``van``.
        on: the day of travel, which decides the charge.
    """
    rows = [row for row in table("charges")["daily_charge"] if row["vehicle_class"] == vehicle_class]
    if not rows:
        raise unknown("class of vehicle", vehicle_class, vehicle_classes())
    return _sum(_on(rows, on, "daily charge", "journey"))


def agent_fee(fee_id: str, debt_pence: int, on: date) -> Sum:
    """What an enforcement agent may add at one stage; theirs, and no part of what the council is owed.

    Args:
        fee_id: ``compliance``, ``enforcement`` or ``sale``.
        debt_pence: the debt, of which a share is added beyond a limit.
        on: the day of the stage.
    """
    rows = [row for row in table("charges")["agent_fee"] if row["id"] == fee_id]
    if not rows:
        raise unknown("agent's fee", fee_id, [row["id"] for row in table("charges")["agent_fee"]])
    row = _on(rows, on, "agent's fee", "stage")
    share = max(0, debt_pence - row.get("over_pence", 0)) * row.get("per_mille", 0) // 1000
    return Sum(row["pence"] + share, citation(row), row["valid_from"])


def _sum(row: Mapping[str, Any]) -> Sum:
    return Sum(row["pence"], citation(row), row["valid_from"], row.get("note", ""))
