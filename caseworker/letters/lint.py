"""Reads the whole library as a careful editor would: what must be mended, and what is worth a look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from caseworker.law.facts import LetterKind
from caseworker.law.regimes import regime
from caseworker.letters.library import FIELD, Library, Paragraph, Problem, read
from caseworker.letters.lint_alike import alike
from caseworker.letters.lint_pairs import INFORMAL, exists, pairs, parts, unanswered, under
from caseworker.letters.lint_place import places
from caseworker.letters.lint_spelling import spelling
from caseworker.letters.paragraph import MORE
from caseworker.letters.phrases import CARE_POINTS
from caseworker.letters.readability import longest_sentence, reading_age, sentences
from caseworker.letters.regimes import foreign

LONGEST = 30
"""Words a sentence may have."""
OLDEST = 14.0
"""The reading age above which a paragraph is worth another look."""
_FORMAL = frozenset({LetterKind.NOTICE_OF_REJECTION, LetterKind.NOTICE_OF_ACCEPTANCE})
_WON = frozenset({LetterKind.INFORMAL_ACCEPTANCE, LetterKind.NOTICE_OF_ACCEPTANCE})
_ALL = frozenset(LetterKind)

_SCOPES = {"all": _ALL, "informal": INFORMAL, "formal": _FORMAL, "won": _WON}
BANNED = r"""
all :: \bfine[sd]?\b :: It is a penalty charge.
all :: \boffen[cs]e\b|\boffender\b|\bguilty\b :: It is an alleged contravention of civil law.
all :: \bgesture of goodwill\b|\bgoodwill gesture\b :: A cancellation owns the error or names the reason.
all :: \bwe (?:never|always)\b|\bwe (?:cannot|are unable to|will not) consider\b :: Each case is weighed.
all :: \bonly (?:the )?statutory grounds\b|\bno discretion\b|\bpolicy says\b :: Each case is weighed.
all :: \bsorry (?:that |if )?you feel\b :: It blames the reader.
all :: \bhaving reviewed all\b|\bcareful consideration\b|\bnoted your comments\b :: Name what was looked at.
all :: \bbailiffs?\b|\benforcement agents?\b|\bwarrant\b :: That stage has not been reached.
all :: \bwardens?\b :: It is a civil enforcement officer.
all :: \bconclusive\b|\bbeyond doubt\b|\bcannot be challenged\b :: No record is conclusive.
all :: \brevenue\b|\bincome\b|\btargets?\b|\bcosts? the council\b :: A reply is silent on the council's money.
all :: \bpursuant\b|\bhereby\b|\baforementioned\b|\bin respect of\b :: Plain English.
all :: \bNtO\b|\bNoR\b|\bCEO\b|\bTMO\b :: Names are written out.
all :: \bmotorists? (?:must|should)\b|\byou should have (?:read|looked|checked|paid|known)\b :: It scolds.
all :: \b(?:will|must|shall) (?:serve|send|issue) (?:you )?(?:with )?a charge certificate\b :: It may follow.
all :: \bright (?:of|to) appeal (?:is|will be) lost\b :: The adjudicator may allow a late appeal.
won :: \bin future\b|\bthis warning\b|\bplease ensure\b|\bon this occasion\b :: Nobody who has won is warned.
won :: \bappeal(?:s|ed)?\b|\btribunals?\b|\badjudicators?\b :: There is nothing left to appeal.
informal :: \bLondon Tribunals\b|\bTraffic Penalty Tribunal\b|\{tribunal\} :: No tribunal hears a challenge.
informal :: \bappeal form\b|\bnotice of rejection\b|\bcharge certificate\b|\{surcharged\} :: Formal only.
formal :: \byour (?:informal )?challenge\b :: At this stage they are representations.
formal :: \bfrom the date of this letter\b|\bwithin 28 days of\b :: The 28 days begin with service.
"""
"""Words that letters of a kind do not use, each with the reason."""
_BUT = {
    "That stage has not been reached.": "warrant-issued",
    "There is nothing left to appeal.": "appeal-made",
}
"""The condition under which words do belong that otherwise, for this reason, do not."""


def lint(folder: Path, today: date) -> tuple[Problem, ...]:
    """Everything to say about a library, file by file, line by line.

    Args:
        folder: the library.
        today: the day against which reviews are reckoned.
    """
    library, problems = read(folder)
    return look_over(library, today, problems)


def look_over(
    library: Library, today: date, problems: Iterable[Problem] = (), *, only: str = ""
) -> tuple[Problem, ...]:
    """The same of a library that is read already, wherever its words come from.

    Args:
        problems: what was found wrong with it in reading.
        only: the path of the one file that is asked about; of the others nothing is said.
    """
    here = [one for one in library if only in ("", one.path)]
    found = [*problems]
    for one in here:
        found += _words(one)
        found += _reading(one, library)
        found += spelling(one)
        found += _review(one, today)
    found += pairs(library)
    found += unanswered(library)
    found += parts(library)
    found += places(library)
    found += _routine(library)
    found += alike(library if not only else here, library)
    asked = [one for one in found if only in ("", one.path)]
    return tuple(sorted(asked, key=lambda one: (one.path, one.line, one.what)))


@cache
def _banned() -> tuple[tuple[re.Pattern[str], frozenset[LetterKind], str], ...]:
    rows = [line.split(" :: ") for line in BANNED.strip().splitlines()]
    return tuple((re.compile(words, re.IGNORECASE), _SCOPES[scope], why) for scope, words, why in rows)


def _words(one: Paragraph) -> Iterator[Problem]:
    kinds = frozenset(LetterKind(kind) for kind in one.kinds)
    for number, line in enumerate(one.text.split("\n"), one.first_line):
        for pattern, where, why in _banned():
            match = pattern.search(line)
            if match and kinds & where and _BUT.get(why) not in one.when:
                yield Problem(one.path, number, f"“{match[0]}” does not belong here.", why)
        yield from _foreign(one, number, line)
    bare = [name for name in one.regimes if not regime(name).informal_stage]
    if one.slot != "answer" and bare and kinds and kinds <= INFORMAL:
        what = f"There is no informal challenge under {', '.join(bare)}."
        yield Problem(one.path, 2, what, "Name the other regimes.")


def _foreign(one: Paragraph, number: int, line: str) -> Iterator[Problem]:
    """Words of one law in a paragraph that may stand in letters under another."""
    wrong: dict[str, tuple[str, list[str]]] = {}
    for name in one.regimes:
        law, there = under(name)
        if not any(exists(kind, law) for kind in one.kinds):
            continue
        if one.families and there.isdisjoint(one.families):
            continue
        for term, match in foreign(line, law, recalled=True):
            said = next((one for one in sentences(line) if match[0] in one), line)
            if term.in_paragraphs and not (term.unless and term.unless.search(said)):
                wrong.setdefault(term.id, (match[0].strip(), []))[1].append(name)
    for words, names in wrong.values():
        what = f"“{words}” is not of the law of {', '.join(dict.fromkeys(names))}."
        rule = (
            "Write {notice}."
            if words.endswith(("Owner", "Notice"))
            else "Name its regimes, or say it otherwise."
        )
        yield Problem(one.path, number, what, rule)


def _reading(one: Paragraph, library: Library) -> Iterator[Problem]:
    def shown(match: re.Match[str]) -> str:
        field = library.fields.get(match[1])
        return field.example if field else match[1]

    for number, line in enumerate(one.text.split("\n"), one.first_line):
        words, sentence = longest_sentence(FIELD.sub(shown, line))
        if words > LONGEST:
            start = " ".join(sentence.split()[:6])
            what = f"A sentence has {words} words: “{start} …”"
            yield Problem(one.path, number, what, f"At most {LONGEST}.", "warning")
    prose = FIELD.sub(lambda match: "" if match[1] in ("words", "reason") else shown(match), one.text)
    age = reading_age(prose)
    if age > OLDEST and len(sentences(prose)) > 2:
        what = f"The reading age is {age:.0f}."
        yield Problem(one.path, one.first_line, what, f"Aim at 9 to 12; at most {OLDEST:.0f}.", "warning")


def _review(one: Paragraph, today: date) -> Iterator[Problem]:
    if one.review_on < today:
        what = f"The review was due on {one.review_on.isoformat()}."
        yield Problem(one.path, 2, what, "Read it again and set a new day.", "warning")


def _routine(library: Library) -> Iterator[Problem]:
    """An answer can be given with a reason and without, and words that tell of distress are not quoted."""
    told: dict[str, set[bool]] = {}
    for one in library:
        if one.slot != "answer" or one.outcome == MORE:
            continue
        told.setdefault(one.path, set()).add("reason" in one.fields)
        if "words" in one.fields and CARE_POINTS.issuperset(one.points) and one.points:
            yield Problem(
                one.path, one.first_line, "{words} quotes distress back.", "Speak of it in our own words."
            )
    for path, carries in told.items():
        if carries != {True, False}:
            what = f"The answer is only written {'with' if True in carries else 'without'} {{reason}}."
            yield Problem(path, 1, what, "Write it both ways: a line +++ routine begins the other.")
