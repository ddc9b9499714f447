"""In which form somebody asks to be written to."""

from __future__ import annotations

import re

_LARGE = re.compile(
    r"\b(?:large|larger|big|bigger) (?:print|type|font)\b"
    r"|\b(?:1[4-9]|2\d|fourteen|sixteen|eighteen|twenty)[ -]?(?:point|pt)\b",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:reply|replies|answer\w*|respon\w+|repl(?:y|ies)|write|letters?|send|please|need\w*|want|require\w*"
    r"|ask\w*|prefer|can only read|format)\b",
    re.IGNORECASE,
)
_UNWANTED = re.compile(
    r"\b(?:no|not|never|without)\b[^.;]{0,20}\b(?:large|big)|n['’]t (?:need|want|require)\b"
    r"|\bsigns?\b|\bnotices?\b[^.;,]{0,15}\b(?:should|needs?|wants?|was|were|had)\b[^.;,]{0,20}\b(?:large|big)",
    re.IGNORECASE,
)


def wants_large_print(text: str) -> bool:
    """Whether a letter asks for answers in large print; a sign that should have been larger is none."""
    return any(
        _LARGE.search(sentence) and _WANTED.search(sentence) and not _UNWANTED.search(sentence)
        for sentence in re.split(r"(?<=[.!?;])\s|\n{2,}", text)
    )
