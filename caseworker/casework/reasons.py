"""An officer's reason: words that go into the letter as they stand."""

from __future__ import annotations

import re

from caseworker.law.refusals import Refused

_FIELD = re.compile(r"\S{0,30}[{}«»]\S{0,30}")


def check_reason(words: str) -> None:
    """Refuse words that the letter would hold for a field of its own, left unfilled.

    Raises:
        Refused: there is a brace or « » in them.
    """
    if found := _FIELD.search(words):
        raise Refused(
            f"“{found[0]}” cannot stand in a reason.",
            rule="Your words go into the letter, where { } and « » mark a field that was not filled.",
            do="Take these signs out and write what is meant.",
        )
