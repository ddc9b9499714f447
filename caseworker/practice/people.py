"""Who keeps which vehicle in the practice borough: names, marks and numbers that nobody has."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from caseworker.practice.letters import Letter, people

LETTERS = "BCDFGHJKLMNPRSTVWXYZ"
"""Letters of a plate or a PCN that are not taken for figures and spell no word."""


@dataclass(frozen=True, slots=True)
class Person:
    """A name with an address, made up."""

    name: str
    address: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle, made up; its mark was never issued."""

    vrm: str
    make: str
    colour: str


def keeper(letter: Letter, rng: Random) -> Person:
    """The keeper: a person, or a hire firm."""
    data = people()
    one = person(rng)
    return Person(rng.choice(data["firms"]), one.address, one.postcode) if letter.firm else one


def person(rng: Random) -> Person:
    """Anybody of the borough."""
    data = people()
    name = f"{rng.choice(data['first'])} {rng.choice(data['last'])}"
    address = f"{rng.randrange(1, 180)} {rng.choice(data['roads'])}|{rng.choice(data['towns'])}"
    end = f"{rng.randrange(1, 10)}{rng.choice(LETTERS)}{rng.choice(LETTERS)}"
    return Person(name, address, f"ZZ{rng.randrange(1, 20)} {end}")


def vehicle(rng: Random, taken: set[str], vrm: str = "") -> Vehicle:
    """A vehicle whose mark begins with ZZ (or Q), as none is issued.

    Args:
        rng: the case's own chance.
        taken: marks that other cases have; this one's is added.
        vrm: the mark that its letter speaks of.
    """
    while not vrm or vrm in taken:
        tail = "".join(rng.choice(LETTERS) for _ in range(3))
        # Each of these years holds a figure that can be taken for a letter.
        vrm = f"ZZ{rng.choice((*range(10, 27), *range(60, 73))):02d} {tail}"
    taken.add(vrm)
    return Vehicle(vrm, rng.choice(people()["makes"]), rng.choice(people()["colours"]))


def number(rng: Random, taken: set[str]) -> str:
    """A PCN's number that no other case has."""
    made = ""
    while not made or made in taken:
        made = f"ZZ{rng.randrange(2_000_000, 9_999_999)}{rng.choice(LETTERS)}"
    taken.add(made)
    return made


_TWINS = str.maketrans("015826OISBZG", "OISBZG015826")


def misread(vrm: str) -> str:
    """The mark as a tired eye types it: a character taken for its look-alike, or two swapped."""
    for place in range(len(vrm) - 1, 1, -1):
        twin = vrm[place].translate(_TWINS)
        if twin != vrm[place]:
            return vrm[:place] + twin + vrm[place + 1 :]
    return vrm[:-2] + vrm[-1] + vrm[-2]
