"""One letter on several PCNs: what is the same for all is said once, what is special under its numbers.

The blocks of such a letter stand in sections. A heading block names the PCNs that its section is about;
before the first heading, and after the block that ends them, what is said holds for every PCN. So a
paragraph is about the PCNs under whose numbers it stands, wherever an officer puts it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caseworker.law.facts import Facts, LetterKind, Outcome
from caseworker.law.payable import rest
from caseworker.letters.fields import fill, long_date, money, of_point, short_date, values
from caseworker.letters.library import SLOTS, Library
from caseworker.letters.plain import plain
from caseworker.letters.plan import Answer, Block, block, plan
from caseworker.letters.wording import listed

LIST = "linked-list"
"""The block in whose place the list of PCNs is printed; its version names the cases as they were read."""
CASE = "linked-case"
"""The block that begins a section: its point names the PCNs that the section is about."""
LEAD, EACH = "linked-lead", "linked-each"
"""Paragraphs of the library: before everything, and where the sections end."""
OWN = "linked"
"""The slot of the two blocks that belong to no library."""
WHOLE = ("money", "next-steps", "rights")
"""Places of a letter that are read as one piece (“one of two things”): the same as a whole, or not at all."""
SUMS = ("full", "discount", "surcharged", "offer", "balance", "paid", "daily_charge")
"""Fields with a sum of one PCN: where a paragraph is about several, it is the sum for each of them."""
HEAD = SLOTS[: SLOTS.index("money")]
"""Places of a letter before the sections; the others follow them."""


@dataclass(frozen=True, slots=True)
class Side:
    """One PCN of a joint letter: its facts with its decision, and its points as they are answered."""

    facts: Facts
    answers: tuple[Answer, ...]

    @property
    def pcn(self) -> str:
        """The PCN's number."""
        return self.facts.pcn

    def known(self) -> dict[str, str]:
        """Every field that is known of it."""
        return values(self.facts, self.answers)

    def of_point(self, point: str, case: Mapping[str, str]) -> Mapping[str, str]:
        """The same with the fields of one of its points.

        Args:
            case: what `known` gave.
        """
        answer = next((one for one in self.answers if one.slug == point), None)
        if answer is None:
            return case
        return {**case} | of_point(self.facts, answer, self.answers)


def received(sides: Sequence[Side]) -> str:
    """The days on which came what is answered on some PCNs together."""
    days = sorted({side.facts.received_on for side in sides if side.facts.received_on})
    return listed([long_date(day) for day in days])


def is_joint(blocks: Sequence[Block]) -> bool:
    """Whether a letter is one on several PCNs."""
    return any(one.paragraph == LIST for one in blocks)


def stamp(blocks: Sequence[Block]) -> str:
    """Of which cases, as they were read then, a letter speaks; empty for a letter on one PCN."""
    return next((one.version for one in blocks if one.paragraph == LIST), "")


def scopes(blocks: Sequence[Block]) -> list[tuple[str, ...]]:
    """For each block the PCNs that it is about; none where it holds for all."""
    found: list[tuple[str, ...]] = []
    here: tuple[str, ...] = ()
    for one in blocks:
        if one.paragraph == CASE:
            here = tuple(one.point.split())
        elif one.paragraph in (LIST, EACH):
            here = ()
        found.append(() if one.slot == "enclosed" else here)
    return found


def about(blocks: Sequence[Block], pcn: str) -> tuple[Block, ...]:
    """The paragraphs of a letter that speak of one PCN; of a letter on one PCN, all of them."""
    if not is_joint(blocks):
        return tuple(blocks)
    every = zip(blocks, scopes(blocks), strict=True)
    return tuple(one for one, whose in every if one.slot != OWN and (not whose or pcn in whose))


def plan_jointly(sides: Sequence[Side], library: Library, cases: str) -> tuple[Block, ...]:
    """The whole letter in one go: the list, what is the same for all once, then each PCN's own.

    A paragraph is the same where it reads the same, whatever words of the motorist's it quotes: those of the
    first PCN stand. Nor does the day of receipt part them: those that differ are named together.

    Args:
        cases: the cases as they were read, for `stamp`.
    """
    found: dict[tuple[str, ...], tuple[Block, list[str]]] = {}
    order: list[tuple[str, ...]] = []
    for side in sides:
        at, known = 0, side.known()
        for one, key in _read(plan(side.facts, side.answers, library), side, known):
            if key in found and side.pcn not in found[key][1]:
                found[key][1].append(side.pcn)
                at = order.index(key) + 1
            elif key not in found:
                found[key] = (one, [side.pcn])
                order.insert(at, key)
                at += 1
    ranked = sorted(order, key=lambda key: SLOTS.index(key[0]))
    told = [found[key] for key in ranked]
    return _laid_out(told, [side.pcn for side in sides], library, cases)


def _read(
    blocks: Sequence[Block], side: Side, known: Mapping[str, str]
) -> list[tuple[Block, tuple[str, ...]]]:
    """Each paragraph of one PCN's own letter with what tells it from another's."""
    keys = [_reads(one, side.of_point(one.point, known)) for one in blocks]
    whole = {slot: tuple(words for name, _, words in keys if name == slot) for slot in WHOLE}
    return [(one, (*key, *whole.get(one.slot, ()))) for one, key in zip(blocks, keys, strict=True)]


def _reads(one: Block, known: Mapping[str, str]) -> tuple[str, ...]:
    """What tells a paragraph from another: its place, its point, and how it reads."""
    words = fill(one.text, {**known, "words": "…", "received_on": "…"}).text
    return (one.slot, "", words) if one.slot == "enclosed" else (one.slot, one.point, words)


def _laid_out(
    told: Sequence[tuple[Block, list[str]]], pcns: Sequence[str], library: Library, cases: str
) -> tuple[Block, ...]:
    """The blocks in their order: all, some, single ones, some again, all again; enclosures last."""

    def of(some: tuple[str, ...], *, head: bool) -> list[Block]:
        return [
            one
            for one, whose in told
            if tuple(whose) == some and (one.slot in HEAD) is head and one.slot != "enclosed"
        ]

    every = tuple(pcns)
    groups = [tuple(whose) for one, whose in told if one.slot != "enclosed"]
    several = [one for one in dict.fromkeys(groups) if 1 < len(one) < len(every)]
    several.sort(key=lambda one: (-len(one), every.index(one[0])))
    sections = [(one, of(one, head=True)) for one in several]
    sections += [((one,), of((one,), head=True) + of((one,), head=False)) for one in every if len(every) > 1]
    sections += [(one, of(one, head=False)) for one in reversed(several)]
    blocks = [Block(OWN, LIST, cases, ""), block(library.get(LEAD)), *of(every, head=True)]
    split = [(whose, some) for whose, some in sections if some]
    for whose, some in split:
        blocks += [_heading(whose), *some]
    tail = of(every, head=False)
    if split and tail:
        blocks.append(block(library.get(EACH)))
    blocks += tail
    return (*blocks, *(one for one, _ in told if one.slot == "enclosed"))


def _heading(pcns: Sequence[str]) -> Block:
    notices = "Penalty Charge Notice" if len(pcns) == 1 else "Penalty Charge Notices"
    return Block(OWN, CASE, "", f"## {notices} {listed(list(pcns))}", " ".join(pcns))


def rows(blocks: Sequence[Block], sides: Sequence[Side]) -> tuple[tuple[str, str], ...]:
    """The list of PCNs: number; decision, what is to be paid and until when, vehicle, place, day."""
    of = scopes(blocks)
    found = []
    for side in sides:
        mine = [one for one, scope in zip(blocks, of, strict=True) if side.pcn in scope or not scope]
        facts = side.facts
        time = f" at {facts.contravened_time}" if facts.contravened_time else ""
        day = short_date(facts.contravened_on) + time if facts.contravened_on else ""
        parts = (f"Vehicle {facts.vrm}", facts.location, day)
        about = "; ".join(safe for one in parts if (safe := plain(one)))
        found.append((side.pcn, f"{_decided(facts)}. {_due(side, mine)}. {about}"))
    return tuple(found)


def _decided(facts: Facts) -> str:
    return "Cancelled" if facts.outcome is Outcome.CANCEL else "Not cancelled"


def _due(side: Side, blocks: Sequence[Block]) -> str:
    """What the letter asks for on one PCN, and until when; a day only where the letter itself gives it."""
    facts = side.facts
    if facts.outcome is Outcome.CANCEL:
        return "Nothing to pay"
    full, offered = rest(facts), rest(facts, discounted=True)
    if not full:
        return "Nothing left to pay"
    until = facts.discount_offer_until
    if until is not None and 0 < offered < full:
        return f"{money(offered)} until {short_date(until)}, then {money(full)}"
    last = next((day for name, day in _days(side).items() if any(name in one.text for one in blocks)), "")
    return f"{money(full)} to pay" + (f" by {last}" if last else "")


def _days(side: Side) -> dict[str, str]:
    """The fields that say until when is to be paid, with their days as the list prints them."""
    name = "certificate_last_day" if _after_certificate(side.facts) else "last_day"
    day = side.known().get(name, "").split(" ", 1)[-1]
    return {f"{{{name}}}": day}


def _after_certificate(facts: Facts) -> bool:
    return facts.letter_kind is LetterKind.CERTIFICATE_RESPONSE
