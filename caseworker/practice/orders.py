"""The places of the practice borough and the traffic orders behind them, with drawn signs and plans."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from caseworker.practice.drawing import Scene, draw
from caseworker.practice.folder import Folder
from caseworker.practice.letters import answered, letters, places


def orders(made: Folder, today: date) -> None:
    """Every street with its restrictions, every order with its plan, and a photograph of each sign."""
    for row in places()["order"]:
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
    codes = _codes()
    for n, street in enumerate(places()["street"]):
        name, used = street["name"], codes.get(street["name"], ["11"])
        order = _order_of(used[0])
        words = "; ".join(
            dict.fromkeys(places()["code"][code]["restriction"] for code in used if code not in _PASSING)
        )
        made.locations.append(
            {
                "id": f"PL-{street['number']}",
                "street": name,
                "place": "",
                "zone": street["zone"],
                "restriction": words,
                "hours": order["hours"] if order else "",
                "location_code": street["number"],
                "order": order["id"] if order else "",
            }
        )
        taken = (today - timedelta(days=60 + n * 9)).isoformat()
        sign = places()["code"][used[0]]["restriction"]
        _paper(made, "", f"PL-{street['number']}", "sign", taken, f"{name}: {sign}", sign, street["number"])


_PASSING = ("21",)
"""Contraventions of a day, of which no sign that stays speaks."""


@cache
def _codes() -> dict[str, list[str]]:
    """The contraventions known in each street, the commonest first."""
    counted: dict[str, dict[str, int]] = {}
    for one in (*letters(), *answered()):
        codes = counted.setdefault(one.street, {})
        codes[one.code[:2]] = codes.get(one.code[:2], 0) + 1
    return {street: sorted(codes, key=lambda code: -codes[code]) for street, codes in counted.items()}


def _order_of(code: str) -> dict[str, Any] | None:
    """The order on which a contravention rests."""
    return next((row for row in places()["order"] if code in row["codes"]), None)


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
