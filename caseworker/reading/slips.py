"""Registration marks in which a letter may stand for a figure: said, and never put right silently."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from caseworker.law.vrm import shown
from caseworker.reading.rows import CaseRow, PermitRow, Remark, SessionRow
from caseworker.text import counted

SAID = 200
"""Remarks on marks of one file; the rest are counted."""
_FIGURE = str.maketrans("OQDILSBZG", "000115826")
_LETTER = str.maketrans("015826", "OISBZG")


def perhaps(vrm: str) -> str:
    """The usual mark that this one may have been before a slip (ZZI9ABC: ZZ19ABC), or nothing.

    Args:
        vrm: a mark in its normal form.
    """
    if len(vrm) != 7 or " " in shown(vrm):
        return ""
    guess = vrm[:2].translate(_LETTER) + vrm[2:4].translate(_FIGURE) + vrm[4:].translate(_LETTER)
    return guess if guess != vrm and " " in shown(guess) else ""


def mark_remarks(rows: Iterable[CaseRow | PermitRow | SessionRow]) -> list[Remark]:
    """A remark for each mark that looks like a slip, the first few hundred; and how many more there are."""
    slips = ((row, guess) for row in rows if row.vrm and (guess := perhaps(row.vrm)))
    said = [
        Remark(
            row.file,
            row.line,
            "vrm",
            f"{shown(row.vrm)} is no usual mark: perhaps {shown(guess)}. Kept as it is",
        )
        for row, guess in islice(slips, SAID)
    ]
    more = sum(1 for _ in slips)
    if more:
        words = f"{counted(more, 'more mark that looks', 'more marks that look')} like a slip"
        said.append(Remark(said[0].file, 0, "vrm", words))
    return said
