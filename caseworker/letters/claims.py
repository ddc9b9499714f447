"""What a motorist claims of the law where the letter must say what the law is, whatever points are marked."""

from __future__ import annotations

import re

_DAYS = re.compile(
    r"\b(?:56|fifty[- ]?six)[ -]?days?\b"
    r"|\b(?:deemed|taken|treated|regarded|count(?:s|ed)?) (?:to (?:be|have been) |as )?(?:being )?accepted\b"
    r"|\bdeemed acceptance\b",
    re.IGNORECASE,
)


def claims_days(text: str) -> bool:
    """Whether somebody relies on a last day for our answer, after which what they said would be accepted.

    Args:
        text: the motorist's own words.
    """
    return _DAYS.search(text) is not None
