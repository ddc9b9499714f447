"""Why a date, a sum, a stage or a fault is as it is: the rule, where it was read, and the working."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from caseworker.law.citations import Citation
from caseworker.law.tables import day_words, in_force_from, instrument_title, source_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from caseworker.law.calendar import Reckoned
    from caseworker.law.consequences import Consequence
    from caseworker.law.contraventions import Contravention
    from caseworker.law.findings import Finding
    from caseworker.law.forms import Form, FormGround
    from caseworker.law.grounds import Ground
    from caseworker.law.hire import HireTest
    from caseworker.law.mitigation import Mitigation
    from caseworker.law.notices import Item
    from caseworker.law.proceedings import ProceedingKind
    from caseworker.law.regimes import Notice, Tribunal
    from caseworker.law.stages import Stage, Transition

NO_LAW = "no law is cited for it"


@dataclass(frozen=True, slots=True)
class Why:
    """The rule behind one thing, ready to be read: by `w` on the screen, or from the command line."""

    title: str
    """What is asked about, with its value: ``Reply: Fri 1 Jan 2027``."""
    words: str
    """The rule in words."""
    citation: Citation | None
    """Where it was read; nothing where no law is behind it."""
    in_force_from: date | None = None
    """Since when the rule is law; nothing where the tables do not say."""
    how_verified: str = NO_LAW
    verified: bool = True
    """Whether it may be relied on without a person's check."""
    working: tuple[str, ...] = ()
    """Each step in words, in order."""
    warnings: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """``■`` what was read, ``□`` what was not, ``·`` what no law stands behind."""
        if self.citation is None:
            return "·"
        return "■" if self.verified else "□"

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Law, since when, how well verified and where it was read, each under its name."""
        if self.citation is None:
            return (("law", self.how_verified),)
        since = day_words(self.in_force_from) if self.in_force_from else "not in the tables"
        return (
            ("law", f"{self.citation.label}: {instrument_title(self.citation.instrument)}"),
            ("in force from", since),
            ("how verified", f"{self.mark} {self.how_verified}"),
            *(("read in", place) for place in source_words(self.citation.source)),
        )


class Counted(Protocol):
    """A clock that was worked out, whoever keeps it."""

    @property
    def label(self) -> str:
        """Its name."""

    @property
    def last_on(self) -> date | None:
        """Its last day."""

    @property
    def safe_posting_on(self) -> date | None:
        """The last day to post, where our notice must be served by it."""

    @property
    def if_missed(self) -> str:
        """What follows where the day is missed."""

    @property
    def citation(self) -> Citation:
        """Its law."""

    @property
    def working(self) -> tuple[str, ...]:
        """Its steps."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to be careful about."""

    @property
    def verified(self) -> bool:
        """Whether rule, counting and holidays are known."""


class Entered(Protocol):
    """One entry of a PCN's ledger."""

    @property
    def on(self) -> date:
        """Its day."""

    @property
    def pence(self) -> int:
        """How much."""

    @property
    def words(self) -> str:
        """What for."""

    @property
    def citation(self) -> Citation | None:
        """Its law."""


def rule(
    title: str,
    words: str,
    citation: Citation | None,
    *,
    working: Iterable[str] = (),
    warnings: Iterable[str] = (),
    since: date | None = None,
    verified: bool = True,
) -> Why:
    """One rule; how well it is verified, and since when it is law, follow from its citation.

    Args:
        since: the first day of this row, where it is younger than its instrument.
        verified: False where something beside the citation is in doubt: the counting, the holidays.
    """
    steps, doubts = tuple(working), tuple(warnings)
    if citation is None:
        return Why(title, words, None, working=steps, warnings=doubts)
    sure = verified and citation.status.verified
    how = citation.status.words
    if not verified and citation.status.verified:
        how = f"{how}, but NOT VERIFIED as worked out here: check it before you rely on it"
    return Why(
        title=title,
        words=words,
        citation=citation,
        in_force_from=since or in_force_from(citation.instrument),
        how_verified=how,
        verified=sure,
        working=steps,
        warnings=doubts,
    )


def of_clock(clock: Counted, title: str = "") -> Why:
    """A clock with its days: day 1 to the last, holidays passed over, the last safe posting day."""
    day = f": {day_words(clock.last_on)}" if clock.last_on else ""
    post = f" Post it by {day_words(clock.safe_posting_on)}." if clock.safe_posting_on else ""
    return rule(
        title or f"{clock.label}{day}",
        f"If the day is missed: {clock.if_missed}{post}",
        clock.citation,
        working=clock.working,
        warnings=clock.warnings,
        verified=clock.verified,
    )


def of_service(title: str, reckoned: Reckoned, words: str = "") -> Why:
    """A day on which a letter is treated as served, or the last on which it can be posted."""
    return rule(
        f"{title}: {day_words(reckoned.day)}",
        words or "A letter counts from the day on which it is treated as served, not from its posting.",
        reckoned.citation,
        working=reckoned.working,
        warnings=reckoned.warnings,
    )


def of_sum(
    title: str, pence: int, words: str, citation: Citation | None, *, since: date | None = None
) -> Why:
    """A sum of money in pence, with what it is made of."""
    from caseworker.law.charges import pounds

    return rule(f"{title}: {pounds(pence)}", words, citation, since=since)


def of_entry(entry: Entered) -> Why:
    """One line of the ledger."""
    return of_sum(f"{day_words(entry.on)}, {entry.words}", entry.pence, entry.words, entry.citation)


AMOUNTS = {
    "discount-or-full": "Due at this stage: the discount while it is open, then the full charge.",
    "held": "Due at this stage: the amount as it stood when the letter came in.",
    "full": "Due at this stage: the full charge.",
    "surcharged": "Due at this stage: the charge increased by half.",
    "registered": "Due at this stage: the increased charge and the court fee.",
    "release": "The vehicle is given back for the penalty as it stands, with the charges for holding it.",
    "settled": "What was due was paid when the vehicle was given back: nothing more is asked.",
    "nothing": "Nothing is due at this stage.",
}
"""What a stage makes due, in words; a kind that is not here is named as it stands."""


def amount_words(stage: Stage) -> str:
    """What is due at a stage."""
    return AMOUNTS.get(str(stage.amount), f"Due at this stage: {stage.amount}.")


def of_stage(stage: Stage) -> Why:
    """A stage: what it means, what is due at it, whether a charge certificate is barred."""
    barred = ("No charge certificate may be served while the case stands here.",)
    return rule(
        f"Stage: {stage.label}",
        stage.meaning,
        stage.citation,
        working=(amount_words(stage), *(barred if stage.certificate_barred else ())),
    )


def of_event(moves: Sequence[Transition]) -> Why:
    """An event: from which stages it leads where, what must be true first, and what follows.

    Args:
        moves: the event at each stage at which it can happen; at least one.
    """
    from caseworker.law.stages import stage

    first, ways = moves[0], dict[str, list[str]]()
    for one in moves:
        target = "it stays there" if one.to == one.start else f"to “{stage(one.to).label}”"
        ways.setdefault(target, []).append(f"“{stage(one.start).label}”")
    steps = [f"From {', '.join(starts)}: {target}." for target, starts in ways.items()]
    if first.guard:
        steps.append(f"Only where: {first.guard}")
    return rule(f"Event: {first.label}", first.effect or first.label, first.citation, working=steps)


def of_ground(ground: Ground) -> Why:
    """A ground of representations."""
    steps = []
    if ground.liability_moves:
        steps.append("Where it is accepted, somebody else may be served instead.")
    if not ground.is_ground:
        steps.append("It is none of the listed grounds, and must be decided on beside them.")
    if ground.bases:
        steps.append(f"Only for PCNs served by post because: {', '.join(ground.bases)}.")
    return rule(f"Ground: {ground.short}", ground.label, ground.citation, working=steps)


def of_mitigation(one: Mitigation) -> Why:
    """A circumstance that may be weighed; a guide, never a rule."""
    steps = (f"Usually asked for: {one.evidence}.", f"Usual outcome elsewhere: {one.usual}.")
    return rule(f"Mitigation: {one.id.replace('-', ' ')}", one.label, one.citation, working=steps)


def of_item(item: Item, letter: str = "") -> Why:
    """Something that a letter must say, or should."""
    need = "Required by law" if item.required else "By guidance or good practice"
    title = f"{item.id}{f', {letter}' if letter else ''}"
    return rule(title, item.words, item.citation, working=(f"{need}.",))


def of_finding(finding: Finding) -> Why:
    """What the letter check found: the rule behind its code."""
    levels = {"amber": "Amber: it may stand, with a reason."}
    hard = "Red by facts alone: nobody can release it."
    judged = "Red: a second person may release it, with a reason."
    steps = [levels.get(finding.level, hard if finding.hard else judged)]
    if finding.repair:
        steps.append(f"What puts it right: {finding.repair}")
    title = f"Finding: {finding.kind.replace('-', ' ')}"
    return rule(title, finding.rule, finding.source, working=(finding.words, *steps))


def of_contravention(found: Contravention) -> Why:
    """A contravention code with its suffixes."""
    steps = [f"Level: {found.level or 'none'}.", f"A {found.family.replace('-', ' ')} code, {found.where}."]
    title, words = f"Contravention {found.code}", found.words
    return rule(title, words, found.citation, working=steps, warnings=found.warnings)


def of_consequence(one: Consequence) -> Why:
    """What follows from a decision, or stands in its way."""
    said = {"bar": "It stops this decision.", "warn": "It does not stop the decision: check it."}
    steps = (said[one.level],) if one.level in said else ()
    return rule(f"Decision: {one.id.replace('-', ' ')}", one.words, one.citation, working=steps)


def of_notice(notice: Notice) -> Why:
    """A notice of a regime: who is served with it, and how."""
    words = f"Served on {notice.served_on}."
    return rule(notice.label, words, notice.citation, working=(f"How: {notice.service.replace('-', ' ')}.",))


def of_tribunal(found: Tribunal) -> Why:
    """Who hears the appeal."""
    return rule(f"Tribunal: {found.name}", f"{found.body}; {found.website}", found.citation)


def of_form(form: Form) -> Why:
    """A form of the court: what it does, and whether it is sworn."""
    steps = ["It must be sworn." if form.sworn else "It is signed; no oath is taken."]
    if form.late_of:
        steps.append(f"It asks the court to take the form {form.late_of} after its time.")
    steps += [f"Ground: {one.label}." for one in form.grounds]
    return rule(f"Form {form.id}: {form.label}", form.use, form.citation, working=steps)


def of_form_ground(form: Form, ground: FormGround) -> Why:
    """One ground on a form, and what follows once the court has accepted it."""
    told = rule(
        f"Form {form.id}: {ground.label}",
        ground.effect,
        ground.citation,
        working=(f"What comes next: {ground.event.replace('-', ' ')}.",),
        verified=ground.effect_status.verified,
    )
    if told.verified or not ground.citation.status.verified:
        return told
    return replace(
        told,
        how_verified=f"the ground {ground.citation.status.words}; its effect {ground.effect_status.words}",
    )


def of_proceeding(kind: ProceedingKind) -> Why:
    """Proceedings beside a PCN: what they bar while they are open, and how they end."""
    parts = (
        ("The council's clock in it", (kind.clock,) if kind.clock else ()),
        ("Barred while it is open", kind.bars),
        ("It begins with", kind.begins_with),
        ("It ends with", kind.ends_with),
    )
    steps = [f"{name}: {', '.join(one.replace('-', ' ') for one in some)}." for name, some in parts if some]
    return rule(f"Proceedings: {kind.label}", kind.words, kind.citation, working=steps)


def of_hire_test(test: HireTest) -> Why:
    """What a hire firm must show before liability moves to its hirer."""
    need = "Without it the ground fails." if test.required else "It decides nothing, and is told."
    return rule(
        f"Hire firm: {test.id.replace('-', ' ')}",
        test.question,
        test.citation,
        working=(need, f"Where the answer is no: {test.missing}."),
    )
