"""The few words by which cases, letters and their answers are told apart.

They stand apart from the facts, because settings are read with them before the first frame.
"""

from __future__ import annotations

from enum import StrEnum


class Place(StrEnum):
    """Where the authority is: it decides tribunal, time limits, costs, discount and forms."""

    LONDON = "london"
    OUTSIDE = "outside"


class CaseKind(StrEnum):
    """What sort of case this is: three different rights against the PCN, never mixed; or what stands beside.

    A case that stands beside the PCN has its own clock, and touches neither stage nor money nor any right.
    """

    INFORMAL = "informal"
    """A challenge before the notice to owner (officer-served parking PCN only)."""
    FORMAL = "formal"
    """Representations against an enforcement notice (notice to owner, or a postal PCN)."""
    CERTIFICATE = "certificate"
    """A letter after the charge certificate: no right to represent, but an answer is owed."""
    TRIBUNAL = "tribunal"
    """What the tribunal must be sent, and answered."""
    COURT = "court"
    """What follows from a form at the court, or its order."""
    QUERY = "query"
    """A question that disputes nothing."""
    COMPLAINT = "complaint"
    """About conduct or service, apart from the decision on the PCN."""
    MEMBER = "member"
    """A councillor's or a member of Parliament's enquiry."""
    INFORMATION = "information"
    """A request under the law on information: the council's, or one's own data."""

    @property
    def beside(self) -> bool:
        """Whether it stands beside the dispute about the PCN, and decides nothing of it."""
        return self not in (CaseKind.INFORMAL, CaseKind.FORMAL, CaseKind.CERTIFICATE)

    @property
    def enquiry(self) -> bool:
        """Whether somebody wrote and is owed an answer, beside any dispute."""
        return self in (CaseKind.QUERY, CaseKind.COMPLAINT, CaseKind.MEMBER, CaseKind.INFORMATION)


DISPUTES = (CaseKind.INFORMAL, CaseKind.FORMAL, CaseKind.CERTIFICATE)
"""The kinds of case about the PCN itself."""


class LetterKind(StrEnum):
    """Which letter is written, by its name in law or practice."""

    INFORMAL_REJECTION = "informal-rejection"
    INFORMAL_ACCEPTANCE = "informal-acceptance"
    NOTICE_OF_REJECTION = "notice-of-rejection"
    NOTICE_OF_ACCEPTANCE = "notice-of-acceptance"
    CERTIFICATE_RESPONSE = "charge-certificate-response"
    INFORMATION_REQUEST = "information-request"
    """Asks for something before anything is decided; the notice stays where it is."""
    QUERY_ANSWER = "query-answer"
    COMPLAINT_ANSWER = "complaint-answer"
    MEMBER_ANSWER = "member-answer"
    INFORMATION_ANSWER = "information-answer"
    COURT_FOLLOW_UP = "court-follow-up"
    TRIBUNAL_HAND_OVER = "tribunal-hand-over"

    @property
    def beside(self) -> bool:
        """Whether it answers a case that stands beside the PCN: it carries no right and no decision on it."""
        return self in (
            LetterKind.QUERY_ANSWER,
            LetterKind.COMPLAINT_ANSWER,
            LetterKind.MEMBER_ANSWER,
            LetterKind.INFORMATION_ANSWER,
            LetterKind.COURT_FOLLOW_UP,
            LetterKind.TRIBUNAL_HAND_OVER,
        )


ANSWERED_BY = {
    CaseKind.TRIBUNAL: LetterKind.TRIBUNAL_HAND_OVER,
    CaseKind.COURT: LetterKind.COURT_FOLLOW_UP,
    CaseKind.QUERY: LetterKind.QUERY_ANSWER,
    CaseKind.COMPLAINT: LetterKind.COMPLAINT_ANSWER,
    CaseKind.MEMBER: LetterKind.MEMBER_ANSWER,
    CaseKind.INFORMATION: LetterKind.INFORMATION_ANSWER,
}
"""Which letter answers a case that stands beside the PCN."""


ANSWERS = {letter: case for case, letter in ANSWERED_BY.items()} | {
    LetterKind.INFORMAL_REJECTION: CaseKind.INFORMAL,
    LetterKind.INFORMAL_ACCEPTANCE: CaseKind.INFORMAL,
    LetterKind.NOTICE_OF_REJECTION: CaseKind.FORMAL,
    LetterKind.NOTICE_OF_ACCEPTANCE: CaseKind.FORMAL,
    LetterKind.CERTIFICATE_RESPONSE: CaseKind.CERTIFICATE,
}
"""Which kind of case a letter answers; one that asks for information first may belong to any dispute."""


class Outcome(StrEnum):
    """What is decided: about the PCN, or in a case beside it."""

    CANCEL = "cancel"
    UPHOLD = "uphold"
    ASK = "ask"
    """Nothing yet: the motorist is asked for something first."""
    ANSWER = "answer"
    """A question, an enquiry or a request is answered; of a court matter, what follows is told."""
    COMPLAINT_UPHELD = "complaint-upheld"
    COMPLAINT_PART = "complaint-part-upheld"
    COMPLAINT_NOT_UPHELD = "complaint-not-upheld"
    HAND_OVER = "hand-over"
    """The papers go to the tribunal."""

    @property
    def on_pcn(self) -> bool:
        """Whether it decides about the PCN itself."""
        return self in (Outcome.CANCEL, Outcome.UPHOLD)


ON_DISPUTES = (Outcome.CANCEL, Outcome.UPHOLD, Outcome.ASK)
"""What can be decided in a case about the PCN itself."""


class PointOutcome(StrEnum):
    """What is decided about one point."""

    UPHELD = "upheld"
    NOT_UPHELD = "not-upheld"


class WriterRole(StrEnum):
    """Who wrote, in relation to the vehicle."""

    KEEPER = "keeper"
    DRIVER = "driver"
    HIRER = "hirer"
    AGENT = "agent"
    """Somebody writing for the keeper: needs authority before details are given."""
    UNKNOWN = "unknown"
