"""Under which regime a PCN stands: by its code, the place, how it was served, and whether a vehicle was held.

A code of a family that several laws know, such as a bus lane's, is never assumed to be of one: place decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from caseworker.law.contraventions import Contravention, contravention, homes
from caseworker.law.facts import Place
from caseworker.law.refusals import Refused
from caseworker.law.regimes import Regime, regime, regimes

HELD = ("removal", "clamp")
"""The families of regimes under which a vehicle is held until payment."""
Wrong = tuple[str, str, str]
"""A column, what was found in it, and what was expected."""


@dataclass(frozen=True, slots=True)
class Home:
    """The regime of a PCN, and its contravention as that regime reads it."""

    regime: str
    basis: str
    """Why it came by post; empty where its regime asks for none."""
    code: str
    level: str


@lru_cache(maxsize=5_000)
def home_of(code: str, place: Place, served_how: str, hold: str, basis: str) -> Home | Wrong:
    """The regime that the facts of a PCN point to, or what about them cannot be.

    Args:
        code: with its suffixes.
        served_how: ``fixed``, ``by-hand`` or ``post``.
        hold: ``removal`` or ``clamp`` where the vehicle was held.
        basis: why it came by post, where the row says so.
    """
    try:
        found = contravention(code)
    except Refused as no:
        return "contravention_code", code, f"a code that the law knows: {_words(no)}"
    law = _held(hold) if hold else _by_service(found, place, served_how)
    if not isinstance(law, Regime):
        return law
    return _based(law, found, place, served_how, basis)


def _held(hold: str) -> Regime:
    """The regime of a vehicle that was held."""
    return next(one for one in regimes() if one.family == hold)


def _by_post(law: Regime) -> bool:
    return law.notice("pcn").service == "first-class"


def _by_service(found: Contravention, place: Place, served_how: str) -> Regime | Wrong:
    """The one regime that holds such a code in this place, its PCN served in this way."""
    here = [regime(one.regime) for one in homes(found.family, place.value)]
    here = [law for law in here if law.family not in HELD]
    if not here:
        elsewhere = "; ".join(one.words for one in homes(found.family)) or "no regime of this program"
        expected = f"a code that can be alleged {_where(place)}: this one belongs to {elsewhere}"
        return "contravention_code", found.code, expected
    served = [law for law in here if _by_post(law) is (served_how == "post")]
    if not served:
        ways = "fixed or by-hand" if served_how == "post" else "post"
        words = (
            f"{ways}: that is how a PCN of {', '.join(law.id for law in here)} is served (code {found.code})"
        )
        return "served_how", served_how, words
    return served[0]


def _based(law: Regime, found: Contravention, place: Place, served_how: str, basis: str) -> Home | Wrong:
    """The regime with its basis: one that only this code and place can have need not be told."""
    if law.family in HELD and served_how == "post":
        expected = f"fixed or by-hand: the PCN of {law.id} is served where the vehicle stands"
        return "served_how", served_how, expected
    can = [one for one in law.bases if found.family in law.families(one) and law.exists_in(place.value, one)]
    if basis and basis not in can:
        if not law.bases:
            why = f"only a PCN served by post has a basis, and this one was served {served_how}"
            if served_how == "post":
                why = f"{law.id} asks for no basis"
            return "basis", basis, f"nothing: {why}"
        return "basis", basis, f"for code {found.code} {_where(place)}, one of {', '.join(can)}"
    if law.bases and not basis:
        if len(can) != 1:
            return "basis", "nothing", f"for a PCN served by post, one of {', '.join(can)}"
        basis = can[0]
    try:
        read = contravention(found.code, regime_id=law.id, basis=basis or None)
    except Refused as no:
        return "contravention_code", found.code, f"a code that the law knows: {_words(no)}"
    return Home(law.id, basis, read.code, read.level)


def _words(no: Refused) -> str:
    """What the law says against it, as the end of a sentence."""
    return str(no).rstrip(".")


def _where(place: Place) -> str:
    return "in London" if place is Place.LONDON else "outside London"
