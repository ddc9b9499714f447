"""Whom the letter is addressed to: the person who must be served, and nobody who has died."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.identity import is_firm, names_in, squeeze
from caseworker.letters.checks.letter import Letter
from caseworker.letters.checks.patterns import has, rx
from caseworker.letters.checks.topics import heard

_POSTCODE = r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
_NOBODY = (
    r"^(?:sir|madam|sirs|sir ?(?:/|or) ?madam|resident|customer|keeper|owner|registered keeper"
    r"|motorist|[a-z ]*(?:team|office|department|company|manager|services|executors?"
    r"|representatives?)\b.*)$"
)


def wrong_recipient(letter: Letter, case: Case) -> Iterator[Finding]:
    """A greeting or address that is not that of the person who must be served."""
    recipient = case.facts.recipient
    names = names_in(recipient.name)
    if not names:
        return
    greeting = letter.greeting
    addressed = names_in(greeting)
    at = letter.text.find(greeting, letter.greeting_at)
    dead = any(one.start == at for one in deceased_addressed(letter, case))
    if greeting and addressed and not has(_NOBODY, greeting) and not is_firm(recipient.name) and not dead:
        shared = set(addressed) & set(names)
        another = len(addressed) > 1 and addressed[-1] != names[-1] and names[-1] not in addressed
        if not shared or another or _another_first_name(addressed, names):
            words = f"The letter greets {greeting}; it must be served on {recipient.name}."
            yield finding(
                "wrong-recipient", start=at, end=at + len(greeting), words=words, repair=recipient.name
            )
    yield from _not_the_firm(letter, case)
    yield from _wrong_address(letter, case, names)


_DROVE = (
    r"\b(?:you were|being|since you were|as you were) (?:at the wheel|driving|the driver|the hirer"
    r"|the person driving)"
    r"|\b(?:i|we) (?:am|are|have)? ?(?:sending|send|sent|serving|serve|addressing|addressed"
    r"|writing)\b[^.;]{0,40}"
    r"\b(?:to|on) you (?:at home|instead|in person|personally|as (?:the )?(?:driver|hirer))\b"
    r"|\bto you as (?:the )?(?:driver|hirer)\b|\byou (?:drove|hired) (?:it|the (?:vehicle|car|van))\b"
)


def _not_the_firm(letter: Letter, case: Case) -> Iterator[Finding]:
    """A firm must be served, and the letter goes to whoever drove its vehicle."""
    firm, greeting = case.facts.recipient.name, letter.greeting
    if (
        not (is_firm(firm) and greeting)
        or has(_NOBODY, greeting)
        or set(names_in(greeting)) & set(names_in(firm))
    ):
        return
    for sentence in letter.body:
        match = rx(_DROVE).search(sentence.text)
        if match is not None and not sentence.has(r"\bif\b|\byou (?:say|write|tell)\b"):
            at = letter.text.index(greeting, letter.greeting_at)
            words = f"The letter goes to {greeting}; it must be served on {firm}."
            yield finding("wrong-recipient", start=at, end=at + len(greeting), words=words, repair=firm)
            return


def _another_first_name(greeted: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Whether both have a first name, and not the same: a father is not his son."""
    if len(greeted) != 2 or len(names) != 2 or greeted[1] != names[1]:
        return False
    one, other = greeted[0], names[0]
    return one != other and not (min(len(one), len(other)) == 1 and one[0] == other[0])


def _wrong_address(letter: Letter, case: Case, names: tuple[str, ...]) -> Iterator[Finding]:
    recipient = case.facts.recipient
    block = _address_block(letter)
    if not block:
        return
    name_at, name = block[0]
    if not set(names_in(name)) & set(names):
        words = f"The address is headed {name}; the letter must be served on {recipient.name}."
        yield finding(
            "wrong-recipient", start=name_at, end=name_at + len(name), words=words, repair=recipient.name
        )
        return
    codes = [(at + m.start(), m.group()) for at, line in block for m in rx(_POSTCODE, 0).finditer(line)]
    if recipient.postcode and codes and squeeze(codes[0][1]) != squeeze(recipient.postcode):
        at, code = codes[0]
        words = f"The letter is addressed to {code}; the recipient's postcode is {recipient.postcode}."
        yield finding("wrong-recipient", start=at, end=at + len(code), words=words, repair=recipient.postcode)


def _address_block(letter: Letter) -> list[tuple[int, str]]:
    """The lines above the greeting, from the first that looks like a person's name."""
    lines: list[tuple[int, str]] = []
    at = 0
    for line in letter.head.splitlines(keepends=True):
        if line.strip():
            lines.append((at + len(line) - len(line.lstrip()), line.strip()))
        at += len(line)
    person = r"^(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Sir|Lady|The Executors?|The personal)\b[^:0-9]{2,60}$"
    for index, (_, line) in enumerate(lines):
        if rx(person, 0).search(line) and index + 1 < len(lines):
            return lines[index : index + 8]
    return []


_PERSON = r"(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}"
_DEAD = (
    rf"(?P<one>{_PERSON}),? (?:(?:who|has|had|sadly|suddenly|then) )*"
    r"(?:died|passed away|is dead|was dead)\b"
    rf"|\b(?:death of|the late|executors? (?:of|for)|estate of|widow of|widower of) (?P<other>{_PERSON})"
)


def deceased_addressed(letter: Letter, case: Case) -> Iterator[Finding]:
    """A person recorded as dead, or told to be, is greeted or addressed as if alive."""
    recorded = case.facts.deceased
    named = (match["one"] or match["other"] for match in rx(_DEAD, 0).finditer(heard(case)))
    for who in [recorded] if recorded else dict.fromkeys(named):
        yield from _as_if_alive(letter, case, who)


def _as_if_alive(letter: Letter, case: Case, who: str) -> Iterator[Finding]:
    dead, recorded = names_in(who), who == case.facts.deceased
    for start, words in _addressed(letter):
        greets = start >= letter.greeting_at
        living = r"\b(?:executors?|estate|representatives?|administrators?|family|next of kin"
        if has(living + (r")\b" if greets else r"|late)\b"), words):
            continue  # nobody greets the late Mr Smith himself
        names = names_in(words)
        if not names or names[-1] != dead[-1] or _is_living(words, case):
            continue
        if not recorded and (len(names) < 2 or names[0] != dead[0]):
            continue  # of the same surname may be whoever wrote
        said = f"{who} is {'recorded as' if recorded else 'told to be'} dead and must not be addressed."
        repair = case.facts.recipient.name or f"The personal representatives of {who}"
        yield finding("deceased-addressed", start=start, end=start + len(words), words=said, repair=repair)


def _addressed(letter: Letter) -> list[tuple[int, str]]:
    found = []
    if letter.greeting:
        found.append((letter.text.index(letter.greeting, letter.greeting_at), letter.greeting))
    block = _address_block(letter)
    if block:
        found.append(block[0])
    return found


def _is_living(words: str, case: Case) -> bool:
    """Whether these words fit the living recipient better than the dead person of the same surname."""
    dead, living = case.facts.deceased.lower(), case.facts.recipient.name.lower()
    if not living or names_in(living)[-1:] != names_in(dead)[-1:]:
        return False
    parts = set(re.findall(r"[a-z'-]+", words.lower()))
    mine, theirs = set(re.findall(r"[a-z'-]+", living)), set(re.findall(r"[a-z'-]+", dead))
    return len(parts & mine) >= len(parts & theirs) and living != dead
