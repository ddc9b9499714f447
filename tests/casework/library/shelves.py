"""Drafts, submitted and published paragraphs to test with: each made by the acts."""

from __future__ import annotations

from caseworker.casework.library import approving, publishing, submitting, writing
from caseworker.casework.library.writing import Draft
from caseworker.casework.office import Office
from tests.casework.office import Desk

UPHELD = "loading-upheld"
OLD, NEW = "I am sorry that one was", "I apologise that one was"


def drafted(office: Office, paragraph: str = UPHELD, old: str = OLD, new: str = NEW) -> Draft:
    """A draft in which some words are others."""
    begun = writing.begin(office, paragraph)
    assert old in begun.text
    return writing.save(office, begun.id, begun.saves, begun.text.replace(old, new))


def approved(desk: Desk, paragraph: str = UPHELD, old: str = OLD, new: str = NEW) -> Draft:
    """The same, submitted by asha and approved by sefton."""
    made = drafted(desk("asha"), paragraph, old, new)
    submitting.submit(desk("asha"), made.id, made.saves)
    approving.approve(desk("sefton"), made.id, made.saves + 1)
    return made


def published(desk: Desk, paragraph: str = UPHELD, old: str = OLD, new: str = NEW) -> Draft:
    """The same, published."""
    made = approved(desk, paragraph, old, new)
    publishing.publish(desk("asha"), made.id, made.saves + 2)
    return made
