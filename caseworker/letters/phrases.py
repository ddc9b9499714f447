"""How a letter names each point: as something the motorist says, and as something we weigh."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Phrase(NamedTuple):
    """Two ways in which a letter names one point."""

    says: str
    """A whole sentence, for when no words of the motorist's own are marked."""
    about: str
    """A noun phrase that follows “what you say about”."""


CARE_POINTS = frozenset(
    {"vulnerability-or-mental-health", "bereavement", "medical-emergency", "pregnancy-or-child"}
    | {"disability-equality-act", "financial-hardship"}
)
"""Points that tell of distress, illness, loss or need: a letter speaks of them and never quotes them back."""


APART = frozenset({"ceo-conduct"})
"""Points that a cancellation does not settle: they have a way of their own."""


ASKED_FOR = frozenset({"wants-refund-after-paying", "discount-request", "evidence-requested"})
"""What somebody asks for: given where the notice is cancelled, and no reason to cancel it beside another."""


SPOKEN_OF = APART | {"bereavement", "wants-refund-after-paying", "discount-request"}
"""Points that a letter that cancels meets without naming them as left: with words of their own, a refund."""


def _table(rows: str) -> dict[str, Phrase]:
    found = {}
    for row in rows.strip().splitlines():
        slug, says, about = (cell.strip() for cell in row.split("|"))
        tender = f"You told us about {about}."
        found[slug] = Phrase(tender if slug in CARE_POINTS else f"You say that {says}.", about)
    return found


PHRASES = _table(
    """
signs-missing | there was no sign | whether there was a sign
signs-unclear | the sign was not clear | the sign
signs-obscured | the sign could not be seen | whether the sign could be seen
lines-worn | the lines or markings were worn or missing | the markings
conflicting-signs | the signs did not agree with each other or with the markings | \
the conflict between the signs
suspension-notice | you could not have known of the suspension | the suspension
traffic-order-invalid | the traffic order is not valid | the traffic order
pay-machine-faulty | the payment machine was not working | the payment machine
pay-app-failure | the app, website or telephone line did not work | the failed payment
paid-wrong-location | you paid, but for another location | the payment for another place
paid-wrong-vehicle | you paid, but for another registration | the payment for another vehicle
paid-session-valid | you had paid for the time when the notice was served | the payment you made
overstayed-briefly | you were only a few minutes late | the few minutes' delay
ticket-not-visible | you had a ticket but it could not be seen | the ticket you bought
permit-held | you hold a permit | the permit
permit-lapsed | the permit had only just ended | the permit that had ended
visitor-voucher | a visitor's voucher was used | the visitor's voucher
blue-badge-not-displayed | you hold a Blue Badge | the Blue Badge
blue-badge-displayed | you relied on a Blue Badge | the Blue Badge
loading | you were loading or unloading | the loading
picking-up-dropping-off | you were picking somebody up or setting somebody down | your passenger
breakdown | the vehicle had broken down | the breakdown
medical-emergency | there was a medical emergency | the medical emergency
bereavement | there had been a death | your bereavement
pregnancy-or-child | you were pregnant or had a young child with you | a child or a pregnancy
carer-or-health-worker | you were there to care for somebody | the care you were giving
emergency-vehicle-or-police-direction | you made way for, or were directed by, the emergency services | \
the emergency services
vehicle-stolen-or-taken | the vehicle had been taken without your consent | \
the taking of the vehicle without your consent
not-owner-sold | the vehicle was not yours at the time | the ownership of the vehicle
hire-vehicle | the vehicle was on hire | the hire of the vehicle
vehicle-cloned | the number plate has been copied | the copied number plate
vehicle-misidentified | the vehicle seen was not yours | the make and model of the vehicle
was-not-there | the vehicle was somewhere else | where the vehicle was
pcn-not-served | you were never given the Penalty Charge Notice | how the notice was served
pcn-details-wrong | the details on the notice are wrong | the details on the notice
pcn-late | the notice came too late | the time limit for the notice
notice-late-or-missing | a later notice came late or not at all | \
when the later notice was posted and to which address
grace-period-or-observation | you were not given enough time before the notice was served | \
the minutes allowed before a notice
duplicate-pcn | you were given more than one notice | being given more than one notice
already-paid | you had already paid the penalty charge | the charge being already paid
satnav-or-unfamiliar | you did not know the area | not knowing the area
box-junction-traffic | you had reason to stop in the box | the traffic ahead of you
obstruction-avoided | you were going round an obstruction | the obstruction
bus-lane-outside-hours | the bus lane was not in force | the hours of the bus lane
bus-lane-brief-entry | you were in the bus lane only for a moment | the short time in the bus lane
new-scheme-no-warning | the scheme was new and nobody had warned you | when the scheme began
resident-or-exempt-vehicle | the vehicle was exempt | the exemption
caz-paid-wrong-vrm | you paid the daily charge for another registration | the payment for another registration
caz-paid-late | you paid the daily charge late or through another site | the payment you made
caz-exempt-vehicle | the vehicle is exempt from the daily charge | the exemption
caz-compliant-vehicle | the vehicle meets the standard of the zone | the vehicle's standard
caz-unaware | you did not know of the zone or the charge | not having known of the zone
challenge-ignored | you wrote to us before and had no answer | your earlier letter
authority-did-not-consider | our earlier reply did not deal with what you said | our earlier reply
discount-request | you would like to pay the reduced charge | the reduced charge
financial-hardship | you cannot afford to pay | your finances
first-offence | you have not had a notice before and made an honest mistake | your record and your mistake
vulnerability-or-mental-health | this has come at a very hard time | how hard things have been
disability-equality-act | a disability or a need should be allowed for | a disability or a need
evidence-requested | you would like to see our evidence | the evidence you ask for
ceo-conduct | the civil enforcement officer did not behave properly | the officer's conduct
unfair-revenue | the restriction is there to raise money | the raising of money
pcn-wording-unlawful | the wording of the notice is not what the law requires | the wording of the notice
no-escape-route | there was no way to turn back | having no way to turn back
evidence-insufficient | our evidence does not prove the contravention | our evidence
keeper-not-driver | you were not driving | the person who was driving
restriction-not-in-force | the restriction was not in force at the time | the hours of the restriction
dropped-kerb-consent | you had consent to park at the dropped kerb | the dropped kerb
footway-or-private-land | the vehicle was on private land or where footway parking is allowed | \
the private land or footway
ev-charging-fault | your vehicle was charging or the charger was faulty | the charger
dispensation-or-works | you had a dispensation or were working there | the works
told-by-council-it-was-fine | somebody at the council told you that it was allowed | \
the advice that you were given
others-treated-differently | others were treated differently | the treatment of others
amount-demanded-wrong | the sum we ask for is wrong | the sum asked for
removal-unjustified | the vehicle should not have been removed or clamped | the removal or the clamp
removal-fees-or-damage | the charges for the release are wrong or the vehicle was damaged | \
the charges or the damage
wants-refund-after-paying | you have paid and would like the money back | the refund you ask for
""".replace("\\\n", "")
)
"""Every slug of the shared vocabulary."""


_WRITERS_OWN = frozenset({"bereavement", "challenge-ignored"})
"""What belongs to whoever wrote, even where they write for somebody else."""


_EITHER = "removed or clamped"
_HELD_BY = {"removed": "the removal", "clamped": "the clamp"}
_CARRYING = re.compile(
    r"\b(?:pregnan\w*|expecting|contractions?|labour|midwife|maternity|antenatal|scan|due date|trimester)\b"
    r"|\bweeks (?:gone|along)\b|\b(?:3\d|4[0-2]) weeks\b",
    re.IGNORECASE,
)
_CHILD = re.compile(
    r"\b(?:child(?:ren)?|sons?|daughters?|bab(?:y|ies)|toddlers?|newborn|kids?|pram|buggy|nursery|school\w*|twins"
    r"|little (?:one|boy|girl))\b",
    re.IGNORECASE,
)


_LED = re.compile(
    r"\b(?:sat-?\s?navs?|navigat\w*|gps|google|waze|tomtom|maps?|apps?|(?:tele)?phones?|directions|diverted|diversion)\b",
    re.IGNORECASE,
)
_STRANGE = re.compile(
    r"\b(?:first (?:time|visit)|never been|visit\w*|stranger|lost|unfamiliar|not from"
    r"|(?:do|does|did)(?: not|n.?t) know|new to|don.?t live|local)\b",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\b(?:record|never|first|years?|before|clean|since|previous\w*|licen[cs]e|only (?:one|ticket|pcn))\b",
    re.IGNORECASE,
)
_MISTAKE = re.compile(
    r"\b(?:mistakes?|mistook|error|slip|sorry|apolog\w*|accident\w*|wrong\w*|misread|misunderst\w*|again|honest\w*|"
    r"innocent\w*|realis\w*|intend\w*|intention\w*)\b",
    re.IGNORECASE,
)


_DAMAGE = re.compile(
    r"\b(?:damag\w*|scratch\w*|dent(?:s|ed)?|scrap(?:e[ds]?|ing)|broke\w*|cracked|smashed|scuff\w*|insur\w*|repairs?"
    r"|bumper|alloys?|wing mirror)\b",
    re.IGNORECASE,
)
_FEES = re.compile(
    r"£|\b(?:fees?|charge[ds]?|charging|storage|stored|pa(?:y|id)|price|costs?|release|sum|pounds|bill|money)\b",
    re.IGNORECASE,
)


_RELEASED = re.compile(
    r"\b(?:releas\w+|unclamp\w*|(?:clamp|it) (?:was |came )?off|g[ai]ven? back|let (?:it|\w+ \w+) go)\b",
    re.IGNORECASE,
)
_WAITED = re.compile(
    r"\b(?:wait\w*|hours?|slow\w*|delay\w*|took|late[rn]?|until|in between|\d{1,2}[:.]\d\d)\b", re.IGNORECASE
)
_SUMS = re.compile(r"£|\b(?:fees?|charge[ds]?|storage|price|costs?|sum|money|too much)\b", re.IGNORECASE)
_HARMED = re.compile(r"\b(?:damag\w*|scratch\w*|dent(?:s|ed)?|scrape[ds]?|scuff\w*|cracked)\b", re.IGNORECASE)


def fees_or_damage(slug: str, words: str, reason: str = "", letter: str = "") -> str:
    """What alone is spoken of: ``fees-alone``, ``damage-alone``, ``delay-alone``; else empty.

    Args:
        words: what was said, as it is marked; where nothing is, the officer's reason tells.
        reason: the officer's; damage that it answers is answered as a claim too.
        letter: all that was written: damage that it tells of elsewhere is not passed over.
    """
    if slug != "removal-fees-or-damage":
        return ""
    fees = _FEES.search(words or reason) is not None
    damage = _DAMAGE.search(f"{words} {reason}") is not None or _HARMED.search(letter) is not None
    told = words or letter
    if not damage and _RELEASED.search(told) and _WAITED.search(told) and not _SUMS.search(told):
        return "delay-alone"
    return "" if fees == damage else "fees-alone" if fees else "damage-alone"


_GOES_ALONG = re.compile(
    r"(?<!\byou )(?<!\byou had )(?<!\byou have )(?<!\byour )"
    r"\b(?:enclos(?:e|ed|ing|ures?)|attach(?:ed|ing|ments?)?|I (?:also )?send(?: you)?"
    r"|(?:comes?|goes?|go|sent) with (?:this|it)|with (?:this|my) letter)\b(?! by you)",
    re.IGNORECASE,
)
_PAPERS = re.compile(
    r"\b(?:notes?|letters|documents?|papers?|pages?|tables?|records?|lists?|reports?|logs?|e-?mails?|forms?)\b",
    re.IGNORECASE,
)


def goes_along(reasons: Iterable[str], pictures: Sequence[str] = ()) -> frozenset[str]:
    """The conditions of an answer by what goes with it: papers of which it speaks, and pictures.

    Args:
        reasons: the officer's words.
        pictures: captions of the photographs that go with the letter; each is listed by itself.
    """
    said = " ".join(reasons)
    speaks = _GOES_ALONG.search(said) is not None
    alone = bool(pictures) and not (speaks and _PAPERS.search(said))
    along = "papers-along" if speaks or pictures else "told-here"
    return frozenset({along, "pictures-alone" if alone else "more-than-pictures"})


def says(slug: str, label: str, held: str = "") -> str:
    """The point as a sentence, for when none of the motorist's own words is marked.

    Args:
        held: what was done with the vehicle: ``removed`` or ``clamped``.
    """
    if slug in PHRASES:
        return PHRASES[slug].says.replace(_EITHER, held or _EITHER)
    return f"{label[:1].upper()}{label[1:]}." if label else ""


_TWO_THINGS = {
    "pregnancy-or-child": ((_CARRYING, "the pregnancy"), (_CHILD, "the child")),
    "satnav-or-unfamiliar": ((_LED, "the directions that you followed"), (_STRANGE, "")),
    "first-offence": ((_RECORD, "your clean record"), (_MISTAKE, "your mistake")),
}
"""Points that stand for either of two things: what tells of each, and how it is named alone."""


_ALONE = {
    "fees-alone": "the charges",
    "damage-alone": "the damage",
    "delay-alone": "the wait for your vehicle",
}


def _one_of_two(slug: str, words: str, reason: str, letter: str = "") -> str:
    """The one thing of two that is spoken of; empty for both or neither."""
    if slug == "removal-fees-or-damage":
        return _ALONE.get(fees_or_damage(slug, words, reason, letter), "")
    led = slug == "satnav-or-unfamiliar"
    told = words or (reason if slug in CARE_POINTS else letter if led else "")
    spoken = [named for tells, named in _TWO_THINGS.get(slug, ()) if tells.search(told)]
    return spoken[0] if len(spoken) == 1 else ""


def about(
    slug: str,
    label: str,
    of_another: bool = False,
    *,
    held: str = "",
    told: tuple[str, str] = ("", ""),
    letter: str = "",
) -> str:
    """The point as a noun phrase.

    Args:
        of_another: what it is about is not the writer's: somebody has died, or has them write.
        held: what was done with the vehicle: ``removed`` or ``clamped``.
        told: the words that are marked and the officer's reason; a point that stands for two things is named
            by the one they speak of.
        letter: all that was written, which tells whether it is a child or a pregnancy where they do not.
    """
    named = PHRASES[slug].about if slug in PHRASES else label
    if slug == "removal-unjustified":
        return _HELD_BY.get(held, named)
    one = _one_of_two(slug, *told, letter) or (slug in CARE_POINTS and _one_of_two(slug, letter, ""))
    named = one or named
    if of_another and slug not in _WRITERS_OWN:
        return named.replace("your not ", "not ").replace("your ", "the ")
    return named
