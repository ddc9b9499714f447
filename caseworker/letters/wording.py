"""Words from outside as a letter uses them: a quotation, a reason, the names of what was looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from caseworker.letters.plain import plain

MOST_WORDS = 30
"""How many of the motorist's own words a letter quotes; more are cut where a phrase ends."""
_LEAST_WORDS = 8
"""How many words of a long sentence are quoted at least: no end of a phrase before them is taken."""
FEWEST_WORDS = 3
"""How many words stand as a quotation of their own; fewer are led in by “You say”."""
MOST_ITEMS = 6
"""How many pieces of evidence are named before the rest are counted."""
_JOINS = frozenset(
    {"and", "but", "because", "so", "as", "which", "who", "when", "while", "where", "if", "or"}
)
"""Words before which a phrase ends."""
_HANGING = frozenset(
    {"a", "an", "the", "of", "to", "in", "on", "at", "for", "with", "by", "from", "my", "that"}
)
"""Words on which no quotation ends."""
_INSIDE = ("And ", "But ", "Or ", "So ", "Because ", "Which ")
"""How words begin that go on from something said before."""
_PAPER = re.compile(
    r"\b(?:photo\w*|pictures?|images?|stills?|video|film|footage|recording|records?|screenshots?|scans?|copy|copies"
    r"|notes?|receipts?|letters?|e-?mails?|messages?|tickets?|vouchers?|permits?|agreement|contract|invoice|bill"
    r"|statement|certificate|report|sheet|log|list|rota|form|slip|map|plan|order|number|printout|document|papers?"
    r"|diary|calendar|ledger|account|summary|tachograph)\b",
    re.IGNORECASE,
)
"""A caption with one of these names the thing itself; any other says what a photograph shows."""
_PARTICULARS = re.compile(r"[,:;] | \(")
_PHOTOGRAPH = "the photograph of "
_FILM = re.compile(r"\b(?:film|video|footage|recording)\b", re.IGNORECASE)
_MINE = re.compile(r"^my\b", re.IGNORECASE)
_ALL = re.compile(r"(?:both|all|some|several|many)\b", re.IGNORECASE)
_OWNED = re.compile(
    r"(?:an?|the|your|our|my|his|her|their|no|one|two|three|four|five|six|\d+)\b", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"\n\s*\n")
_SHOUTED = re.compile(r"([?!])[?!]+")
_NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.)]|\([a-z]\)|[-*•])\s+")
_GREETING = re.compile(r"^(?:hello|hi|hiya|good (?:morning|afternoon|evening|day))\b[ ,.!–-]+", re.IGNORECASE)
_INNER = re.compile(r'"([^"]*)"|“([^”]*)”')
_BRACED = re.compile(r"[{}«»⟦⟧]|<<|>>|__")
_QUOTES = (("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"))


def listed(items: Sequence[str], last: str = "and", *, apart: bool = False) -> str:
    """Things in a row, as one says them: ``a, b and c``; ``a and b, and c`` where one has an “and” itself.

    Args:
        apart: some of them hold commas of their own: ``a, with its time; b; and c``.
    """
    if len(items) < 2:
        return "".join(items)
    if apart:
        return f"{'; '.join(items[:-1])}; {last} {items[-1]}"
    stop = "," if any(f" {last} " in one for one in items) else ""
    return f"{', '.join(items[:-1])}{stop} {last} {items[-1]}"


def quoted(words: str, letter: str = "") -> str:
    """The motorist's own words in quotation marks, cut at the end of a phrase after about thirty.

    Words that are no sentence of their own, being very few or taken from the middle of one, are led in.

    Args:
        words: what was marked.
        letter: the whole letter. A sentence that begins there with a small letter is no middle of one.
    """
    safe = plain(words)
    for opening, closing in _QUOTES:
        if len(safe) > 2 and safe[0] == opening and safe[-1] == closing and opening not in safe[1:-1]:
            safe = safe[1:-1].strip()
    safe = _GREETING.sub("", _NUMBERED.sub("", _SHOUTED.sub(r"\1", safe))).lstrip(" ,;:.)–-")
    safe = _INNER.sub(r"‘\1\2’", safe)
    if not safe or _BRACED.search(safe):
        # Braces in a letter look like a field that was never filled, and marked characters like a fault of
        # ours: the point is said instead.
        return ""
    said = safe.split(" ")
    if sum(any(letter.isalpha() for letter in word) for word in said) < 2:
        return ""  # one word alone, or a sum and a word, says nothing: the point is said instead
    if len(said) > MOST_WORDS:
        safe = " ".join(_phrase(said)).rstrip(" ,;:.–-") + "…"
    shown = f"“{safe}”" if safe[-1] in ".!?…" else f"“{safe}”."
    whole = len(said) >= FEWEST_WORDS and safe[0] != "…" and not safe.lstrip("([").startswith(_INSIDE)
    if whole and safe[0].islower() and not _begins(safe, letter):
        return f"“…{shown[1:]}"  # what was taken from the middle of a sentence, and shows that it was
    return shown if whole else f"You say: {shown}"


def _phrase(said: Sequence[str]) -> Sequence[str]:
    """The words of a long sentence up to the last end of a phrase; else up to one that can stand last."""
    for end in range(MOST_WORDS, _LEAST_WORDS - 1, -1):
        if said[end - 1][-1] in ",;:–-" or said[end].casefold() in _JOINS:
            return said[:end]
    end = MOST_WORDS
    while end > _LEAST_WORDS and said[end - 1].casefold() in _HANGING:
        end -= 1
    return said[:end]


def _begins(words: str, letter: str) -> bool:
    """Whether these words begin a sentence, or all, of the letter."""
    whole = plain(_PARAGRAPH.sub(". ", letter))
    at = whole.find(words[:40])
    return at == 0 or (at > 0 and whole[:at].rstrip()[-1:] in {".", "!", "?", "…"})


def sentence(words: str) -> str:
    """An officer's reason as a sentence: a capital first, a full stop last."""
    safe = plain(words)
    if not safe:
        return ""
    if safe[0].islower() and (len(safe) < 2 or not safe[1].isupper()):
        safe = safe[0].upper() + safe[1:]
    return safe if safe[-1] in ".!?…”’\"'" else f"{safe}."


def things(captions: Sequence[str]) -> str:
    """Pieces of evidence as one names them: ``the delivery note and your second photograph``."""
    named = _photographs([_thing(safe) for one in captions if (safe := plain(one))])
    if len(named) > MOST_ITEMS:
        rest = len(named) - MOST_ITEMS + 1
        named = [*named[: MOST_ITEMS - 1], f"{rest} other items"]
    return listed(named)


def picture(caption: str) -> str:
    """Whether a caption is of a ``photograph`` or a ``film``; empty for a paper."""
    name = _thing(plain(caption))
    return "film" if _FILM.search(name) else "photograph" if name.startswith(_PHOTOGRAPH) else ""


def briefly(captions: Sequence[str]) -> str:
    """The same pieces named again: ``the photographs, the film and the delivery note``."""
    named = [_thing(safe) for one in captions if (safe := plain(one))]
    kinds = [picture(one) for one in captions if plain(one)]
    short = [
        f"the {kind}{'s' if kinds.count(kind) > 1 else ''}" if kind else one
        for one, kind in zip(named, kinds, strict=True)
    ]
    short = list(dict.fromkeys(short))
    return listed(short) if len(short) <= MOST_ITEMS else things(captions)


def _thing(caption: str) -> str:
    """A caption as a noun, cut before its particulars; one that names no paper is of a photograph."""
    name = _PARTICULARS.split(caption, maxsplit=1)[0].rstrip(" .") or caption
    shown = not _PAPER.search(name)
    name = _MINE.sub("your", name)
    words = name.split(" ")
    proper = len(words) > 1 and all(word[:1].isupper() and word[1:].islower() for word in words[:2])
    if len(name) > 1 and name[0].isupper() and name[1].islower() and not proper:
        name = name[0].lower() + name[1:]
    name = name if _OWNED.match(name) or _ALL.match(name) else f"the {name}"
    return f"{_PHOTOGRAPH}{name}" if shown else name


def _photographs(named: Sequence[str]) -> list[str]:
    """Photographs that are named one by one, said together at the place of the first."""
    of = [one.removeprefix(_PHOTOGRAPH) for one in named if one.startswith(_PHOTOGRAPH)]
    if len(of) < 2:
        return list(named)
    if len(of) > MOST_ITEMS - 1:
        of = [*of[: MOST_ITEMS - 2], f"{len(of) - MOST_ITEMS + 2} other things"]
    together = f"the photographs of {listed([of[0], *(f'of {one}' for one in of[1:])])}"
    first = next(n for n, one in enumerate(named) if one.startswith(_PHOTOGRAPH))
    others = [one for one in named[first:] if not one.startswith(_PHOTOGRAPH)]
    return [*named[:first], together, *others]
