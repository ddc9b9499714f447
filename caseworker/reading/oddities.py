"""What is unusual about a letter, in words: for the officer to know before trusting what was found in it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_ENOUGH = 8
"""Words below which no language is guessed."""
_LOOKED = 40_000
"""Characters that are looked at to tell what kind of text it is."""
_ENGLISH = frozenset(
    re.findall(
        r"\w+",
        """
        the to and i a my was of in that it is for on you not this have me had with at be as your so but no we
        are were from there they by an do if or did been when would he she what because out up car ticket u ur
        """,
    )
)
_ENGLISH_SHARE = 0.18
"""The part of a letter's words that are among these, at least, in English: mostly a third to a half."""
_OTHERS = {
    "Polish": "nie jest się na do że to jak ale był była mój proszę tego przez dla czy bo",
    "Romanian": "nu este și în la că am pentru mai din fost sunt care mea să",
    "Spanish": "que el la los de no en mi por con una para es lo pero estaba mi",
    "Portuguese": "que não o a os de em meu minha por com uma para é mas estava",
    "French": "le la les de je ne pas que et est pour une mon ma dans sur était",
    "Italian": "che il la non di per una mio mia sono con ho era nel della ma",
    "German": "der die das ich nicht und ist ein eine mein auf mit war zu habe",
    "Welsh": "yn y mae ac i nid oedd fy ar wedi o ei am gan",
    "Turkish": "bir ve bu için ben değil çok var yok ama park benim",
    "Somali": "waa iyo ma in ay aan ku ka la waxaan baabuurka",
}
_SCRIPTS = {
    "ARABIC": "Arabic, Urdu or another language of that script",
    "BENGALI": "Bengali",
    "GURMUKHI": "Punjabi",
    "GUJARATI": "Gujarati",
    "DEVANAGARI": "Hindi or another language of that script",
    "TAMIL": "Tamil",
    "CYRILLIC": "Russian, Bulgarian, Ukrainian or another language of that script",
    "GREEK": "Greek",
    "HEBREW": "Hebrew",
    "CJK": "Chinese or Japanese",
    "HANGUL": "Korean",
    "ETHIOPIC": "Amharic or Tigrinya",
}
_PCN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ -]?[0-9]{7,8}[A-Za-z]?(?![A-Za-z0-9])")
_ODD = re.compile(r"[A-Za-z][|\\{}~^¬§¦]|[|\\{}~^¬§¦][A-Za-z]|[a-z][0-9][a-z]")
_TAG = re.compile(r"<(?:!doctype|html|body|div|p|br|table|span|font|style)\b", re.I)


def oddities(text: str, *, pcn: str = "", heard: int | None = None) -> tuple[str, ...]:
    """What is unusual about a letter, a sentence each, the gravest first.

    Args:
        pcn: the PCN that the letter should be about, where it is known.
        heard: how many characters were searched for points, where that is not the whole letter.
    """
    named = _other_pcns(text, pcn)
    return (*strange(text, heard=heard), *((named,) if named else ()))


def strange(text: str, *, heard: int | None = None) -> tuple[str, ...]:
    """What is unusual about how a letter is written, whatever it is about."""
    if not any(one.isalnum() for one in text):
        return ("There are no words in this letter: look at what came with it.",)
    found = [_foreign(text)]
    if heard is not None and heard < len(text):
        found.append(
            f"This letter is {len(text):,} characters long. Points were looked for in the first {heard:,}:"
            " read the rest yourself."
        )
    found += [_table(text), _page(text), _noise(text)]
    return tuple(one for one in found if one)


def language(text: str) -> str:
    """The language that a text seems to be in; empty where it is English, or cannot be told."""
    looked = text[:_LOOKED]
    if script := _script(looked):
        return script
    words = re.findall(r"[^\W\d_]+", looked.lower())
    counts = Counter(words)
    if len(words) < _ENOUGH or sum(counts[one] for one in _ENGLISH) >= _ENGLISH_SHARE * len(words):
        return ""
    shares = {name: sum(counts[one] for one in set(some.split())) for name, some in _OTHERS.items()}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= max(3, _ENGLISH_SHARE / 2 * len(words)) else ""


def _script(text: str) -> str:
    """The languages of a script in which half the letters or more stand, where it is not the Latin one."""
    letters = [one for one in text[:4_000] if one.isalpha()]
    scripts = Counter(unicodedata.name(one, "?").split(" ")[0] for one in letters if not one.isascii())
    for name, times in scripts.most_common(1):
        if name in _SCRIPTS and times * 2 >= len(letters):
            return _SCRIPTS[name]
    return ""


def _foreign(text: str) -> str:
    spoken = language(text)
    if not spoken:
        return ""
    return (
        f"This letter seems to be in {spoken}. Points are only found in English: have it translated,"
        " and see whether an answer in that language or a call is needed."
    )


def _other_pcns(text: str, pcn: str) -> str:
    """Several PCNs in one letter, or somebody else's."""
    named = list(dict.fromkeys(re.sub(r"[ -]", "", one).upper() for one in _PCN.findall(text)))
    own = re.sub(r"[ -]", "", pcn).upper()
    if own and named and own not in named:
        return f"This letter names PCN {_some(named)}, not {own}: see whether it belongs to another case."
    if len(named) > 1:
        return f"This letter names {len(named)} PCNs ({_some(named)}): see which points are about which."
    return ""


def _some(named: list[str]) -> str:
    more = f" and {len(named) - 4} more" if len(named) > 4 else ""
    return ", ".join(named[:4]) + more


def _table(text: str) -> str:
    rows = [line for line in text[:_LOOKED].split("\n") if line.count("\t") >= 2 or line.count(";") >= 4]
    return "A table seems to be pasted into this letter: see what its rows say." if len(rows) >= 3 else ""


def _page(text: str) -> str:
    tags = len(_TAG.findall(text[:_LOOKED]))
    return "This letter came as the code of a web page: its marks were left out." if tags >= 2 else ""


def _noise(text: str) -> str:
    """Whether many words hold signs that no word holds: a scan badly read."""
    words = text[:_LOOKED].split()
    odd = sum(
        bool(re.search(r"[A-Za-z][|\\{}~^¬§¦]|[|\\{}~^¬§¦][A-Za-z]|[a-z][0-9][a-z]", one)) for one in words
    )
    if len(words) >= _ENOUGH and odd * 10 >= len(words):
        return "Many words of this letter are garbled, as by a scanner: look at the page itself."
    return ""
