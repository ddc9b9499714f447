"""Marks of an unfinished letter: unfilled fields, promised enclosures, sentences too long or said twice."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.identity import squeeze
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import content_words, rx

_FIELD = (
    r"«[^«»\n]{0,60}»|[«»]|\{\{?[^{}\n]{0,60}\}?\}|<<[^<>\n]{0,60}>>|\$\{|%[A-Z_]{3,20}%|_{3,}"
    r"|<(?:name|date|amount|address|pcn|vrm|title|surname|insert|location|reason|officer|sum"
    r"|time)[^<>\n]{0,30}>"
    r"|\[[A-Za-z]{1,12}(?: ?/ ?[A-Za-z]{1,12}){1,3}\]|\[(?:insert|enter|add|delete|select|choose"
    r"|name|first name|surname|title|date|amount|sum"
    r"|address|pcn|vrm|reg(?:istration)?"
    r"|time|location|street|officer|reason|reasons|xx+|tbc|tbd|x|\.\.\.|to be|if applicable"
    r"|optional|your|recipient|paragraph|ref"
    r"|photo here|signature|details|point|ground)\b[^\[\]\n]{0,50}\]|\[ ?\]|\[\.{2,}\]"
)
_MARK = r"\b(?:TODO|TBC|TBD|FIXME|XX|XXX+|LOREM IPSUM)\b|£(?:X+|_+|\.\.+)|\bX{3,}\b|\?\?+"
_TOLD_TO = (
    r"use|put|copy|paste|check|see|say|ask|confirm|amend|remove|keep|leave|note|fill|complete|update"
    r"|attach|state"
    r"|explain|mention|describe|repeat|include|take|cut|write|drop|add|insert|choose|pick|change|replace"
    r"|tailor|adapt"
)
"""What a writer is told to do, between brackets."""
_WORDED = (
    rf"\[(?:{_TOLD_TO}) (?:the|this|that|a|an|in|out|here|if|or|with|whether|standard|form|para\w*|text"
    rf"|wording|words|line"
    r"|our|\d)\b[^\[\]\n]{0,80}\]"
    r"|\((?:fill(?: (?:in|out))?|to (?:fill|follow|add|check|come|confirm)|check|confirm|insert|complete"
    r"|add)\)"
    r"|\b(?:remove|delete|take out|strip) (?:this|these|the above|the following) (?:line|lines|note|notes"
    r"|paragraph|sentence"
    r"|comment|bracket)s?\b|(?m:^)[ *#]{0,3}draft (?:\d|v\d|only\b|-|:)"
    r"|(?:(?m:^)|[-:;] )(?-i:[A-Z]{2,3}) to (?:check|confirm|add|fill|approve|sign off|review)\b"
    r"|(?:(?m:^)|[-:;.,(\[*]) ?(?!(?:he|she|they|it|we|i|you|the|an?|officers?|nobody|who|which)\b)"
    r"(?:[\w']+ ){0,3}to (?:be )?(?:check(?:ed)?|confirm(?:ed)?|approved?"
    r"|sign(?:ed)? off)\b[^.;\n]{0,30}\bbefore (?:issue|issuing"
    r"|sending|it goes out|posting|despatch|dispatch)\b(?! (?:an?|any|the|this|your|it)\b)"
    r"|\b0\d[\d ]{2,9}[x#?_]{3,}"
    r"|\bdelete as (?:appropriate|applicable|necessary)\b|\binsert (?:name|date|amount|reason|here"
    r"|paragraph|text|address|details)\b|\bDD/MM/(?:YY|YYYY)\b"
    r"|\bMr/Mrs\b|\b(?:his/her|he/she) vehicle\b|\bdraft only\b"
)


_NO_WRITING = (
    "[\u2400-\u2426\ufffd\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\x1b]"
    r"|⟦(?:[0-9A-F]{2}|U\+[0-9A-F]{4,6}|tags|\+marks)⟧|\[(?:\d{1,3}(?:;\d{1,3})*[A-Za-z~]|[?<>=]\d+[a-z])"
)
"""Signs that no keyboard writes, marks for hidden ones, and what a terminal is told in brackets."""


_OURS = r"«[a-z_]+»"
"""A field of ours that found no value, also where it stands in a quotation."""


def _names(case: Case) -> tuple[str, ...]:
    """Names and address lines as they came: what looks like a field in them is their own."""
    facts = case.facts
    people = (facts.recipient, facts.writer)
    return (facts.deceased, *(line for one in people for line in (one.name, *one.address)))


def _of_a_plate(letter: Letter, case: Case, start: int, end: int) -> bool:
    """Whether a mark is part of a registration of this case: plates begin or end in any three letters."""
    plates = [squeeze(one) for one in (case.facts.vrm, *case.facts.own_numbers) if one]
    upto = squeeze(letter.text[max(0, start - _PLATE) : end])
    onward = squeeze(letter.text[start : end + _PLATE])
    return any(upto.endswith(one) or onward.startswith(one) for one in plates)


_PLATE = 6
"""Letters that a registration can have beside the mark, with its space."""


def placeholder_left(letter: Letter, case: Case) -> Iterator[Finding]:
    """An unfilled field or an editing mark."""
    for match in rx(_NO_WRITING, 0).finditer(letter.text):
        words = f"{match.group()} is no writing: it came with something that was pasted. Take it out."
        yield finding("placeholder-left", start=match.start(), end=match.end(), words=words)
    seen, names = -1, _names(case)
    for pattern, flags in ((_FIELD, 2), (_WORDED, 2), (_MARK, 0)):
        for match in rx(pattern, flags).finditer(letter.text):
            if match.start() < seen and pattern == _MARK:
                continue
            seen = max(seen, match.end())
            mark = match.group().strip()
            theirs = (
                letter.quoted(match.start())
                or any(mark in name for name in names)
                or _of_a_plate(letter, case, match.start(), match.end())
            )
            if theirs and not rx(_OURS).fullmatch(mark):
                continue
            words = f"{mark} was left in the letter: fill it or take it out."
            yield finding("placeholder-left", start=match.start(), end=match.end(), words=words)


_ENCLOSES = (
    r"\b(?:i|we) (?:also )?(?:enclose|attach|(?:am|are) (?:also )?enclosing"
    r"|have (?:also )?(?:enclosed|attached))\b"
    r"|\b(?:is|are) (?:also |both )?(?:enclosed|attached)\b"
    r"|\benclosed (?:form|appeal form|photographs?|leaflet|copy|copies|images|stills|map|plan|list"
    r"|order)\b|\b(?:form|photographs?|leaflet|copy|copies|images|stills) (?:enclosed|attached)\b"
    r"|\b(?:the|an?) (?:attached|enclosed)\b|\bwith this letter\b"
    r"|\b(?:find|attach|have put|have slipped)\b[^.;]{0,60}\b(?:enclosed|attached|in (?:this"
    r"|the) envelope)\b"
    r"|\bi attach\b|^\W*(?:also )?(?:attached|enclosed) (?:is|are)\b|^enc(?:l|s|losure)?s?[.:]"
)
_THEIRS = (
    r"\byou(?:'ve| have)? (?:enclosed|attached|sent|supplied)\b|\byour (?:enclosed|attached"
    r"|enclosures?)\b|\bwhich you (?:enclosed|attached)\b"
)


_NOUNS = (
    *("plan", "map", "leaflet", "disc", "certificate", "order", "list", "picture", "form"),
    *("spreadsheet", "receipt", "recording", "film", "invoice", "permit", "voucher", "log"),
)


def _promised(text: str) -> frozenset[str]:
    """The sorts of things that a text says go with the letter, by their nouns."""
    plain = rx(r"\b(?:stills?|photo(?:graph)?s?|images?|prints?)\b").sub("picture", text.lower())
    plain = rx(r"\b(?:charge certificates?|orders? for recovery|(?:death|medical) certificate)\b").sub(
        " ", plain
    )
    return frozenset(noun for noun in _NOUNS if noun != "form" and rx(rf"\b{noun}s?\b").search(plain))


def _things(text: str) -> frozenset[str]:
    """The words for what is enclosed; a still is one too."""
    pictures = {"picture"} if rx(r"\b(?:stills?|photo\w*|images?|pictures?)\b").search(text) else set()
    return content_words(text, 3) | pictures


def enclosure_missing(letter: Letter, case: Case) -> Iterator[Finding]:
    """An enclosure is promised that is not attached. Asked only where the enclosures are known."""
    if case.enclosures is None:
        return
    there = _things(" ".join(case.enclosures))
    for sentence in letter.having(_ENCLOSES):
        if sentence.has(_THEIRS) or sentence.has(
            r"\bnot (?:enclosed|attached)\b"
            r"|\b(?:nothing|no) [^.;]{0,20}\b(?:enclosed|attached|with this letter)\b"
        ):
            continue
        lacking = _promised(sentence.text) - _promised(" ".join(case.enclosures))
        if there & _things(sentence.text) and not lacking:
            continue
        match = rx(_ENCLOSES).search(sentence.text)
        if match is not None and not letter.quoted(sentence.start + match.start()):
            listed = "; ".join(case.enclosures) or "nothing"
            words = f"The letter promises an enclosure, but what is attached is: {listed}."
            start = sentence.start + match.start()
            yield finding("enclosure-missing", start=start, end=sentence.start + match.end(), words=words)


_LONGEST, _AVERAGE = 52, 27


def _run(sentence: Sentence) -> int:
    """The words of the longest run of a sentence: the items of a list are read one by one."""
    parts = rx(r"[;:]\s|,? (?=\([a-h1-9]\) )").split(sentence.text)
    if len(parts) < 3:
        return sentence.words
    return max(len(part.split()) for part in parts)


def hard_to_read(letter: Letter, case: Case) -> Iterator[Finding]:
    """Sentences far longer than plain English asks for."""
    prose = [s for s in letter.body if s.words > 3 and not letter.is_reference(s)]
    long = [s for s in prose if _run(s) > _LONGEST and not s.has(r"28 days|charge certificate|costs")]
    for sentence in long:
        words = f"This sentence has {sentence.words} words. Say it in two or three."
        yield finding("hard-to-read", start=sentence.start, end=sentence.end, words=words)
    total = sum(s.words for s in prose)
    if len(prose) >= 4 and not long and total / len(prose) > _AVERAGE:
        words = f"The sentences have {total // len(prose)} words on average. Aim at 15 to 20."
        yield finding("hard-to-read", words=words)
    for match in rx(_RUN_TOGETHER, 0).finditer(letter.text, letter.body_at, letter.close_at):
        if not letter.quoted(match.start()):
            words = f"“{match.group()}”: a space is missing between two sentences."
            yield finding("hard-to-read", start=match.start(), end=match.end(), words=words)


_RUN_TOGETHER = (
    r"(?<![\w.@/:-])[A-Za-z']*[a-z]{2}[.?!]"
    r"(?!(?:UK|Uk|COM|ORG|PDF|Pdf|JPE?G|PNG|MP4|AVI|DOCX?)\b)[A-Z][a-z']*(?![\w.@/])"
)
"""A stop with a capital close behind it; names of files, sites and mailboxes are none."""
_SHORTEST = 5
"""Words from which on a sentence that stands twice was not meant to."""


def said_twice(letter: Letter, case: Case) -> Iterator[Finding]:
    """The same sentence in two places: in one paragraph, in an officer's reason, or a whole paragraph again.

    What follows from one point may follow from another too, and an officer may give two points one reason; a
    letter on several PCNs says of each what holds for each.
    """
    if case.facts.linked:
        return
    prose = [s for s in letter.body if s.words >= _SHORTEST and not letter.is_reference(s)]
    whole: dict[int, list[str]] = {}
    for sentence in prose:
        whole.setdefault(sentence.paragraph, []).append(_same(sentence.text))
    reasons = [_same(one.reason) for one in case.answers]
    said: dict[str, list[Sentence]] = {}
    for sentence in prose:
        same, where = _same(sentence.text), sentence.paragraph
        if letter.quoted(sentence.start + 1):
            continue
        before = said.setdefault(same, [])
        carried = sum(same in one for one in reasons)
        if before and len(before) >= carried:
            first = before[0].paragraph
            if carried or first == where or whole[first] == whole[where]:
                yield finding("said-twice", start=sentence.start, end=sentence.end)
        before.append(sentence)


def _same(words: str) -> str:
    """Words without the marks and capitals in which two sentences may differ."""
    return " ".join(rx(r"[\w£']+").findall(words.lower()))
