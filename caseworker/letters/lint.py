"""Reads the whole library as a careful editor would: what must be mended, and what is worth a look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import combinations, product
from pathlib import Path

from caseworker.law.facts import LetterKind
from caseworker.law.regimes import Regime, families_of, regime
from caseworker.letters.library import FIELD, Library, Paragraph, Problem, read
from caseworker.letters.lint_spelling import spelling
from caseworker.letters.phrases import CARE_POINTS
from caseworker.letters.readability import longest_sentence, reading_age, sentences
from caseworker.letters.regimes import foreign

LONGEST = 30
"""Words a sentence may have."""
OLDEST = 14.0
"""The reading age above which a paragraph is worth another look."""
ALIKE = 94.0
"""How alike, of a hundred, two texts of one place in a letter may be."""
_INFORMAL = frozenset({LetterKind.INFORMAL_REJECTION, LetterKind.INFORMAL_ACCEPTANCE})
_FORMAL = frozenset({LetterKind.NOTICE_OF_REJECTION, LetterKind.NOTICE_OF_ACCEPTANCE})
_WON = frozenset({LetterKind.INFORMAL_ACCEPTANCE, LetterKind.NOTICE_OF_ACCEPTANCE})
_ALL = frozenset(LetterKind)

_SCOPES = {"all": _ALL, "informal": _INFORMAL, "formal": _FORMAL, "won": _WON}
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
_LATER = "That stage has not been reached."
"""Why no letter speaks of a warrant; one to somebody against whom it was issued does."""


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
    found += _pairs(library)
    found += _routine(library)
    found += _kinds(library)
    found += _alike(library if not only else here, library)
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
            if why == _LATER and "warrant-issued" in one.when:
                continue
            if match and kinds & where:
                yield Problem(one.path, number, f"“{match[0]}” does not belong here.", why)
        yield from _foreign(one, number, line)
    bare = [name for name in one.regimes if not regime(name).informal_stage]
    if one.slot != "answer" and bare and kinds and kinds <= _INFORMAL:
        what = f"There is no informal challenge under {', '.join(bare)}."
        yield Problem(one.path, 2, what, "Name the other regimes.")


def _foreign(one: Paragraph, number: int, line: str) -> Iterator[Problem]:
    """Words of one law in a paragraph that may stand in letters under another."""
    wrong: dict[str, tuple[str, list[str]]] = {}
    for name in one.regimes:
        law = regime(name)
        if not any(_exists(kind, law) for kind in one.kinds):
            continue
        if one.families and not set(one.families).intersection(_families(law)):
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


def _exists(kind: str, law: Regime) -> bool:
    """Whether a kind of letter is written at all under a law."""
    if kind in _INFORMAL:
        return law.informal_stage
    return law.certificate or kind != LetterKind.CERTIFICATE_RESPONSE


def _families(law: Regime) -> set[str]:
    return {law.family}.union(*(families_of(law.id, basis) for basis in law.bases))


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


def _pairs(library: Library) -> Iterator[Problem]:
    """An answer that refuses has a twin that accepts, and the other way round."""
    answers = [one for one in library if one.slot == "answer"]
    given = {(point, one.outcome) for one in answers for point in one.points}
    for one in answers:
        other = "upheld" if one.outcome == "not-upheld" else "not-upheld"
        for point in one.points:
            if (point, other) not in given and not one.alone:
                what = f"“{point}” has no answer for the outcome {other}."
                yield Problem(one.path, 2, what, "Write its twin, or say in “alone” why there is none.")


def _routine(library: Library) -> Iterator[Problem]:
    """An answer can be given with a reason and without, and words that tell of distress are not quoted."""
    told: dict[str, set[bool]] = {}
    for one in library:
        if one.slot != "answer":
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


def _kinds(library: Library) -> Iterator[Problem]:
    """Each kind of letter can be planned: it has an opening, a decision and answers for any point."""
    for kind, slot in product(LetterKind, ("opening", "decision", "answer")):
        if slot == "answer" and (kind.beside or kind is LetterKind.INFORMATION_REQUEST):
            continue  # it decides on no point
        if not any(kind in one.kinds and one.slot == slot and not one.points for one in library):
            yield Problem(
                "library", 1, f"No {slot} for letters of the kind {kind}.", "Every letter needs one."
            )


def _alike(some: Iterable[Paragraph], library: Library) -> Iterator[Problem]:
    """Texts of one place in a letter that say the same, each pair once."""
    from rapidfuzz import fuzz

    pairs = combinations(library, 2) if some is library else product(some, library)
    for one, other in pairs:
        if one.slot != other.slot or one.path == other.path or not set(one.kinds) & set(other.kinds):
            continue
        alike = fuzz.ratio(one.text, other.text, score_cutoff=ALIKE)
        if alike:
            what = f"The text is {alike:.0f}% that of {other.id}."
            yield Problem(one.path, one.first_line, what, "Keep one of them.", "warning")
