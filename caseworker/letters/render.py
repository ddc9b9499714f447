"""The letter as it will be printed: its whole text, and the parts of which it is made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from caseworker.law.facts import CaseKind, Facts, WriterRole
from caseworker.letters import joint, markup
from caseworker.letters.claims import own_reference
from caseworker.letters.fields import KNOWN, fill, long_date
from caseworker.letters.library import FIELD
from caseworker.letters.markup import Run
from caseworker.letters.plain import plain
from caseworker.letters.plan import Answer, Block

NOBODY = "Dear Sir or Madam"
_TITLES = (
    frozenset(
        {"mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "professor", "rev", "revd", "reverend"}
    )
    | {"sir", "dame", "lord", "lady", "cllr", "councillor", "captain", "capt", "major", "colonel", "sergeant"}
    | {"father", "sister", "rabbi", "imam"}
)
_FORENAMED = frozenset({"sir", "dame"})
_PARTICLES = frozenset(
    {"de", "da", "di", "du", "del", "della", "der", "den", "des", "van", "von", "la", "le", "al", "el"}
) | {"bin", "ibn", "ben", "ap", "st", "ter", "ten"}
_FIRM = re.compile(
    r"\b(?:ltd|limited|plc|llp|llc|inc|gmbh|bv|sa|company|co|trust|charity|council|hire|rental|rentals|leasing|lease|"
    r"fleet|motors|cars|vans|services|solutions|group|holdings|department|team|office|school|church|association|"
    r"partnership|society|club|university|hospital|cic)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One printed paragraph, and where it stands in the letter's text."""

    kind: str
    """``paragraph``, ``bullet``, ``heading`` or ``table``: one row of the reference box, its label first."""
    runs: tuple[Run, ...]
    start: int
    end: int
    block: int = -1
    """Which block it comes from; -1 for the frame of the letter (address, salutation, signature)."""
    role: str = "body"
    """address, date, reference, salutation, body, sign-off, signature or enclosed."""
    pcns: tuple[str, ...] = ()
    """In a letter on several PCNs those it is about; none where it holds for all."""

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter as it will be printed."""

    text: str
    """Every word from the address to the enclosures; exactly what the document's body holds."""
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    """Fields that have no value; they stand in the text as ``«field»``."""
    addressee: str = ""
    """To whom it is addressed."""


class _Page:
    """Gathers parts and keeps their places in the text."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.parts: list[Part] = []
        self.length = 0

    def put(
        self, kind: str, runs: Sequence[Run], role: str, block: int = -1, pcns: tuple[str, ...] = ()
    ) -> None:
        shown = tuple(run for run in runs if run.text)
        words = "".join(run.text for run in shown)
        if not words.strip():
            return
        last = self.parts[-1] if self.parts else None
        close = (
            last is not None
            and last.role == role
            and (role != "body" or (kind, last.kind) == ("bullet",) * 2)
        )
        gap = "" if last is None else "\n" if close else "\n\n"
        lead = f"{gap}- " if kind == "bullet" else gap
        start = self.length + len(lead)
        self.pieces += (lead, words)
        self.length = start + len(words)
        self.parts.append(Part(kind, shown, start, self.length, block, role, pcns))


def render(
    blocks: Sequence[Block], facts: Facts, answers: Sequence[Answer], linked: Sequence[joint.Side] = ()
) -> Rendered:
    """The letter with every field filled, from the address to the signature.

    Args:
        blocks: the paragraphs in printing order.
        facts: the case.
        answers: the points, whose words and reasons are filled into the blocks that answer them.
        linked: the other PCNs that the letter answers, where it is one on several.
    """
    sides = (joint.Side(facts, tuple(answers)), *linked)
    page = _Page()
    missing: list[str] = []
    addressee = _head(page, facts, _theirs(sides), joint.rows(blocks, sides) if linked else ())
    placed = list(zip(range(len(blocks)), blocks, joint.scopes(blocks), strict=True))
    filled = _Filled({one.pcn: one for one in sides})
    _body(page, placed, filled, missing, enclosed=False)
    _foot(page, facts, addressee)
    _body(page, placed, filled, missing, enclosed=True)
    for number, caption in enumerate(facts.enclosed, start=1):
        words = f"Enclosed: photograph {number} of {len(facts.enclosed)}: {plain(caption)}"
        page.put("paragraph", [Run(words)], "enclosed")
    text = "".join(page.pieces)
    return Rendered(text, tuple(page.parts), tuple(dict.fromkeys(missing)), addressee)


@dataclass(frozen=True, slots=True)
class Reading:
    """A letter on several PCNs as it reads for one of them, and where each part stands in the whole."""

    text: str
    places: tuple[tuple[int, int, int], ...]
    """Start and end of each part here, and its start in the whole letter."""

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """The same span in the whole letter."""
        return self._at(start), self._at(max(start, end - 1)) + 1

    def _at(self, place: int) -> int:
        here = next(one for one in reversed(self.places) if one[0] <= place or one is self.places[0])
        return here[2] + min(max(place - here[0], 0), here[1] - here[0])


def reading(letter: Rendered, pcn: str) -> Reading:
    """What a letter on several PCNs says of one of them: what holds for all, and what stands under it."""
    page = _Page()
    places = []
    for part in letter.parts:
        if part.pcns and pcn not in part.pcns:
            continue
        page.put(part.kind, part.runs, part.role, part.block)
        put = page.parts[-1]
        places.append((put.start, put.end, part.start))
    return Reading("".join(page.pieces), tuple(places))


class _Filled:
    """What fills the fields of a block, by the PCN and the point that it is about; worked out once each."""

    def __init__(self, sides: Mapping[str, joint.Side]) -> None:
        self.sides = sides
        self.cases: dict[str, Mapping[str, str]] = {}
        self.known: dict[tuple[str, str], Mapping[str, str]] = {}

    def of(self, pcns: tuple[str, ...], point: str) -> Mapping[str, str]:
        """The fields of the first of some PCNs; of the one that leads, where a block is about all of them."""
        about = [self.sides[one] for one in pcns if one in self.sides] or list(self.sides.values())
        pcn = about[0].pcn
        if pcn not in self.cases:
            self.cases[pcn] = self.sides[pcn].known()
        if (pcn, point) not in self.known:
            self.known[pcn, point] = self.sides[pcn].of_point(point, self.cases[pcn])
        known = self.known[pcn, point]
        if len(about) > 1:
            each = {name: f"{known[name]} for each notice" for name in joint.SUMS if name in known}
            notices = known["notices"].replace("Notice", "Notices")
            return {**known, **each, "received_on": joint.received(about), "notices": notices}
        return known


def salutation(facts: Facts) -> str:
    """How the letter greets its reader: by name where it is a person's, and never a dead person's."""
    name = plain(facts.recipient.name)
    words = name.split()
    if not words or _is_deceased(facts) or _FIRM.search(name):
        return NOBODY
    title = words[0].rstrip(".").casefold()
    if title not in _TITLES:
        return f"Dear {name}" if len(words) > 1 else NOBODY
    rest = words[1:]
    if not rest:
        return NOBODY
    if title in _FORENAMED or rest[0] in ("&", "and"):
        return f"Dear {name}" if rest[0] in ("&", "and") else f"Dear {words[0]} {rest[0]}"
    first = next((n for n, word in enumerate(rest[:-1]) if word.casefold() in _PARTICLES), len(rest) - 1)
    return f"Dear {words[0]} {' '.join(rest[first:])}"


def _is_deceased(facts: Facts) -> bool:
    dead = _bare(facts.deceased)
    return bool(dead) and (not facts.recipient.name.strip() or _bare(facts.recipient.name) == dead)


def _bare(name: str) -> list[str]:
    """A name without its title, for comparing."""
    words = plain(name).casefold().replace(".", "").split()
    return words[1:] if words and words[0] in _TITLES else words


def _theirs(sides: Sequence[joint.Side]) -> str:
    """The reader's own reference, where the letter goes to whoever gave it."""
    first = sides[0].facts
    wrote = _bare(first.writer.name)
    if wrote and wrote != _bare(first.recipient.name) and first.writer_role is not WriterRole.KEEPER:
        return ""
    given = [own_reference(one.facts.challenge_text, one.facts.pcn, one.facts.vrm) for one in sides]
    return ", ".join(dict.fromkeys(one for one in given if one))


def _head(page: _Page, facts: Facts, theirs: str, rows: Sequence[tuple[str, str]] = ()) -> str:
    addressee = plain(facts.recipient.name)
    if _is_deceased(facts):
        addressee = f"The Executor of the Estate of the late {plain(facts.deceased)}"
    for line in (addressee, *facts.recipient.address, facts.recipient.postcode):
        page.put("paragraph", [Run(plain(line))], "address")
    if facts.posts_on:
        page.put("paragraph", [Run(long_date(facts.posts_on))], "date")
    if safe := plain(theirs):
        page.put("table", [Run("Your reference: ", bold=True), Run(safe)], "reference")
    for label, value in rows or _reference(facts):
        if safe := plain(value):
            whose = (label,) if rows else ()
            page.put("table", [Run(f"{label}: ", bold=True), Run(safe)], "reference", pcns=whose)
    page.put("paragraph", [Run(salutation(facts))], "salutation")
    return addressee


def _reference(facts: Facts) -> tuple[tuple[str, str], ...]:
    """What the letter is about; to anybody but the keeper an answer beside the dispute gives the PCN alone.

    Whose vehicle stood where and when is the keeper's own, whoever asks for something about the PCN. Whoever
    asks for information and names no PCN is told of none: under which it was filed says nothing to them.
    """
    number = ("Penalty Charge Notice", facts.pcn)
    if facts.kind.enquiry and facts.writer_role is not WriterRole.KEEPER:
        return (number,) if names_pcn(facts) else ()
    time = f" at {plain(facts.contravened_time)}" if facts.contravened_time else ""
    when = long_date(facts.contravened_on) + time if facts.contravened_on else ""
    return (
        number,
        ("Vehicle", facts.vrm),
        ("Place", facts.location),
        ("Date and time", when),
        ("Alleged contravention", _alleged(facts)),
    )


def names_pcn(facts: Facts) -> bool:
    """Whether the letter may name its PCN: to the keeper, and to whoever named it or disputes it."""
    if facts.kind is not CaseKind.INFORMATION or facts.writer_role is WriterRole.KEEPER:
        return True
    return _bare_number(facts.pcn) in _bare_number(facts.challenge_text)


def _bare_number(words: str) -> str:
    """Words without what parts the letters and figures of a number."""
    return re.sub(r"[^A-Z0-9]", "", words.upper())


def _alleged(facts: Facts) -> str:
    """The contravention in words, with the code that stands on the notice."""
    words = facts.contravention.rstrip(".")
    if not (words and facts.code):
        return words
    return f"{words[:-1]}; code {facts.code})" if words.endswith(")") else f"{words} (code {facts.code})"


def _foot(page: _Page, facts: Facts, addressee: str) -> None:
    named = salutation(facts) != NOBODY
    page.put("paragraph", [Run("Yours sincerely" if named else "Yours faithfully")], "sign-off")
    for line in (facts.officer_name, facts.officer_role, facts.signature_office or facts.authority):
        page.put("paragraph", [Run(plain(line), bold=line == facts.officer_name)], "signature")


def _body(
    page: _Page,
    blocks: Iterable[tuple[int, Block, tuple[str, ...]]],
    filled: _Filled,
    missing: list[str],
    *,
    enclosed: bool,
) -> None:
    for number, block, pcns in blocks:
        if (block.slot == "enclosed") is not enclosed:
            continue
        known = filled.of(pcns, block.point)
        for line in markup.lines(block.text):
            runs = [_filled(run, known, missing) for run in line.runs]
            page.put(line.kind, runs, "enclosed" if enclosed else "body", number, pcns)


def _filled(run: Run, known: Mapping[str, str], missing: list[str]) -> Run:
    """One run with its fields filled. Braces that name no field are the officer's own and stay as typed."""
    odd = [name for name in FIELD.findall(run.text) if name not in KNOWN]
    filled = fill(_door(run.text), {**{name: f"{{{name}}}" for name in odd}, **known})
    missing += (*filled.missing, *odd)
    return run._replace(text=filled.text)


def _door(words: str) -> str:
    """Words typed into a block, safe to print, their outer spaces kept."""
    safe = plain(words)
    if not safe:
        return " " if words else ""
    return f"{' ' if words[0].isspace() else ''}{safe}{' ' if words[-1].isspace() else ''}"
