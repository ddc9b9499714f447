"""Write the letter: planned in one go from points and decision, changed freely, kept as a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from caseworker.casework import defence, joint, lettering, sheet
from caseworker.casework.acting import acting
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView
from caseworker.law.refusals import Refused
from caseworker.letters.picking import Blame, Picker, blamed
from caseworker.letters.plan import FREE, Block, from_json, offers, to_json
from caseworker.text import counted

if TYPE_CHECKING:
    from caseworker.letters.render import Rendered
    from caseworker.letters.spelling import Misspelt

Checked = lettering.Checked


@dataclass(frozen=True, slots=True)
class Composition:
    """The letter as it is opened for writing."""

    blocks: tuple[Block, ...]
    kept_at: datetime | None = None
    """When the draft that is opened again was kept."""
    replanned: bool = False
    """The case changed since the draft: planned anew, the officer's own words kept at their place."""


def open_letter(office: Office, view: CaseView, linked: Sequence[CaseView] = ()) -> Composition:
    """The officer's kept draft, or a new plan.

    A draft written before the case last changed, or for other cases than these, is planned anew; what the
    officer wrote in it stays.

    Args:
        linked: the other cases that the letter answers; its draft is kept on the first of all.

    Raises:
        Refused: the cases cannot stand in one letter.
    """
    from caseworker.letters.joint import stamp
    from caseworker.store import drafts

    if linked:
        joint.fits((view, *linked))

    with office.store.reading() as tx:
        draft = drafts.get(tx, view.id, office.officer.id)
    if draft is None:
        return Composition(new_plan(office, view, linked))
    try:
        kept = from_json(draft.body)
    except Refused:
        return Composition(new_plan(office, view, linked))
    wanted = joint.stamp((view, *linked)) if linked else ""
    if draft.case_version == view.version and stamp(kept) == wanted:
        return Composition(kept, draft.saved_at)
    fresh = new_plan(office, view, linked)
    return Composition(_with_own_words(fresh, kept), draft.saved_at, replanned=True)


def new_plan(office: Office, view: CaseView, linked: Sequence[CaseView] = ()) -> tuple[Block, ...]:
    """The whole letter in one go, from points and decision."""
    return joint.plan(office, (view, *linked))


def check(
    office: Office,
    view: CaseView,
    blocks: Sequence[Block],
    linked: Sequence[CaseView] = (),
    *,
    news: tuple[str, ...] = (),
) -> Checked:
    """The letter as it will read, with the findings on it so far, how hard it reads and how it is spelt."""
    views = (view, *linked)
    checked = joint.check(office, views, blocks, news=news)
    return replace(checked, reading=_reading(office, views, blocks, checked.letter))


def _reading(
    office: Office, views: Sequence[CaseView], blocks: Sequence[Block], letter: Rendered
) -> lettering.Reading:
    """Reading age and longest sentence of the letter's body; the misspelt among the officer's own words."""
    from caseworker.letters.dictionary import british
    from caseworker.letters.readability import longest_sentence, reading_age
    from caseworker.letters.spelling import known_words, misspelt_in
    from caseworker.store import words

    body = "\n".join(one.text for one in letter.parts if one.block >= 0)
    dictionary = british()
    wrong: tuple[Misspelt, ...] = ()
    if dictionary is not None:
        with office.store.reading() as tx:
            own = [str(row.word) for row in words.every(tx)]
        every = [known_words(lettering.letter_facts(office, one), own, _records(one)) for one in views]
        answered = [answer for one in views for answer in lettering.answers(one)]
        wrong = misspelt_in(letter, blocks, answered, dictionary, frozenset().union(*every))
    longest = longest_sentence(body)[0]
    return lettering.Reading(reading_age(body), longest, wrong, no_dictionary=dictionary is None)


def _records(view: CaseView) -> tuple[str, ...]:
    """What the case's records say beside its facts: names and places that a letter may hold."""
    place = view.background.place
    where = (place.street, place.part, place.zone, place.order) if place else ()
    others = tuple(one.location for one in view.others)
    return (view.keeper, view.vehicle, view.restriction, view.liable, view.serve, *where, *others)


def suggestions(office: Office, word: str) -> tuple[str, ...]:
    """What may have been meant by a misspelt word, the likeliest first; the council's own words too."""
    from caseworker.letters.dictionary import british
    from caseworker.store import words

    dictionary = british()
    if dictionary is None:
        return ()
    with office.store.reading() as tx:
        return dictionary.suggest(word, [str(row.word) for row in words.every(tx)])


def put_right(
    views: Sequence[CaseView], blocks: Sequence[Block], wrong: Misspelt, right: str
) -> tuple[Block, ...]:
    """The letter with a misspelt word put right in its paragraph.

    Args:
        views: the cases that it answers.
    """
    from caseworker.letters.joint import scopes
    from caseworker.letters.spelling import corrected

    about = scopes(blocks)[wrong.block]
    view = next((one for one in views if one.pcn in about), views[0])
    return corrected(blocks, lettering.answers(view), wrong, right)


def recheck(
    office: Office, view: CaseView, blocks: Sequence[Block], linked: Sequence[CaseView] = ()
) -> Checked:
    """The check before issue: payments, new letters and notices since the case was opened are looked up."""
    if not linked:
        return check(office, view, blocks, news=news_since(office, view))
    news = tuple(f"{one.pcn}: {words}" for one in (view, *linked) for words in news_since(office, one))
    return check(office, view, blocks, linked, news=news)


def news_since(office: Office, view: CaseView) -> tuple[str, ...]:
    """What came in since the case was read, in words."""
    from caseworker.store import cases, correspondence, ledger

    with office.store.reading() as tx:
        row = cases.get(tx, view.id)
        assert row is not None
        items = len(correspondence.items_of(tx, row.pcn_id)) - len(view.items)
        payments = len(ledger.payments_of(tx, row.pcn_id)) - len(view.money.payments)
    found = []
    if view.hold is not None and not view.hold.over:
        until = view.hold.until_on
        found.append(f"This case is on hold until {until:%a} {until.day} {until:%b}: issuing ends the hold.")
    if items > 0:
        came = f"{counted(items, 'new letter')} came in since you opened this case"
        found.append(f"{came}: go back and read {'it' if items == 1 else 'them'}.")
    if payments > 0:
        came = f"{counted(payments, 'payment')} came in since you opened this case"
        found.append(f"{came}: go back and look (m).")
    by_email = bool(view.facts.emailed_to)
    if sheet.way(office, by_hand=view.facts.by_hand, by_email=by_email)[1] != view.facts.posts_on:
        gone = "day" if view.facts.by_hand else "post"
        found.append(f"The {gone} that this letter is dated for has gone: open the case again.")
    elif words := lettering.overtaken(office, view):
        found.append(f"{words} Decide again (d).")
    if row.version != view.version:
        found.append("Somebody changed this case since you opened it: it cannot be issued like this.")
    found.extend(defence.gap_words(view))
    return tuple(found)


def save(office: Office, case_id: int, version: int, blocks: Sequence[Block]) -> datetime:
    """Keep the draft as it stands, on the disk, and say when.

    Raises:
        Refused: the letter was issued meanwhile, or there is no such case.
    """
    from caseworker.store import cases, drafts

    at = office.now()
    with acting(office) as tx:
        # Held: a letter issued at this very moment would otherwise leave this draft behind.
        case = cases.get(tx, case_id, hold=True)
        if case is None or not case.open:
            raise Refused(
                "The draft was not kept: this case is closed.",
                rule="A draft goes when its letter is issued.",
                do="Look at the letter that was issued (m).",
            )
        drafts.save(
            tx, case_id=case_id, officer=office.officer.id, case_version=version, at=at, body=to_json(blocks)
        )
    return at


@dataclass(frozen=True, slots=True)
class Choices:
    """The paragraphs that may stand in a letter, the best for this case first, and the officer's own."""

    picker: Picker
    favourites: Mapping[int, str]
    """Ids of wordings by number key."""


def choices(office: Office, view: CaseView) -> Choices:
    """Every paragraph that may stand in this letter, the best for this case first, each with why."""
    from caseworker.store import library as kept

    some = offers(lettering.letter_facts(office, view), lettering.answers(view), office.library)
    with office.store.raw() as reader:
        causes = [one for one in kept.causes(reader) if one.cause == "letter"]
        used = kept.used(reader, sorted({one.wording for one in causes}))
        favourites = kept.favourites(reader, office.officer.id)
    counts = {(one.wording, one.kind): one.letters for one in causes}
    blames = {
        name: Blame(number, counts.get((name, "returned"), 0), counts.get((name, "tribunal"), 0))
        for name, number in used.items()
    }
    return Choices(Picker(blamed(some, blames)), favourites)


def _with_own_words(fresh: tuple[Block, ...], kept: tuple[Block, ...]) -> tuple[Block, ...]:
    """The new plan with what the officer wrote: changed paragraphs in place, own words where they stood."""
    from caseworker.letters.joint import scopes

    blocks, own = list(fresh), []
    here, there = scopes(fresh), scopes(kept)
    for place, one in enumerate(kept):
        if not one.changed and one.paragraph != FREE:
            continue
        same = (i for i, two in enumerate(fresh) if here[i] == there[place] and _same_place(one, two))
        at = next(same, None)
        if at is None or blocks[at].changed:
            own.append((place, replace(one, paragraph=FREE, version="", changed=True)))
        else:
            blocks[at] = replace(fresh[at], text=one.text, changed=True)
    for place, one in own:
        blocks.insert(min(place, len(blocks)), one)
    return tuple(blocks)


def _same_place(kept: Block, fresh: Block) -> bool:
    """Whether a paragraph of the plan is the one that was changed, or the same answer in other words."""
    shorter, longer = sorted((kept.paragraph, fresh.paragraph), key=len)
    return kept.point == fresh.point and (longer == shorter or longer.startswith(f"{shorter}-"))
