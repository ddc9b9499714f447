"""Whether what the letter tells as fact agrees with the case: place, payments, papers, figures, days."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.amounts import pounds
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.days import Day, days, long_date
from caseworker.letters.checks.identity import of_another_notice
from caseworker.letters.checks.letter import Letter, Sentence, read
from caseworker.letters.checks.patterns import content_words, has, rx, table
from caseworker.letters.checks.times import ISSUED_AT
from caseworker.letters.checks.topics import TAKEN_UP, heard, never_said


def wrong_fact(letter: Letter, case: Case) -> Iterator[Finding]:
    """Contradicts a fact on the case."""
    yield from never_said(letter, case)
    yield from _no_payment(letter, case)
    yield from _nothing_sent(letter, case)
    yield from _not_on_record(letter, case)
    yield from _against_the_record(letter, case)
    yield from _another_end(letter, case)
    yield from _paid_on_record(letter, case)
    yield from _another_moment(letter, case)
    yield from _another_figure(letter, case)
    yield from _another_day(letter, case)
    yield from _watched(letter, case)


def _found(what: str, start: int, end: int, words: str, repair: str = "") -> Finding:
    return finding(f"wrong-fact:{what}", start=start, end=end, words=words, repair=repair)


_UNPAID = (
    r"\b(?:no|not|never|yet to|without)\b[^.;]{0,24}\b(?:payment|paid)\b[^.;]{0,30}\b(?:received|made"
    r"|reached|been|recorded"
    r"|penalty|pcn)\b|\b(?:remains|is still|still) (?:unpaid|outstanding)\b|\bnothing (?:has|had) been paid\b"
)


def _no_payment(letter: Letter, case: Case) -> Iterator[Finding]:
    """Says that nothing was paid on the PCN where something was."""
    paid = case.facts.paid_pence
    if not paid or case.is_certificate:
        return
    for sentence in letter.body:
        match = rx(_UNPAID).search(sentence.text)
        if match is None or sentence.has(
            r"\bif\b|\bunless\b|\bparking\b|\bsession\b|\bpermit\b|\bwhen\b|\bbefore\b|\bin full\b"
        ):
            continue
        if of_another_notice(sentence.text, case.facts):
            continue
        words = f"{pounds(paid)} was paid on this PCN."
        yield _found("payment", sentence.start + match.start(), sentence.start + match.end(), words)


_GAVE = r"(?:sen[dt]|enclosed?|provided?|suppl(?:y|ied)|submit(?:ted)?|attach(?:ed)?|produced?|shown?)"
_PROOF = r"(?:evidence|documents?|proof|papers?)"
_NOTHING = (
    rf"\byou (?:have |had )?(?:not )?{_GAVE} (?:us |me )?(?:no|nothing|neither)\b"
    rf"|\byou (?:(?:have|did|had)(?: not|n't)|(?:have )?failed to) (?:\w+ )?{_GAVE} (?:us |me )?(?:with )?"
    r"(?:any|anything|evidence|a copy|photographs?|documents?|proof)\b"
    rf"|\b(?:no|without any) (?:supporting )?(?:{_PROOF}|photographs?) (?:\w+ ){{0,2}}?(?:{_GAVE}|received)\b"
    rf"|\bin the absence of any (?:supporting )?{_PROOF}\b"
)
_MORE = (
    r"\b(?:other|another|second|further|more|else|besides|apart|about what|of what|to show|that shows"
    r"|to bear|that bears"
    r"|which shows"
    r"|for the|of (?:the|any|your)|if|which)\b"
)
_SENT = (
    r"\b(?:enclos|attach|supplied|supplies|sends|sent|photos?\b|photographs?\b|screenshots?\b"
    r"|receipt|produc|provid|upload|with evidence)\w*"
)
_NOT_SENT = r"\b(?:no|not|nothing|without|none|asks?|wants?|never|nobody|would)\b"
_PAPERS = (
    *("receipt", "ticket", "photo", "picture", "screenshot", "invoice", "bill", "bank statement", "voucher"),
    *("delivery note", "crime reference", "log book", "permit", "badge", "order of service", "letter"),
    *("hire agreement", "appointment card", "discharge", "video", "dashcam"),
)


_SENT_NOTHING = (
    rf"\b{_GAVE} (?:us |me )?(?:nothing|no evidence|no proof|no papers?)\b[^.;]{{0,80}}"
    r"\b(?:no|nor|neither|not an?|without an?) (?:\w+ )?(?:"
)
"""Nothing is said to have come, and what did not is named."""


def _nothing_sent(letter: Letter, case: Case) -> Iterator[Finding]:
    """Says that nothing was sent in, or no receipt, where something was, or a receipt."""
    clauses = rx(r"[;.,]").split(case.facts.challenge_summary)
    sent = [*case.facts.evidence_sent, *(c for c in clauses if has(_SENT, c) and not has(_NOT_SENT, c))]
    if not sent:
        return
    what = "; ".join(case.facts.evidence_sent) or sent[0].strip()
    papers = "|".join(one for one in _PAPERS if has(rf"\b{one}", " ; ".join(sent)))
    named = (
        rf"\b(?:no|without (?:a|any|the)) (?:copy of (?:a|the|your) )?(?:\w+ )?(?:{papers})s?\b"
        rf"(?: [\w ]{{0,20}})?(?:{_GAVE}|received)\b"
        rf"|\byou (?:(?:have|did)(?: not|n't)|(?:have )?failed to) (?:\w+ )?{_GAVE} (?:us )?(?:with )?"
        rf"(?:an?|any|the|your) (?:copy of (?:a|the|your) )?(?:\w+ )?(?:{papers})"
    )
    for sentence in letter.body:
        match = rx(rf"{_NOTHING}|{named}" if papers else _NOTHING).search(sentence.text)
        listed = rx(rf"{_SENT_NOTHING}{papers})\b").search(sentence.text) if papers else None
        match = listed or match
        if match is None or (listed is None and has(_MORE, sentence.text[match.start() :])):
            continue
        words = f"The letter says that nothing was sent; on the case: {what}."
        yield _found("evidence", sentence.start + match.start(), sentence.start + match.end(), words)


_RECORDED = r"permit|session|badge|exemption|dispensation|voucher"


def _not_on_record(letter: Letter, case: Case) -> Iterator[Finding]:
    """Says that there is no permit, session or badge, where the council's own record has one."""
    for thing in _RECORDED.split("|"):
        shown = next((one for one in case.facts.records if has(rf"\b{thing}", one)), None)
        denied = (
            rf"\b(?:no|not|never|without)\b[^.;,]{{0,30}}\b{thing}s?\b"
            rf"|\b{thing}s?\b[^.;,]{{0,20}}\b(?:not|never) (?:held|valid|found|exist)"
        )
        for sentence in letter.body if shown else ():
            match = rx(denied).search(sentence.text)
            if match is not None and not sentence.has(
                rf"{_THEIRS}|\b(?:zone|if|unless|whenever|where|display\w*|show\w*|cover\w*|sign|plate)\b"
            ):
                words = f"The letter denies a {thing}; on record: {shown}."
                yield _found(thing, sentence.start + match.start(), sentence.start + match.end(), words)
                return


_OTHER_WAY = r"\b(?:(?:tele)?phone|app|line|website|other|another|next|second)\b"
"""Another thing than the record tells of."""


def _against_the_record(letter: Letter, case: Case) -> Iterator[Finding]:
    """Tells the opposite of what the council's own record shows."""
    shown = " ; ".join(case.facts.records)
    for row in table("accounts")["record"] if shown else ():
        one, other = row["one"], row["other"]
        for here, there in ((one, other), (other, one)):
            if not has(here, shown) or has(there, shown):
                continue
            for sentence in letter.body:
                match = rx(there).search(sentence.text)
                if (
                    match is not None
                    and not has(here, sentence.text)
                    and not sentence.has(f"{_THEIRS}|\\bif\\b|{_OTHER_WAY}")
                ):
                    words = f"The record on the case says otherwise: {shown}."
                    yield _found(
                        "record", sentence.start + match.start(), sentence.start + match.end(), words
                    )
                    return


_RAN_OUT = (
    rf"\b(?P<thing>{_RECORDED}|ticket)s?\b(?! (?:of|for) (?:the|another))[^.;]{{0,90}}?\b(?:ended|expired"
    rf"|ran out|lapsed"
    r"|finished|had (?:already )?(?:ended|expired|run out|lapsed|finished)|was (?:only )?valid (?:to"
    r"|until|till)"
    r"|ran (?:only )?(?:to|until|till)|(?:good|paid) (?:only )?(?:to|until|till))\b"
)


_BEGINS = r"\b(?:from|start\w*|begins?|issued|bought|paid|received|date) $"
"""What stands before the first day of a paper, or that of its payment."""


def _another_end(letter: Letter, case: Case) -> Iterator[Finding]:
    """Gives another end for a permit, a session or a badge than the council's own record of it."""
    for sentence in letter.body:
        match = rx(_RAN_OUT).search(sentence.text)
        if match is None or sentence.has(
            f"{_THEIRS}|\\bif\\b|\\bother\\b|\\bearlier\\b|\\bprevious\\b|\\bfirst\\b"
        ):
            continue
        thing = "session" if match["thing"].lower() == "ticket" else match["thing"].lower()
        shown = next((one for one in case.facts.records if has(rf"\b{thing}", one)), "")
        here = tuple(
            d for d in days(letter) if d.start >= sentence.start + match.end() and d.end <= sentence.end
        )
        told = {(d.day, d.month) for d in here}
        known = (
            {(d.day, d.month) for d in _said_days(shown) if not has(_BEGINS, d.before)} if shown else set()
        )
        moments, kept = _moments(sentence.text[match.end() :]), _moments(shown)
        if (told and known and not told & known) or (moments and kept and not moments & kept):
            words = f"The record on the case says otherwise: {shown}."
            yield _found(thing, sentence.start + match.start(), sentence.start + match.end(), words)
            return


_NEVER_PAID = (
    r"\b(?:no|not any|without(?: any)?) (?:valid )?payments?\b[^.;]{0,50}\b(?:made|found|recorded"
    r"|received|was|were|for"
    r"|held|traced)\b|\bnothing (?:was|had been|has been) paid\b|\b(?:was|were|had) not (?:been )?paid for\b"
    r"|\bno (?:parking )?(?:time|stay) (?:was|had been) (?:paid|bought)\b"
)
_FOR_THE_TIME = r"\b(?:for the time|after|until|at the time|beyond|between|by then|when)\b|\d[:.]\d\d"


def _paid_on_record(letter: Letter, case: Case) -> Iterator[Finding]:
    """Says that nothing at all was paid, where the record has a session that was."""
    shown = next(
        (one for one in case.facts.records if has(r"\bsession\b", one) and has(r"\bpaid|£", one)), None
    )
    for sentence in letter.body if shown else ():
        match = rx(_NEVER_PAID).search(sentence.text)
        if match is not None and not sentence.has(f"{_THEIRS}|\\bif\\b|{_FOR_THE_TIME}"):
            words = f"The record on the case says otherwise: {shown}."
            yield _found("session", sentence.start + match.start(), sentence.start + match.end(), words)
            return


_MOMENT = r"(?<![\d£])(\d{1,2})[:.](\d\d)\b"


def _moments(text: str) -> set[str]:
    return {f"{int(hour):02d}:{minute}" for hour, minute in rx(_MOMENT).findall(text)}


_OFFICER = r"\bofficer\b|\bobserv|\bhandheld\b|\bhandset\b|\bher log\b|\bhis log\b"
_SHE = (
    r"^\W*(?:she|he) (?:\w+ )?(?:stopped|stood|saw|watched|came|arrived|noted|passed|began|started|walked)\b"
)


def _of_the_officer(letter: Letter, sentence: Sentence) -> bool:
    """Whether it tells what the officer saw or did, by name or after a sentence that names them."""
    return sentence.has(_OFFICER) or (
        sentence.has(_SHE) and any(one.has(_OFFICER) for one in letter.around(sentence, before=1))
    )


def _another_moment(letter: Letter, case: Case) -> Iterator[Finding]:
    """Gives a time for what the officer saw that the officer's record does not have."""
    logs = " ; ".join(
        one for one in case.facts.records if has(r"\blog\b|\bobserv|\bfirst seen\b|\bissued\b", one)
    )
    if len(_moments(logs)) < 2 or has(r"machine", logs):
        return
    known = _moments(f"{' ; '.join(case.facts.records)} {case.facts.contravened_time} {heard(case)}")
    for sentence in letter.body:
        if not _of_the_officer(letter, sentence):
            continue
        for match in rx(_MOMENT).finditer(sentence.text):
            if has(ISSUED_AT, sentence.text[: match.start()]):
                continue  # the time of the notice itself is another check's
            if not _moments(match.group()) <= known:
                words = f"The officer's record has another time: {logs}."
                yield _found("time", sentence.start + match.start(), sentence.start + match.end(), words)
                return


_THEIRS = r"\byou (?:say|said|tell|told|write|state)\b"
NUMBERS = {
    word: n
    for n, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
        ]
    )
} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
"""Numbers in words."""
_UNITS = (
    r"minutes?|seconds?|metres?|photographs?|photos|pictures|days|weeks?|months?|years?|notices"
    r"|pcns|penalties|hours?"
)
_FIGURE = rf"\b(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)})[ -](?P<unit>{_UNITS})\b"
_SAME = {"photos": "photograph", "pictures": "photograph", "pcns": "notice", "penalties": "notice"}


def _figures(text: str) -> list[tuple[int, str, int, int]]:
    found = []
    for match in rx(_FIGURE).finditer(text):
        word = match.group("n").lower()
        unit = match.group("unit").lower()
        unit = _SAME.get(unit, unit.rstrip("s"))
        found.append((int(word) if word.isdigit() else NUMBERS[word], unit, match.start(), match.end()))
    return found


def _another_figure(letter: Letter, case: Case) -> Iterator[Finding]:
    """Gives back a figure of the motorist's otherwise than it was written."""
    said = heard(case)
    known = _figures(said)
    if not known:
        return
    for sentence in letter.body:
        if not _theirs(sentence):
            continue
        for number, unit, start, end in _figures(sentence.text):
            theirs = {n for n, u, _, _ in known if u == unit}
            if len(theirs) != 1 or number in theirs or has(_ANSWERS, sentence.text[:start]):
                continue
            (right,) = theirs
            words = f"The letter gives back {sentence.text[start:end]}; what was written is {right}."
            yield _found("figure", sentence.start + start, sentence.start + end, words, str(right))


_ANSWERS = (
    r"\b(?:but|however|although|our|officer|i|we|records?|film|recording|shows?|allows?|law|nearest|away)\b"
)


def _theirs(sentence: Sentence) -> bool:
    return sentence.has(rf"^\W*(?:\w+,? )?(?:{TAKEN_UP})|\bas you (?:say|put it|write|told us)\b")


@lru_cache(maxsize=4)
def _said_days(said: str) -> tuple[Day, ...]:
    return days(read(said))


def _another_day(letter: Letter, case: Case) -> Iterator[Finding]:
    """Gives back a day of the motorist's otherwise than it was written."""
    said = case.facts.challenge_summary
    known = _said_days(said)
    if not known:
        return
    facts = case.facts
    ours = (
        facts.contravened_on,
        facts.received_on,
        facts.pcn_served_on,
        facts.notice_served_on,
        facts.paid_on,
    )
    for day in days(letter):
        if not _theirs(day.sentence) or any(day.is_(one) for one in (*ours, *facts.letters_received)):
            continue
        if any((day.day, day.month) == (one.day, one.month) for one in known) or has(_ANSWERS, day.before):
            continue
        near = content_words(day.before[-60:], 3)
        alike = [one for one in known if near & content_words(one.before[-60:], 3) and one.month != 0]
        if alike:
            right = f"{alike[0].day} {long_date_month(alike[0].month)}"
            text = letter.text[day.start : day.end]
            words = f"The letter gives back {text}; what was written is {right}."
            yield _found("day", day.start, day.end, words, right)


def long_date_month(month: int) -> str:
    """The name of a month."""
    from datetime import date

    return long_date(date(2000, month, 1)).split()[1]


_SPAN = (
    r"\b(?:watched|observed|observation)\b[^.;]{0,40}?\bfrom (?P<a>\d{1,2}[:.]\d\d) (?:to|until"
    r"|till) (?P<b>\d{1,2}[:.]\d\d)"
)


def _watched(letter: Letter, case: Case) -> Iterator[Finding]:
    """Gives other times for the officer's watching than the PCN's record."""
    facts = case.facts
    if not (facts.observed_from and facts.observed_to):
        return
    right = (facts.observed_from, facts.observed_to)
    for match in rx(_SPAN).finditer(letter.text):
        told = tuple(match.group(name).replace(".", ":").zfill(5) for name in ("a", "b"))
        if told != tuple(one.zfill(5) for one in right):
            words = f"The officer watched from {right[0]} to {right[1]}."
            yield _found("observation", match.start("a"), match.end("b"), words, f"{right[0]} to {right[1]}")
