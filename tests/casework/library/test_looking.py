"""What whoever writes the library sees: what stands, what is written, how letters with it fared."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from caseworker.casework.library import looking, marking, retiring, submitting, writing
from caseworker.store.tables import Case, Letter, LetterParagraph, Proceeding
from tests import builders
from tests.casework.library.shelves import NEW, OLD, UPHELD, drafted, published
from tests.casework.office import FORMAL, INFORMAL, NOW, TODAY, Desk, refused

LATER = TODAY + timedelta(days=20)


def entry(desk: Desk, name: str = UPHELD) -> looking.Entry:
    """What is said of a paragraph."""
    return next(one for one in looking.listed(desk("asha")) if one.paragraph == name)


def letter(desk: Desk, pcn: str, kind: str, *wordings: str) -> str:
    """A letter that was issued on a case with some wordings in it; its number."""
    case_id = desk.case(pcn)
    with desk("asha").store.writing() as tx:
        pcn_id = tx.execute(sa.select(Case.pcn_id).where(Case.id == case_id)).scalar_one()  # type: ignore[call-overload]
        made = builders.letter(tx, case_id, pcn_id, kind=kind)
        for seq, one in enumerate(wordings, start=1):
            row = {"letter_id": made, "seq": seq, "paragraph": one, "version": "v", "changed": seq == 1}
            tx.execute(sa.insert(LetterParagraph), row)
        return str(tx.execute(sa.select(Letter.number).where(Letter.id == made)).scalar_one())  # type: ignore[call-overload]


def test_every_file_is_listed_once_with_what_stands(each_desk: Desk) -> None:
    found = looking.listed(each_desk("asha"))
    paths = [one.path for one in found]
    assert len(set(paths)) == len(paths) == len({one.path for one in each_desk("asha").shipped})
    assert (entry(each_desk).stands, entry(each_desk).number, entry(each_desk).work) == ("shipped", 0, "")
    made = drafted(each_desk("asha"))
    name = each_desk("asha").officer.name
    assert (entry(each_desk).work, entry(each_desk).authors) == ("draft", name)
    assert (entry(each_desk).work_id, entry(each_desk).saves) == (made.id, made.saves)


def test_new_and_retired_ones_are_listed_too(each_desk: Desk) -> None:
    writing.begin(each_desk("asha"), "market-day", "loading")
    assert entry(each_desk, "market-day").stands == ""
    retiring.retire(each_desk("sefton"), "information-none-held", "We always look it up.")
    gone = entry(each_desk, "information-none-held")
    assert (gone.stands, gone.words) == ("retired", "We always look it up.")


def test_how_letters_fared_is_told_by_file(each_desk: Desk) -> None:
    assert entry(each_desk).fared.words == ""
    first = letter(each_desk, INFORMAL, "informal-rejection", UPHELD, "free")
    letter(each_desk, FORMAL, "notice-of-rejection", f"{UPHELD}-routine")
    fared = entry(each_desk).fared
    assert (fared.used, fared.changed, fared.returned, fared.lost) == (2, 2, 0, 0)
    marking.mark(each_desk("sefton"), first, "returned", "letter", "It answers another point.")
    with each_desk("asha").store.writing() as tx:
        pcn_id = tx.execute(sa.text("SELECT pcn_id FROM cases WHERE pcn = :p"), {"p": FORMAL}).scalar_one()
        appeal = {"pcn_id": pcn_id, "kind": "appeal", "began_on": LATER, "officer": "asha", "at": NOW}
        fixed = {"reference": "", "form": "", "ground": "", "words": "", "changed_by": ""}
        tx.execute(sa.insert(Proceeding), {**fixed, **appeal, "result": "appeal-allowed", "ended_on": LATER})
    fared = entry(each_desk).fared
    assert (fared.used, fared.returned, fared.escalated, fared.lost) == (2, 1, 1, 1)
    assert fared.causes == (("returned", "letter", 1),)
    assert "1 returned · 1 went on · 1 lost" in fared.words


def test_only_a_leader_marks_a_letter_that_is_there(each_desk: Desk) -> None:
    number = letter(each_desk, INFORMAL, "informal-rejection", UPHELD)
    leader = each_desk("sefton")
    refused(lambda: marking.mark(each_desk("asha"), number, "returned", "letter", "a b c"), "may not mark")
    refused(lambda: marking.mark(leader, "0999999", "returned", "letter", "a b c"), "no letter 0999999")
    refused(lambda: marking.mark(leader, number, "loved", "letter", "a b c"), "not known")
    refused(lambda: marking.mark(leader, number, "returned", "money", "a b c"), "not known")
    refused(lambda: marking.mark(leader, number, "returned", "letter", "bad"), "words are missing")
    assert each_desk.rows("SELECT * FROM letter_marks") == []
    marking.mark(leader, number, "tribunal", "evidence", "The film was not sent.")
    assert entry(each_desk).fared.causes == (("tribunal", "evidence", 1),)
    assert each_desk.entries()[-1][1] == "letter-marked"


def test_reviews_are_put_forward_before_they_are_due(each_desk: Desk) -> None:
    name = UPHELD
    before = {one.paragraph for one in looking.due(each_desk("asha"))}
    published(each_desk, name, "review_on = 2027-11-30", "review_on = 2026-12-24")
    assert {one.paragraph for one in looking.due(each_desk("asha"))} - before == {name}


def test_history_keeps_every_version_with_what_letters_record(each_desk: Desk) -> None:
    shipped = each_desk("asha").shipped.get(UPHELD).version
    published(each_desk)
    found = looking.history(each_desk("asha"), UPHELD)
    assert [(one.number, one.state) for one in found] == [(0, "shipped"), (1, "published")]
    assert found[0].hashes[UPHELD] == shipped
    assert found[1].hashes[UPHELD] == each_desk("asha").library.get(UPHELD).version != shipped
    refused(lambda: looking.history(each_desk("asha"), "no-such"), "There is no paragraph")


def test_differences_are_of_the_newest_and_what_stands(each_desk: Desk) -> None:
    drafted(each_desk("asha"), old=OLD.split()[2], new="very sorry")
    words, found = looking.differences(each_desk("asha"), UPHELD)
    assert words == f"{UPHELD}: from version 0 (shipped) to version 1 (draft)"
    assert {one.text.strip() for one in found if one.kind == "new"} == {"very"}
    same = looking.differences(each_desk("asha"), UPHELD, 1, 1)[1]
    assert {one.kind for one in same} == {"same"}
    refused(lambda: looking.differences(each_desk("asha"), UPHELD, 0, 7), "no such version")


def test_a_text_is_looked_over_while_it_is_written(desk: Desk) -> None:
    made = drafted(desk("asha"))
    problems, samples = looking.looked_over(desk("asha"), made.path, made.text)
    assert problems == ()
    assert [one.id for one in samples] == [UPHELD, f"{UPHELD}-routine"]
    assert NEW in samples[0].text and "“I was only there" in samples[0].text
    assert not any("{" in one.text or "«" in one.text for one in samples)
    problems, samples = looking.looked_over(desk("asha"), made.path, made.text.replace("{words}", "{wrods}"))
    assert [(one.line, one.level) for one in problems][:1] == [(11, "error")] and samples == ()


def test_nothing_is_looked_over_into_the_store(desk: Desk) -> None:
    looking.looked_over(desk("asha"), f"loading/{UPHELD}.md", "+++\n+++\n")
    assert desk.rows("SELECT * FROM paragraph_versions") == []
    refused(lambda: submitting.submit(desk("asha"), 1, 1), "no longer there")
