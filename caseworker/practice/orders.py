"""The places of the practice borough and the traffic orders behind them, with drawn signs and plans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from caseworker.practice.drawing import Scene, draw
from caseworker.practice.folder import Folder
from caseworker.practice.letters import INSIDE, answered, letters, places


def orders(made: Folder, today: date, office: str = INSIDE) -> None:
    """Each part of a street with its restriction and sign, and each order with its plan."""
    here = [row for row in places()["order"] if row.get("office", INSIDE) == office]
    for row in here:
        made.orders.append(
            {
                "id": row["id"],
                "title": row["title"],
                "article": row["article"],
                "schedule": row["schedule"],
                "hours": row["hours"],
                "made": row["made"],
                "in_force_from": row["from"],
                "in_force_to": row.get("to", ""),
                "words": row["words"],
            }
        )
        _paper(made, row["id"], "", "plan", "", f"Plan to {row['schedule'] or row['article']}")
    used = _restrictions(office)
    streets = [street for street in places()["street"] if street.get("office", INSIDE) == office]
    for n, street in enumerate(streets):
        taken = (today - timedelta(days=60 + n * 9)).isoformat()
        for restriction, code in (used.get(street["name"]) or _quiet()).items():
            _part(made, street, restriction, code, taken, office)


_PASSING = ("21",)
"""Contraventions of a day, of which no sign that stays speaks."""
_HOURS = re.compile(r"at any time|every day \S+|Mon-\w+ \d[^,;\s]*(?: and \d[^,;\s]*)?")


def _part(
    made: Folder, street: Mapping[str, Any], restriction: str, code: str, taken: str, office: str
) -> None:
    """One part of a street: its restriction and the order behind it, and the sign that tells of it."""
    order, rule = _order_of(code, office), places()["code"][code]
    own = f"PL-{street['number']}-{len(made.locations) + 1}"
    hours = _HOURS.search(restriction)
    made.locations.append(
        {
            "id": own,
            "street": street["name"],
            "place": rule["place"],
            "zone": street["zone"],
            "restriction": restriction,
            "hours": hours[0] if hours else "",
            "location_code": street["number"],
            "order": order["id"] if order else "",
        }
    )
    if rule.get("signed", True):
        caption = f"{street['name']}, {rule['place']}: {restriction}"
        _paper(made, "", own, "sign", taken, caption, restriction, street["number"])


@cache
def _restrictions(office: str) -> dict[str, dict[str, str]]:
    """The restrictions known in each street, each with its contravention, the commonest first."""
    counted: dict[str, Counter[tuple[str, str]]] = {}
    for one in (*letters(office), *(answered() if office == INSIDE else ())):
        code = one.code[:2]
        if code not in _PASSING:
            words = one.restriction or places()["code"][code]["restriction"]
            counted.setdefault(one.street, Counter())[words, code] += 1
    return {street: dict(pair for pair, _ in some.most_common()) for street, some in counted.items()}


def _quiet() -> dict[str, str]:
    """What a street has that no letter is about: bays paid for by phone."""
    return {places()["code"]["11"]["restriction"]: "11"}


def _order_of(code: str, office: str) -> dict[str, Any] | None:
    """The order on which a contravention rests."""
    return next(
        (row for row in places()["order"] if code in row["codes"] and row.get("office", INSIDE) == office),
        None,
    )


def _paper(
    made: Folder,
    order: str,
    location: str,
    kind: str,
    taken: str,
    caption: str,
    sign: str = "",
    number: str = "",
) -> None:
    """A sign or plan: its row and its picture."""
    name = f"{(location or order).lower()}-{kind}.jpg"
    scene = Scene("", "", number, sign, taken) if kind == "sign" else Scene("", "", caption, "", "")
    made.pictures[f"orders/{name}"] = draw("board" if kind == "sign" else "plan", scene, name)
    made.papers.append(
        {
            "id": f"PP-{location or order}-{kind}",
            "order": order,
            "location": location,
            "file": name,
            "kind": kind,
            "taken": taken,
            "caption": caption,
        }
    )
