"""What other systems hand over as objects and lists, in words: ``number 1234, valid to 2026-08-31``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

DEEPEST = 4
"""Objects in objects that are read; what lies deeper is left out."""
_IN_POUNDS = ("amount", "penalty", "charge", "fee", "sum", "cost", "tariff", "price")
_TOTALS = ("total", "amount", "sum")


def worded(value: object, deep: int = 0) -> str:
    """A value in words: the parts of an object each by its name, those of a list one after another."""
    if value is None or isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, Mapping):
        parts = [_part(str(key), one, deep) for key, one in value.items()] if deep < DEEPEST else []
        return ", ".join(one for one in parts if one)
    if isinstance(value, list | tuple):
        return (
            "; ".join(one for one in (worded(each, deep + 1) for each in value) if one)
            if deep < DEEPEST
            else ""
        )
    return str(value).strip()


def _part(key: str, value: object, deep: int) -> str:
    name = " ".join(key.replace("_", " ").replace("-", " ").split())
    if value is False:
        return f"no {name}"
    if isinstance(value, int | float) and not isinstance(value, bool) and name.lower().endswith(_IN_POUNDS):
        return f"{name} £{value:g}" if value == int(value) else f"{name} £{value:.2f}"
    said = worded(value, deep + 1)
    if value is True:
        return name
    return f"{name} {said}" if said else ""


def named(value: object) -> str:
    """Whom a value names: the name in an object, or what is given in words."""
    if isinstance(value, Mapping):
        return worded(next((value[key] for key in ("name", "full_name") if value.get(key)), None))
    return "" if isinstance(value, bool) else worded(value)


def slug(value: object) -> Any:
    """What an entry of a list stands for: the slug of an object that has one, else its words."""
    if isinstance(value, Mapping):
        return worded(next((value[key] for key in ("slug", "id", "code", "point") if value.get(key)), value))
    return worded(value)


def in_all(value: object) -> object:
    """The sum that an object of sums gives as its total; any other value as it is."""
    if isinstance(value, Mapping):
        return next((value[key] for key in _TOTALS if value.get(key) is not None), value)
    return value
