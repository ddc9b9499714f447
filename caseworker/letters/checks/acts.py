"""Whether an Act that a letter names is one under which such a charge can stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from caseworker.law.findings import Finding, finding
from caseworker.law.tables import table
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter
from caseworker.letters.checks.patterns import has, rx

_WORD = r"(?:[A-Z][A-Za-z'’-]{0,30}|\([A-Z][^()]{2,40}\))"
_ACT = rf"(?<![\w'’-]){_WORD}(?:,? (?:{_WORD}|of|and|for|etc\.?)){{0,12}} Act (?:of )?(?:1[89]\d\d|20\d\d)\b"
_BESIDE = """
highways act 1980
new roads and street works act 1991
road traffic act 1991
transport act 1985
greater london (general purposes) act 1974
london local authorities act 2000
parking act 1989
greater london authority act 1999
local government act 1972
local government act 1974
localism act 2011
environment act 1995
environment act 2021
human rights act 1998
chronically sick and disabled persons act 1970
disabled persons' parking badges act 2013
care act 2014
mental capacity act 2005
mental health act 1983
data protection act 1998
vehicle excise and registration act 1994
protection of freedoms act 2012
theft act 1968
fraud act 2006
perjury act 1911
statutory declarations act 1835
county courts act 1984
insolvency act 1986
limitation act 1980
companies act 2006
administration of estates act 1925
town police clauses act 1847
local government (miscellaneous provisions) act 1976
diplomatic privileges act 1964
consular relations act 1968
visiting forces act 1952
public passenger vehicles act 1981
fire and rescue services act 2004
consumer rights act 2015
"""
"""Acts that a reply may well name beside those that the tables of law cite: of badges, estates, debts."""
_OF_HIRE = "road traffic offenders act 1988"
"""What this says of hiring agreements is used here; the rest of it is criminal law."""
_DENIED = (
    r"\b(?:no|not|never|nor|another|other|different|police|criminal|repealed|neither)\b|n't\b"
    r"|\byou(?:r letter)? (?:say|said|write|wrote|mention|refer|quote|cite|rely|name|ask)"
)


@cache
def _known() -> tuple[str, ...]:
    """The Acts that the law's tables cite, and some beside them, in small letters."""
    titles = (str(row["title"]).lower() for row in table("instruments").values())
    return (*(one for one in titles if " act " in one and one != _OF_HIRE), *_BESIDE.split("\n")[1:-1])


def unknown_act(letter: Letter, case: Case) -> Iterator[Finding]:
    """Rests on an Act that has no part in charges of this kind, or that nobody ever passed."""
    for match in rx(_ACT, 0).finditer(letter.text):
        sentence = letter.at(match.start())
        named = " ".join(match.group().lower().replace(" act of ", " act ").replace("’", "'").split())
        if sentence is None or any(named.endswith(one) or one.endswith(named) for one in _known()):
            continue
        if named.endswith(_OF_HIRE) and sentence.has(r"\bhir(?:e|er|ing)\b|\blease"):
            continue
        if letter.quoted(match.start()) or has(_DENIED, sentence.text):
            continue
        words = f"“{match.group()}”: no charge of this kind stands under that Act. Look it up first."
        repair = f"Use the words of this law: {case.rules.law.law}."
        yield finding("wrong-law", start=match.start(), end=match.end(), words=words, repair=repair)
