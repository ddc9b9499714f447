"""From draft to letter: submitted sound, approved by another, published over the shipped words, retired."""

from __future__ import annotations

import pytest

from caseworker.casework.desk import compose
from caseworker.casework.library import approving, publishing, retiring, submitting, writing
from caseworker.law.facts import Outcome
from caseworker.letters.library import load
from tests.casework.library.shelves import NEW, UPHELD, approved, drafted, published
from tests.casework.office import LOADING, Desk, refused


def test_what_is_published_stands_in_the_library_and_in_letters(each_desk: Desk) -> None:
    asha = each_desk("asha")
    before = asha.library.get(UPHELD)
    published(each_desk)
    stands = asha.library.get(UPHELD)
    assert NEW in stands.text and stands.version != before.version
    assert stands.path == before.path and len(asha.library) == len(asha.shipped)
    assert [one.path for one in asha.library] == [one.path for one in asha.shipped], "the files' order holds"
    assert NEW in asha.library.get(f"{UPHELD}-routine").text
    assert each_desk("tobin").library.get(UPHELD).version == stands.version


def test_a_letter_that_is_planned_carries_the_published_version(each_desk: Desk) -> None:
    published(each_desk)
    seen = each_desk.decided(LOADING, Outcome.CANCEL, "loading")
    used = {one.paragraph: one for one in compose.new_plan(each_desk("asha"), seen)}
    name = next(one for one in used if one.startswith(UPHELD))
    assert used[name].version == each_desk("asha").library.get(name).version
    assert used[name].version != each_desk("asha").shipped.get(name).version and NEW in used[name].text


def test_the_next_version_takes_the_place_of_the_last_which_is_kept(each_desk: Desk) -> None:
    published(each_desk)
    published(each_desk, old=NEW, new="I regret that it was")
    rows = each_desk.rows("SELECT number, state FROM paragraph_versions ORDER BY number")
    assert rows == [(1, "past"), (2, "published")]
    assert "I regret" in each_desk("asha").library.get(UPHELD).text


def test_no_author_approves_not_even_a_leader(each_desk: Desk) -> None:
    made = drafted(each_desk("asha"))
    by_leader = writing.save(each_desk("sefton"), made.id, made.saves, made.text + "\n")
    again = writing.save(each_desk("asha"), made.id, by_leader.saves, made.text)
    submitting.submit(each_desk("asha"), made.id, again.saves)
    no = refused(lambda: approving.approve(each_desk("sefton"), made.id, again.saves + 1), "You wrote in")
    assert "did not write it" in no.rule
    refused(lambda: approving.give_back(each_desk("sefton"), made.id, again.saves + 1, "a b c"), "You wrote")
    refused(lambda: approving.approve(each_desk("tobin"), made.id, again.saves + 1), "may not approve")
    assert each_desk.value("SELECT state FROM paragraph_versions") == "submitted"


def test_each_step_only_after_the_one_before(each_desk: Desk) -> None:
    made = drafted(each_desk("asha"))
    refused(lambda: approving.approve(each_desk("sefton"), made.id, made.saves), "not submitted")
    refused(lambda: publishing.publish(each_desk("asha"), made.id, made.saves), "not approved")
    submitting.submit(each_desk("asha"), made.id, made.saves)
    refused(lambda: submitting.submit(each_desk("asha"), made.id, made.saves + 1), "submitted already")
    refused(lambda: publishing.publish(each_desk("asha"), made.id, made.saves + 1), "not approved")
    refused(lambda: approving.approve(each_desk("sefton"), made.id, made.saves), "changed meanwhile")
    assert UPHELD in approving.approve(each_desk("sefton"), made.id, made.saves + 1)
    refused(lambda: publishing.publish(each_desk("tobin"), made.id, made.saves + 2), "may not publish")


def test_what_was_approved_and_written_on_is_approved_anew(each_desk: Desk) -> None:
    made = approved(each_desk)
    back = writing.begin(each_desk("asha"), UPHELD)
    assert back.state == "draft"
    refused(lambda: publishing.publish(each_desk("asha"), made.id, back.saves), "not approved")
    assert each_desk.value("SELECT judged_by FROM paragraph_versions") == ""


def test_given_back_it_is_a_draft_with_words(each_desk: Desk) -> None:
    made = drafted(each_desk("asha"))
    submitting.submit(each_desk("asha"), made.id, made.saves)
    refused(lambda: approving.give_back(each_desk("sefton"), made.id, made.saves + 1, "no"), "words")
    approving.give_back(each_desk("sefton"), made.id, made.saves + 1, "It sounds too stiff.")
    back = writing.begin(each_desk("asha"), UPHELD)
    assert (back.state, back.words) == ("draft", "It sounds too stiff.")


@pytest.mark.parametrize(
    ("put_in", "said"),
    [
        ("{nosuchfield}", "There is no field {nosuchfield}"),
        ("{{ config }}", "holds code"),
        ("{% include 'loading-upheld' %}", "holds code"),
        ("INCLUDETEXT secret.docx", "code or hidden characters"),
        ("{loading-upheld}", "A brace stands alone"),
        ("\u202eetomer", "code or hidden characters"),
        ("You committed an offence.", "does not belong here"),
        ("{full", "A brace stands alone"),
    ],
)
def test_an_attack_or_a_broken_field_is_refused_with_its_line(desk: Desk, put_in: str, said: str) -> None:
    made = drafted(desk("asha"), old="{reason}", new=f"{{reason}}\n\n{put_in}")
    no = refused(lambda: submitting.submit(desk("asha"), made.id, made.saves), "line 13", said)
    assert "Mend it" in no.do
    assert desk.value("SELECT state FROM paragraph_versions") == "draft"


def test_two_at_once_one_is_approved_once(each_desk: Desk) -> None:
    made = drafted(each_desk("asha"))
    submitting.submit(each_desk("asha"), made.id, made.saves)
    approving.approve(each_desk("sefton"), made.id, made.saves + 1)
    refused(lambda: approving.approve(each_desk("sefton"), made.id, made.saves + 1), "changed meanwhile")


def test_what_is_retired_is_not_in_the_library_and_can_come_back(each_desk: Desk) -> None:
    leader, asha = each_desk("sefton"), each_desk("asha")
    refused(lambda: retiring.retire(asha, "closing-answer", "It is not needed."), "may not retire")
    refused(lambda: retiring.retire(leader, "information-none-held", "no"), "words")
    refused(lambda: retiring.retire(leader, "no-such", "It is not needed."), "No paragraph called")
    refused(lambda: retiring.retire(leader, f"{UPHELD}-routine", "It is not needed."), "No paragraph called")
    retiring.retire(leader, "information-none-held", "We now always look it up.")
    assert "information-none-held" in asha.shipped and "information-none-held" not in asha.library
    published(each_desk, "information-none-held", "review_on", "review_on")
    assert "information-none-held" in asha.library


def test_nothing_is_retired_that_the_library_cannot_do_without(each_desk: Desk) -> None:
    no = refused(
        lambda: retiring.retire(each_desk("sefton"), UPHELD, "It reads badly to me."),
        "was not retired",
        "loading",
    )
    assert "twin" in no.rule
    assert UPHELD in each_desk("asha").library
    assert each_desk.rows("SELECT * FROM paragraph_versions") == []


def test_published_words_that_no_longer_fit_the_program_leave_the_shipped_ones(each_desk: Desk) -> None:
    published(each_desk)
    with each_desk("asha").store.writing() as tx:
        tx.exec_driver_sql("UPDATE paragraph_versions SET text = 'broken', saves = saves + 1")
    from caseworker.casework.shelf import shelf

    stands = shelf(each_desk("asha"))
    assert stands.library.get(UPHELD).text == each_desk("asha").shipped.get(UPHELD).text
    assert [one.path for one in stands.problems] == [f"loading/{UPHELD}.md"]


def test_without_anything_published_the_shipped_library_itself_is_used(desk: Desk) -> None:
    asha = desk("asha")
    assert asha.library is asha.shipped
    assert len(asha.library) == len(load(asha.paragraphs))
    published(desk)
    assert asha.library is asha.library, "it is laid once"
