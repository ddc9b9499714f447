"""The practice councils: one in London, one outside, each with a store of its own."""

from __future__ import annotations

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from caseworker import config
from caseworker.law.refusals import Refused
from caseworker.practice.letters import INSIDE, OUTSIDE

OFFICES = (INSIDE, OUTSIDE)


def checked(office: str) -> str:
    """The name of a practice office."""
    if office not in OFFICES:
        raise Refused(f'There is no practice office "{office}".', do=f"Use one of: {', '.join(OFFICES)}.")
    return office


def uuid_of(office: str, seed: int, today: date) -> str:
    """By what the store of an office is known: the same for the same seed and day."""
    name = "" if office == INSIDE else f"{office} "
    return str(uuid5(NAMESPACE_URL, f"caseworker practice {name}{seed} {today.isoformat()}"))


def office_of(uuid: str, seed: int | None, today: date | None) -> str:
    """Which office a training store is of."""
    if seed is None or today is None:
        return INSIDE
    return next((one for one in OFFICES if uuid_of(one, seed, today) == uuid), INSIDE)


def choices_of(office: str) -> config.Choices:
    """The council's files of a practice office."""
    found = config.load(config.SAMPLE)
    if office == INSIDE:
        return found
    return config.Choices(
        council=config.load_council(config.SAMPLE / f"{office}.toml"),
        guidelines=found.guidelines,
        officers=found.officers,
    )
