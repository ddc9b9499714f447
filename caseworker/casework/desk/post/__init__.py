"""The post: letters batched, confirmed, slipped, recalled, handed over, come back; and the board of them."""

from __future__ import annotations

from caseworker.casework.desk.post.batch import Batch, Made, make_batch, make_outbox
from caseworker.casework.desk.post.board import Board, Posted, board, letter_text
from caseworker.casework.desk.post.leaving import Left, check_hand, confirm, hand
from caseworker.casework.desk.post.recalling import Recalled, check_recall, recall
from caseworker.casework.desk.post.returns import Returns, bounced, dealt_with, every, returned
from caseworker.casework.desk.post.slipping import Slipped, slip

__all__ = [
    "Batch",
    "Board",
    "Left",
    "Made",
    "Posted",
    "Recalled",
    "Returns",
    "Slipped",
    "board",
    "bounced",
    "check_hand",
    "check_recall",
    "confirm",
    "dealt_with",
    "every",
    "hand",
    "letter_text",
    "make_batch",
    "make_outbox",
    "recall",
    "returned",
    "slip",
]
