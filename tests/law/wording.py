"""What the law says to people is plain: whole sentences, nothing shouted, no code.

    plain("Post it first class.")      # says nothing
    sentence("post it first class")    # fails: it begins small and does not end

Whatever stands between quotation marks is somebody else's, and is not looked at; nor is the number of a PCN.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import caseworker.law

_OTHERS = re.compile(r'"[^"]*"|“[^”]*”|\bZZ[0-9]{7,8}[A-Z]?\b')
_SHOUTED = re.compile(r"[\w/-]*[A-Z]{2}[\w/-]*")
_SMALL = re.compile(r"[a-z)][.] [a-z]")
_ABBREVIATED = ("PCN", "PCNs", "VRM", "NOT", "VERIFIED")
"""Said in capitals by the program itself; ``NOT VERIFIED`` is meant to be seen."""


@cache
def known() -> frozenset[str]:
    """Whatever stands in capitals in the tables of the law: names of instruments, forms and courts."""
    tables = Path(caseworker.law.__file__).parent / "data"
    words = "\n".join(path.read_text("utf-8") for path in sorted(tables.glob("*.toml")))
    return frozenset((*_SHOUTED.findall(words), *_ABBREVIATED))


@cache
def plain(words: str) -> None:
    """Fail where something is shouted that is no known abbreviation."""
    shouted = [one for one in _SHOUTED.findall(_OTHERS.sub("", words)) if one not in known()]
    assert not shouted, f"{shouted} in: {words}"
    assert not _SMALL.search(_OTHERS.sub("", words)), f"a sentence begins small: {words}"


@cache
def sentence(words: str) -> None:
    """Fail where it is no whole sentence in plain words."""
    plain(words)
    assert re.match(r'[A-Z0-9"“£■□·]', words), f"it begins small: {words}"
    assert re.search(r'[.?!]["”)]?$', words), f"it does not end: {words}"
