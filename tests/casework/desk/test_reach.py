"""How a case's letters reach their reader: agreement to email, large print, and what goes by email."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from caseworker.casework.desk import compose, issue, post, reach
from caseworker.casework.desk.letters import edition, issued_file
from caseworker.casework.desk.reach import Reach
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.letters.docx_reader import read, read_back
from caseworker.store import audit
from tests.casework.office import FORMAL, INFORMAL, Desk
from tests.letters.pdfs import reader

AGREED = Reach("jo@mail.example", date(2026, 11, 16), "asked for in their letter")


FORM = b"%PDF-1.7 the tribunal's form"


KEPT: dict[str, Path] = {}


@pytest.fixture(autouse=True)
def kept(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The tribunal's form lies where the council keeps it."""
    KEPT["form"] = tmp_path_factory.mktemp("council") / "form.pdf"
    KEPT["form"].write_bytes(FORM)


def signed_off(office: Office, *, form: bool = True) -> Office:
    """The office of a council that may email what the law requires."""
    posting = replace(office.council.posting, appeal_form=str(KEPT["form"]) if form else "")
    return replace(office, council=replace(office.council, email_signed_off=True, posting=posting))


def emailed(desk: Desk, pcn: str = INFORMAL, outcome: Outcome = Outcome.UPHOLD, *, sign: bool = True) -> str:
    """A letter issued to somebody who agreed to email; its number."""
    office = signed_off(desk()) if sign else desk()
    seen = desk.decided(pcn, outcome)
    reach.change(office, seen.id, seen.version, AGREED)
    seen = again(office, seen)
    return issue.issue(office, seen, compose.new_plan(office, seen)).number


def again(office: Office, seen: CaseView) -> CaseView:
    from caseworker.casework.desk.view import view

    return view(office, seen.id)


def test_agreement_is_kept_with_its_day_and_words_and_can_be_taken_back(each_desk: Desk) -> None:
    seen = each_desk.take(INFORMAL)
    assert reach.read(each_desk(), seen.id) == Reach()
    done = reach.change(each_desk(), seen.id, seen.version, AGREED)
    assert done.words == "Agreed to letters by email to jo@mail.example: asked for in their letter."
    assert reach.read(each_desk(), seen.id) == AGREED
    assert each_desk.see(INFORMAL).facts.emailed_to == "jo@mail.example"
    assert each_desk.see(INFORMAL).timeline[-1].words.startswith("Agreed to letters by email")
    reach.change(each_desk(), seen.id, done.version, Reach())
    assert reach.read(each_desk(), seen.id) == Reach()
    assert each_desk.see(INFORMAL).facts.emailed_to == ""
    assert [act for _, act, _, _ in each_desk.entries()][-2:] == ["reach", "reach"]
    assert audit.verify(each_desk().store).ok


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (replace(AGREED, email="jo at mail"), "is no email address"),
        (replace(AGREED, email="jo@mail.example\r\nBcc: all@mail.example"), "is no email address"),
        (replace(AGREED, email="a@b.example, c@d.example"), "is no email address"),
        (replace(AGREED, words=" "), "There are no words on how they agreed"),
        (replace(AGREED, given_on=None), "The day on which they agreed is missing"),
        (replace(AGREED, given_on=date(2026, 11, 21)), "is still to come"),
        (Reach(), "That is how its letters go already"),
    ],
)
def test_what_nobody_could_prove_is_refused_and_leaves_no_trace(
    desk: Desk, wanted: Reach, words: str
) -> None:
    seen = desk.take(INFORMAL)
    before = desk.entries()
    with pytest.raises(Refused, match=words):
        reach.change(desk(), seen.id, seen.version, wanted)
    assert desk.entries() == before and desk.rows("SELECT * FROM consents") == []


def test_a_statutory_notice_is_emailed_only_where_the_council_has_signed_that_off(
    desk: Desk,
) -> None:
    seen = desk.take(FORMAL)
    done = reach.change(desk(), seen.id, seen.version, AGREED)
    assert "The decision still goes by post" in done.words
    posted, sent = again(desk(), seen).facts, again(signed_off(desk()), seen).facts
    assert (posted.emailed_to, str(posted.served_on)) == ("", "2026-11-24")
    # By email it is served on the first working day after it is sent: Monday, not Tuesday.
    assert (sent.emailed_to, str(sent.posts_on), str(sent.served_on)) == (
        "jo@mail.example",
        "2026-11-20",
        "2026-11-23",
    )


def test_a_rejection_is_not_emailed_without_the_form_that_it_promises(desk: Desk, tmp_path: Path) -> None:
    seen = desk.take(FORMAL)
    done = reach.change(signed_off(desk(), form=False), seen.id, seen.version, AGREED)
    assert "there is no file of the tribunal's form" in done.words
    assert again(signed_off(desk(), form=False), seen).facts.emailed_to == ""
    reach.change(desk(), seen.id, done.version, Reach())
    number = emailed(desk, FORMAL)
    with pytest.raises(Refused, match=f"Letter {number} promises it"):
        post.make_outbox(desk("sefton"), tmp_path / "post")
    assert not (tmp_path / "post").exists() or not list((tmp_path / "post").iterdir())
    assert post.make_outbox(signed_off(desk("sefton")), tmp_path / "post").again


def test_by_hand_goes_before_email(desk: Desk) -> None:
    seen = desk.take(INFORMAL)
    reach.change(desk(), seen.id, seen.version, AGREED)
    with desk().store.writing() as tx:
        tx.exec_driver_sql("UPDATE cases SET flags = 'by-hand' WHERE pcn = ?", (INFORMAL,))
    assert desk.see(INFORMAL).facts.emailed_to == ""


def test_an_emailed_rejection_says_how_it_is_served_and_counts_from_there(each_desk: Desk) -> None:
    number = emailed(each_desk, FORMAL)
    text = each_desk.value("SELECT text FROM letter_bytes")
    assert (
        "We are sending it by email, as you agreed. We treat it as served on Monday 23 November 2026" in text
    )
    assert "The last of the 28 days is then Sunday 20 December 2026" in text
    assert "posted it" not in text
    row = each_desk.rows("SELECT how, handed_to, state FROM postings")
    assert [tuple(one) for one in row] == [("email", "jo@mail.example", "waiting")]
    assert number == "0000001"


def test_the_outbox_holds_each_message_with_words_and_file_and_is_confirmed(
    each_desk: Desk, tmp_path: Path
) -> None:
    number = emailed(each_desk, FORMAL)
    made = post.make_outbox(signed_off(each_desk("sefton")), tmp_path)
    assert made.words == "Batch 1: 1 letter to email on Friday 20 November."
    assert made.folder is not None and made.folder.name == "outbox-0001-2026-11-20"
    (path,) = made.folder.glob("*.eml")
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert message["To"] == "jo@mail.example" and message["X-Letter"] == number
    assert message["From"].addresses[0].addr_spec == each_desk().council.email
    assert message["Subject"] == f"Notice of Rejection, {FORMAL}"
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n").rstrip("\n") == each_desk.value(
        "SELECT text FROM letter_bytes"
    )
    file, form = message.iter_attachments()
    assert file.get_content_type() == form.get_content_type() == "application/pdf"
    assert file.get_content() == edition(each_desk(), number, "pdf")
    assert form.get_filename() == "appeal-form.pdf" and form.get_content() == FORM
    listed = (made.folder / "manifest.csv").read_text("utf-8-sig")
    assert "jo@mail.example" in listed and number in listed
    left = post.confirm(each_desk("sefton"), made.batch.id)
    assert left.letters == (number,)
    assert each_desk.value("SELECT stage FROM pcns WHERE pcn = ?", FORMAL) == "rejected"
    assert "emailed to jo@mail.example" in each_desk.see(FORMAL).timeline[-1].words
    served = each_desk.value("SELECT served_on FROM notices WHERE kind = 'notice-of-rejection'")
    assert str(served) == "2026-11-23"


def test_post_and_email_go_in_batches_of_their_own_and_none_twice(desk: Desk, tmp_path: Path) -> None:
    sent, folder = emailed(desk), tmp_path / "post"
    seen = desk.decided(FORMAL, Outcome.UPHOLD)
    posted = issue.issue(desk(), seen, compose.new_plan(desk(), seen)).number
    for _ in range(2):
        first, second = post.make_outbox(desk("sefton"), folder), post.make_batch(desk("sefton"), folder)
    assert (first.batch.letters, second.batch.letters) == (1, 1) and first.again and second.again
    assert first.folder is not None and second.folder is not None
    names = sorted(one.name for one in folder.iterdir())
    assert names == ["batch-0002-2026-11-20", "outbox-0001-2026-11-20"]
    assert [one.name[:7] for one in first.folder.glob("*.eml")] == [sent]
    assert [one.name[:7] for one in second.folder.glob("*.docx")] == [posted]


def test_killed_while_it_is_written_the_same_messages_are_written_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseworker.casework import folders

    emailed(desk)
    folder = tmp_path / "post"

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(folders, "_write", killed)
    with pytest.raises(KeyboardInterrupt):
        post.make_outbox(desk("sefton"), folder)
    monkeypatch.undo()
    assert list(folder.iterdir()) == []
    made = post.make_outbox(desk("sefton"), folder)
    assert made.again and made.batch.id == 1 and made.folder is not None
    before = {one.name: one.read_bytes() for one in made.folder.iterdir()}
    post.make_outbox(desk("sefton"), tmp_path / "again")
    assert before == {one.name: one.read_bytes() for one in (tmp_path / "again" / made.folder.name).iterdir()}


def test_where_nothing_is_to_be_emailed_there_is_no_outbox(desk: Desk) -> None:
    with pytest.raises(Refused, match="No letter is to be emailed on Friday 20 November 2026"):
        post.make_outbox(desk("sefton"))


def test_an_email_that_came_back_returns_to_the_officer_with_words_and_goes_by_post(each_desk: Desk) -> None:
    number = emailed(each_desk)
    batch = post.make_outbox(each_desk("sefton")).batch
    done = post.bounced(each_desk("sefton"), number, "mailbox unknown")
    assert done.words == f"Letter {number} came back to whoever issued it, to go by post."
    after = each_desk.see(INFORMAL)
    assert (after.status, after.officer, "slipped" in after.flags) == ("decided", "asha", True)
    assert "the email to jo@mail.example came back: mailbox unknown" in after.timeline[-1].words
    assert after.facts.emailed_to == "" and reach.read(each_desk(), after.id).email == ""
    # The batch ended with its last letter, and the letter is issued anew for the post.
    with pytest.raises(Refused):
        post.confirm(each_desk("sefton"), batch.id)
    anew = issue.issue(each_desk(), after, compose.new_plan(each_desk(), after)).number
    assert each_desk.value("SELECT how FROM postings ORDER BY letter_id DESC LIMIT 1") == "first-class"
    assert anew != number


def test_an_email_that_came_back_after_it_was_confirmed_is_on_the_board(desk: Desk) -> None:
    number = emailed(desk)
    post.confirm(desk("sefton"), post.make_outbox(desk("sefton")).batch.id)
    post.bounced(desk("sefton"), number, "mailbox full")
    (back,) = post.board(desk("sefton")).returned
    assert back.number == number and "came back: mailbox full" in back.where
    assert "by email to jo@mail.example" in back.where


def test_a_letter_that_goes_by_post_does_not_bounce(desk: Desk) -> None:
    seen = desk.decided(INFORMAL, Outcome.UPHOLD)
    number = issue.issue(desk(), seen, compose.new_plan(desk(), seen)).number
    with pytest.raises(Refused, match="does not go by email"):
        post.bounced(desk("sefton"), number, "gone")


def test_a_recalled_message_is_named(desk: Desk, tmp_path: Path) -> None:
    number = emailed(desk)
    post.make_outbox(desk("sefton"), tmp_path)
    words = post.recall(desk(), number, "a wrong sum").paper
    assert words.startswith(f"Take its message out of outbox 1: {number}-") and words.endswith(
        "jo@mail.example."
    )


def test_an_email_that_was_not_sent_slips_with_its_own_words(desk: Desk) -> None:
    number = emailed(desk, FORMAL)
    from tests.casework.desk.test_post import MONDAY

    done = post.slip(signed_off(desk("sefton", MONDAY)), date(2026, 11, 20))
    assert done.back == (number,)
    assert "it was not emailed on Friday 20 November" in desk.see(FORMAL).timeline[-1].words


def test_a_letter_in_ordinary_print_says_that_large_print_was_asked_for(desk: Desk) -> None:
    seen = desk.decided(INFORMAL, Outcome.UPHOLD)
    blocks = compose.new_plan(desk(), seen)
    assert not any("Large print" in one for one in compose.check(desk(), seen, blocks).news)
    first, *rest = seen.items
    asked = replace(seen, items=(replace(first, text=f"{first.text} Please reply in large print."), *rest))
    assert any("Large print was asked for" in one for one in compose.check(desk(), asked, blocks).news)
    large = replace(asked, flags=(*asked.flags, "large-print"))
    assert not any("Large print" in one for one in compose.check(desk(), large, blocks).news)


def test_letters_of_a_case_in_large_print_are_written_so_and_hold_the_same_words(each_desk: Desk) -> None:
    seen = each_desk.decided(INFORMAL, Outcome.UPHOLD)
    reach.change(each_desk(), seen.id, seen.version, Reach(large=True))
    seen = again(each_desk(), seen)
    assert "large-print" in seen.flags
    blocks = compose.new_plan(each_desk(), seen)
    assert compose.check(each_desk(), seen, blocks).kind_words.endswith(", in large print")
    number = issue.issue(each_desk(), seen, blocks).number
    data = issued_file(each_desk(), number)
    assert read(data).large
    text = each_desk.value("SELECT text FROM letter_bytes")
    assert list(read_back(data)) == [line for line in text.split("\n") if line]
    assert len(reader(edition(each_desk(), number, "pdf")).pages) > 1
    assert reach.read(each_desk(), seen.id).sentence == "Large print; no agreement to email is known."
