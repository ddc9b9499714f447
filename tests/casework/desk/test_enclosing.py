"""Photographs that go with a letter: looked at, covered, listed, drawn after it."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from caseworker.casework.desk import compose, enclosing, evidence, issue, post, reach
from caseworker.casework.desk.letters import edition
from caseworker.casework.desk.view import view
from caseworker.casework.views import CaseView
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.store import audit
from tests.casework.desk.test_reach import AGREED
from tests.casework.office import INFORMAL, Desk
from tests.letters.pdfs import elements, pages, reader

COVER = "100,100,200,50"


def chosen(desk: Desk, outcome: Outcome = Outcome.UPHOLD, *, masks: str = COVER) -> CaseView:
    """A decided case with a photograph that goes with its letter."""
    seen = desk.decided(INFORMAL, outcome)
    desk.open_all(INFORMAL)
    photo = next(one for one in seen.evidence if one.kind == "photo")
    enclosing.enclose(
        desk(), seen.id, seen.version, photo.id, caption="The sign at the kerb", masks=masks, clear=not masks
    )
    return view(desk(), seen.id)


def issued(desk: Desk, seen: CaseView) -> str:
    return issue.issue(desk(), seen, compose.new_plan(desk(), seen)).number


def test_the_letter_lists_it_and_the_pdf_shows_it_on_a_page_of_its_own(each_desk: Desk) -> None:
    seen = chosen(each_desk)
    assert [(one.caption, one.masks) for one in seen.enclosed] == [("The sign at the kerb", COVER)]
    number = issued(each_desk, seen)
    listed = "Enclosed: photograph 1 of 1: The sign at the kerb"
    assert each_desk.value("SELECT text FROM letter_bytes").endswith(listed)
    drawn = edition(each_desk(), number, "pdf")
    *letter, last = pages(drawn)
    assert listed in letter[-1] and "Photograph 1 of 1: The sign at the kerb" in last
    (image,) = reader(drawn).pages[-1].images
    assert max(image.image.convert("RGB").getpixel((1, 1))) >= 0  # type: ignore[union-attr, arg-type, type-var]
    assert "Figure" in elements(drawn)
    assert audit.verify(each_desk().store).ok


def test_the_picture_in_the_pdf_is_the_covered_one(desk: Desk) -> None:
    number = issued(desk, chosen(desk, masks="0,0,1000,1000"))
    (image,) = reader(edition(desk(), number, "pdf")).pages[-1].images
    assert image.image is not None
    assert all(high < 40 for _, high in image.image.convert("RGB").getextrema())  # type: ignore[misc, operator]


def test_nobody_encloses_what_nobody_looked_at(desk: Desk) -> None:
    seen = desk.take(INFORMAL)
    photo = next(one for one in seen.evidence if one.kind == "photo")

    def enclose(**how: object) -> None:
        enclosing.enclose(desk(), seen.id, seen.version, photo.id, **({"caption": "x", "masks": COVER} | how))  # type: ignore[arg-type]

    with pytest.raises(Refused, match="was not opened by you"):
        enclose()
    evidence.open_evidence(desk(), seen.id, photo.id)
    with pytest.raises(Refused, match="nobody said that nothing has to be"):
        enclose(masks="")
    with pytest.raises(Refused, match="has no caption"):
        enclose(caption=" \n")
    with pytest.raises(Refused, match="is no place within the picture"):
        enclose(masks="5,5")
    with pytest.raises(Refused, match="Evidence 9999 does not belong"):
        enclosing.enclose(desk(), seen.id, seen.version, 9999, caption="x", masks=COVER)
    assert desk.rows("SELECT * FROM enclosures") == []
    enclose(masks="", clear=True)
    assert desk.value("SELECT masks FROM enclosures") == ""


def test_it_can_be_covered_otherwise_and_left_out_again(desk: Desk) -> None:
    seen = chosen(desk)
    (one,) = seen.enclosed
    enclosing.enclose(desk(), seen.id, seen.version, one.evidence_id, caption="The sign", masks="1,1,9,9")
    seen = view(desk(), seen.id)
    assert [(each.caption, each.masks) for each in seen.enclosed] == [("The sign", "1,1,9,9")]
    enclosing.leave_out(desk(), seen.id, seen.version, one.evidence_id)
    seen = view(desk(), seen.id)
    assert seen.enclosed == ()
    with pytest.raises(Refused, match="does not go with the letter"):
        enclosing.leave_out(desk(), seen.id, seen.version, one.evidence_id)
    assert "Enclosed: photograph" not in edition(desk(), issued(desk, seen), "txt").decode()


def test_a_letter_read_before_it_was_chosen_is_not_issued(desk: Desk) -> None:
    seen = desk.decided(INFORMAL, Outcome.UPHOLD)
    blocks = compose.new_plan(desk(), seen)
    desk.open_all(INFORMAL)
    photo = next(one for one in seen.evidence if one.kind == "photo")
    enclosing.enclose(desk(), seen.id, seen.version, photo.id, caption="The sign", masks=COVER)
    with pytest.raises(Refused):
        issue.issue(desk(), seen, blocks)


def test_a_promise_of_a_photograph_is_kept_or_found(desk: Desk) -> None:
    from caseworker.letters.plan import free

    def missing(seen: CaseView) -> bool:
        blocks = (*compose.new_plan(desk(), seen), free("I enclose a photograph of the sign."))
        return "enclosure-missing" in {one.code for one in compose.check(desk(), seen, blocks).findings}

    assert missing(desk.decided(INFORMAL, Outcome.UPHOLD))
    desk.open_all(INFORMAL)
    seen = desk.see(INFORMAL)
    photo = next(one for one in seen.evidence if one.kind == "photo")
    enclosing.enclose(desk(), seen.id, seen.version, photo.id, caption="The sign", masks=COVER)
    assert not missing(desk.see(INFORMAL))


def test_it_stands_after_its_letter_in_the_combined_pdf_and_goes_with_the_email(
    desk: Desk, tmp_path: Path
) -> None:
    number = issued(desk, chosen(desk))
    made = post.make_batch(desk("sefton"), tmp_path)
    assert made.folder is not None
    printed = pages((made.folder / "print.pdf").read_bytes())
    assert f"letter {number} · photograph 1 of 1" in printed[-1]
    post.recall(desk(), number, "a wrong sum")
    seen = desk.see(INFORMAL)
    assert len(seen.enclosed) == 1, "what came back is chosen for the next letter"
    reach.change(desk(), seen.id, seen.version, AGREED)
    issued(desk, view(desk(), seen.id))
    outbox = post.make_outbox(desk("sefton"), tmp_path).folder
    assert outbox is not None
    (path,) = outbox.glob("*.eml")
    (file,) = message_from_bytes(path.read_bytes(), policy=default).iter_attachments()
    assert "photograph 1 of 1" in pages(file.get_content())[-1]
