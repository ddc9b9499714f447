"""Whether a thing that the law made is what its class says: a field of its type, an id, a weight."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

_SLUG = re.compile(r"[A-Za-z0-9]+([-_:][A-Za-z0-9]+)*")
_ONE_OF = {
    "Consequence.level": ("info", "warn", "bar"),
    "Finding.level": ("red", "amber"),
    "DiscountOffer.verdict": ("must", "may", "cannot"),
    "Clock.kind": ("act-by", "serve-by", "from"),
}
"""What a field may hold, where it is one of a few words."""
_CAPITALS = ("Form", "Item", "Rule")
"""Kinds whose ids may have capitals, as the court and the checklists write them: ``TE3``, ``NOR-4``."""
_seen: set[Any] = set()


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def sound(made: Any) -> None:
    """Fail where a field is not of the type that the class gives it, or an id is none."""
    kind = type(made)
    held = [(one.name, getattr(made, one.name)) for one in fields(kind)]
    key = (kind, *(_shape(name, value) for name, value in held))
    if key in _seen:
        return
    for field, value in held:
        name = f"{kind.__name__}.{field}"
        assert fits(value, _hints(kind)[field]), f"{name} is {value!r}"
        if field == "id":
            small = kind.__name__ in _CAPITALS or value == value.lower()
            assert small and _SLUG.fullmatch(value), f"{name} is {value!r}"
        if name in _ONE_OF:
            assert value in _ONE_OF[name], f"{name} is {value!r}"
    _seen.add(key)


def _shape(name: str, value: Any) -> Any:
    """What decides about a field: its type, the types within, or itself where it is a word."""
    if name in ("id", "level", "verdict", "kind"):
        return value
    return frozenset(map(type, value)) if isinstance(value, tuple) else type(value)


def fits(value: Any, hint: Any) -> bool:
    """Whether a value is of a type as it is written in the code; what cannot be told is taken to fit."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return any(fits(value, one) for one in get_args(hint))
    if origin is tuple:
        inner = get_args(hint)
        if not isinstance(value, tuple):
            return False
        return all(fits(one, inner[0] if inner[-1] is ... else inner[at]) for at, one in enumerate(value))
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if hint is None or hint is type(None):
        return value is None
    known = origin or hint
    return isinstance(value, known) if isinstance(known, type) else True
