"""Index post and mail that is on no case yet: to the PCN it is about, to several, to none; and undo a slip.

A letter that is indexed does what it would have done in an import, and keeps the day it was received.
"""

from __future__ import annotations

from caseworker.casework.desk.indexing.matching import matches
from caseworker.casework.desk.indexing.moving import move
from caseworker.casework.desk.indexing.naming import Named, named, to_split
from caseworker.casework.desk.indexing.placing import change_kind, index, set_aside, split
from caseworker.casework.desk.indexing.views import KINDS, Match, PieceView, Placed, Whole
from caseworker.casework.desk.indexing.waiting import count, inbox, whole

__all__ = [
    "KINDS",
    "Match",
    "Named",
    "PieceView",
    "Placed",
    "Whole",
    "change_kind",
    "count",
    "inbox",
    "index",
    "matches",
    "move",
    "named",
    "set_aside",
    "split",
    "to_split",
    "whole",
]
