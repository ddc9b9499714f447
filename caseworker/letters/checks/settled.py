"""The other outcome in words of its own: an upheld notice is let go, a cancelled one goes on."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.law.facts import Outcome
from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.amounts import sums
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.decided import live
from caseworker.letters.checks.letter import Letter
from caseworker.letters.checks.outcome import contradictory_outcome, missing_remedy
from caseworker.letters.checks.patterns import has, rx

_NOTICE = r"(?:pcn|penalty charge notice|penalty charge|penalty|charge|notice|ticket|slip)"
_GONE = (
    r"(?:dropped|lifted|waived|quashed|rescinded|revoked|struck out|wiped|set aside|written off|torn up"
    r"|cleared away|discharged|extinguished|no more|void)"
)
_WE = (
    r"\b(?:we|i|the council)(?: have|'ve| are| am|'re|'m| will|'ll| shall)?"
    r"(?: now| therefore| also){0,2}"
)
_LET_GO = (
    rf"(?:\b(?:{_NOTICE}|account|balance|sum)\b|£\d+)[^.;,]{{0,40}}\b(?:down )?(?:to|at) (?:nil|zero"
    rf"|nothing|£0)\b"
    r"|\boff (?:the|our) (?:books|ledger|system|record)s?\b"
    rf"|\b(?:this|the|your|that) {_NOTICE} (?:now |therefore |simply )?(?:falls away|goes away"
    rf"|comes? to nothing"
    rf"|(?:has|have) (?:now )?(?:been )?(?:\w+ )?{_GONE}|(?:is|are) (?:now |hereby "
    rf"|therefore )?(?:\w+ )?{_GONE})\b"
    rf"|{_WE} (?:(?:happy|glad|content|pleased|willing|going|decided|agreed|prepared) to )?(?:draw|drawn"
    rf"|drawing) a line"
    r" (?:here|under)\b"
    rf"|{_WE} (?:(?:happy|glad|content|pleased|going|decided|agreed) to )?"
    rf"(?:writ(?:e|ten|ing) off|waiv(?:e|ed|ing)|drop(?:ped|ping)?|tak(?:e|en|ing) off|lift(?:ed|ing)?) "
    rf"(?:this|the|your) {_NOTICE}\b"
    rf"|(?:{_WE} (?:happy|glad|content|pleased|going|decided|agreed) to let|\b(?:i|we)(?: am| are|'m"
    rf"|'re) letting)"
    rf" (?:you (?:go|off)|it go|(?:this|the|your) {_NOTICE} go)\b"
    rf"|\b(?:throw away|throw out|bin|recycle|tear up|rip up|shred) (?:the|your|this|that) {_NOTICE}\b"
    rf"|\b(?:throw|put|tear)\b[^.;,]{{0,12}}\b{_NOTICE}\b[^.;,]{{0,30}}\b(?:away|bin|recycling|shredder)\b"
    rf"|\b(?:tear|rip)\b[^.;,]{{0,12}}\b{_NOTICE} up\b"
    r"|\byou (?:need not|need never|do not need to|don't need to|do not have to|don't have to) "
    r"(?:now )?(?:send|pay) (?:us )?(?:anything to any(?:one|body)|any money|a penny)\b"
    r"|\b(?:does not|do not|don't|doesn't|will not|won't|shall not)(?: now| therefore)? (?:seek|intend"
    r"|propose|mean|wish"
    r"|want|going)? ?(?:to )?(?:hold you to|pursue (?:you|it|this|the)|enforce (?:it|this|the)"
    r"|collect (?:it|this|the))\b"
    rf"|{_WE} (?:find|found|decide|decided|come down|came down) (?:for you|in your favour|on your side)\b"
    r"|\byour (?:challenge|representations?|case|appeal) succeeds?\b"
)
"""How a letter lets a notice go without saying that it is cancelled."""
_NO = (
    r"\b(?:not|never|cannot|no|neither|nor|without|unable|refuse\w*|asked?|wish|hoped?|paid|pay(?:ing)?)\b"
    r"|n't\b"
)
"""Words before it by which it is not let go, or only for money."""
_BY_WHICH = r"\b(?:if|unless|would|could|might|once|whether|when|another|other|earlier|last|before)\b"


def _let_go(letter: Letter, case: Case) -> Iterator[Finding]:
    """Upholds, and lets the notice go all the same."""
    for sentence, start, end in live(letter, case, _LET_GO):
        at = start - sentence.start
        lead = rx(r"[;:]|, (?:and|but|so)\b").split(sentence.text[:at])[-1]
        if (
            start < letter.body_at
            or has(f"{_NO}|{_BY_WHICH}", lead)
            or sentence.has(r"\bif we\b|\bonce paid\b")
        ):
            continue
        words = "The decision is to uphold the PCN, but this lets it go."
        yield finding("contradictory-outcome", start=start, end=end, words=words)
        return


_SETTLED = r"(?:settled|met|paid|cleared|sent|discharged|remitted|forwarded)"
_TO_PAY = (
    r"\b(?:(?:is|are|was|were|falls?|remains?|has|have) (?:still )?to be|(?:ought|needs?) (?:still )?to be"
    r"|(?:should|must|may|will)(?: still| now| then)? be|please be)"
    rf" {_SETTLED}\b(?! (?:back|to you|to your|into|onto|on)\b)"
)
_STILL = (
    rf"(?:\b(?:penalty(?: charge)?|pcn|balance)\b|£\d+)[^.;]{{0,90}}{_TO_PAY}"
    rf"|\b(?:ask|request|require|expect)\b[^.;,]{{0,20}}\bthat (?:the|this|your) {_NOTICE} be {_SETTLED}\b"
    rf"|\b(?:(?:the|your|this) (?:{_NOTICE}|notice to owner)|(?:your"
    rf"|this) case)\b[^.;,]{{0,20}}\b(?:goes on|runs on"
    rf"|carries on|continues"
    r"|is to go on|remains in force|keeps its force|lives on|proceeds)\b"
    r"|£\d+(?:\.\d\d)? will (?:do|be enough|settle|close)\b"
    r"|\b(?:come|came|find|found|decided)(?: \w+)? (?:down )?(?:against you|on the side of the (?:road"
    r"|council|officer))\b"
    r"|\b(?:i|we) (?:would )?(?:therefore )?(?:ask|expect|look to|require) you to (?:pay|settle|send|meet"
    r"|clear)\b"
)
_NOT_ASKED = (
    r"\b(?:not|never|nothing|no|nobody|none|refund\w*|return\w*|repa(?:y|id)\w*|back to you|daily|other"
    r"|another"
    r"|different|separate|hirer|driver|new|if|unless|was to|were to)\b|n't\b"
)


def _asks_still(letter: Letter, case: Case) -> Iterator[Finding]:
    """Cancels, and asks for the penalty all the same."""
    own = {case.facts.full_pence, case.facts.discount_pence, case.facts.surcharged_pence}
    for sentence in letter.body:
        match = rx(_STILL).search(sentence.text)
        if match is None or letter.quoted(sentence.start + match.start()):
            continue
        if has(_NOT_ASKED, rx(r"[;:,]").split(sentence.text[: match.end()])[-1]):
            continue
        told = [one.pence for one in sums(letter, case) if one.sentence.start == sentence.start]
        if told and not own & set(told):
            continue
        words = "The decision is to cancel the PCN, but this goes on with it."
        start, end = sentence.start + match.start(), sentence.start + match.end()
        yield finding("contradictory-outcome", start=start, end=end, words=words)
        return


_UNDONE = (
    r"\b(?:taken|took|lifted|removed|struck)\b[^.;]{0,30}\boff (?:the|our) (?:system|record|books|account)\b"
    r"|\bcertificate\b[^.;]{0,30}\b(?:has been|is|was) (?:now )?(?:withdrawn|taken back|revoked|cancelled"
    r"|lifted)\b"
    r"|\b(?:i|we) (?:have |'ve )?(?:now )?(?:withdrawn|taken back|revoked"
    r"|cancelled) the (?:charge )?certificate\b"
    r"|\bgo(?:es)? back to £\d|\bas if the (?:notice|certificate)\b[^.;]{0,30}\b(?:had|were|was)\b"
)
_STANDS = (
    r"\bcertificate\b[^.;?]{0,40}\b(?:stands|stays|remains|is for £|payable)\b"
    r"|\bnot (?:withdraw|cancel|revoke)\w* (?:it|the (?:charge )?certificate)\b"
)


def _certificate_both(letter: Letter, case: Case) -> Iterator[Finding]:
    """After a charge certificate: taken back in one place, and standing in another."""
    undone = [
        one
        for one in live(letter, case, _UNDONE)
        if one[1] > letter.body_at and not has(f"{_NO}|{_BY_WHICH}", one[0].text[: one[1] - one[0].start])
    ]
    if undone and live(letter, case, _STANDS):
        _, start, end = undone[0]
        words = "The charge certificate is taken back here, and stands in another place."
        yield finding("contradictory-outcome", start=start, end=end, words=words)


def other_outcome(letter: Letter, case: Case) -> Iterator[Finding]:
    """The other outcome, told in other words than those that letters use for it."""
    if case.asks or any(contradictory_outcome(letter, case)):
        return
    if case.outcome is Outcome.UPHOLD:
        yield from _let_go(letter, case)
    elif case.outcome is Outcome.CANCEL:
        yield from _asks_still(letter, case)
    elif case.is_certificate:
        yield from _certificate_both(letter, case)


def missing_remedy_information(letter: Letter, case: Case) -> Iterator[Finding]:
    """What may be done next, where the letter does not go on with what it cancels: then that is told."""
    if case.is_acceptance and (any(contradictory_outcome(letter, case)) or any(other_outcome(letter, case))):
        return
    yield from missing_remedy(letter, case)
