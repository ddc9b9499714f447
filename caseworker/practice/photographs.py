"""The photographs of a practice case: the officer's own, a camera's film, and what the motorist sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker.practice.days import Days
from caseworker.practice.drawing import Scene, draw
from caseworker.practice.filming import film
from caseworker.practice.folder import Folder
from caseworker.practice.letters import Letter
from caseworker.practice.people import Vehicle

IN_BOX = 12
"""Seconds for which a vehicle stands in a box junction, where its letter does not say how long."""
_OUTDOORS = ("sign", "Sign", "bay", "Bay", "tarmac", "My van")


def photographs(made: Folder, letter: Letter, row: Mapping[str, Any], vehicle: Vehicle, days: Days) -> None:
    """The officer's photographs, one for a routine case and up to three else, and what the motorist sent."""
    scene = Scene(
        vrm=vehicle.vrm,
        colour=vehicle.colour,
        street=row["location"],
        restriction=row["restriction"],
        stamp=f"{days.contravened_on:%d/%m/%Y} {row['contravention_time']}",
        hidden="signs-obscured" in letter.points,
        worn="lines-worn" in letter.points,
    )
    for place, (kind, caption) in enumerate(_kinds(letter).items(), start=1):
        picture = draw(kind, scene, f"{row['pcn']}:{kind}")
        _picture(made, letter, row, f"{row['pcn']}-{place}.jpg", "council", caption, picture, scene.stamp)
    if letter.film or letter.filmed:
        stands = letter.film or (IN_BOX if letter.code.startswith("31") else 0)
        moving = film(scene, f"{row['pcn']}:film", stands, alights="picking-up-dropping-off" in letter.points)
        name, caption = f"{row['pcn']}-film.avi", f"Film of {row['enforced_by']}"
        _picture(made, letter, row, name, "council", caption, moving, f"{scene.stamp}:00", kind="film")
    for place, caption in enumerate(letter.sent, start=1):
        paper = Scene(vehicle.vrm, vehicle.colour, letter.street, "", "", words=caption)
        outdoors = any(word in caption for word in _OUTDOORS)
        picture = draw("sign" if outdoors else "paper", scene if outdoors else paper, f"{letter.id}:{place}")
        _picture(made, letter, row, f"{row['pcn']}-m{place}.jpg", "motorist", caption, picture, "")


def _kinds(letter: Letter) -> dict[str, str]:
    """Which photographs the officer took, with their captions."""
    kinds = {"car": "Vehicle from behind, with its plate"}
    if not letter.routine:
        kinds["windscreen"] = "Windscreen with the notice"
    if any(one.startswith(("signs", "lines", "conflicting", "restriction")) for one in letter.points):
        kinds = {} if letter.routine else kinds
        kinds["sign"] = "Sign nearest to the vehicle"
    if letter.how == "post":
        kinds.pop("windscreen", None)
    return kinds


def _picture(
    made: Folder,
    letter: Letter,
    row: Mapping[str, Any],
    name: str,
    sent_by: str,
    caption: str,
    content: bytes,
    taken: str,
    kind: str = "photo",
) -> None:
    made.pictures[f"evidence/{name}"] = content
    made.manifest.append(
        {
            "id": f"PE-{letter.id}-{name.split('-')[1].partition('.')[0]}",
            "pcn": row["pcn"],
            "file": name,
            "kind": kind,
            "sent_by": sent_by,
            "taken_at": taken,
            "caption": caption,
        }
    )
