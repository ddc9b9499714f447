"""Taking a case, and putting it back."""

from __future__ import annotations

from functools import partial

import pytest
import sqlalchemy as sa

from caseworker.casework.acting import Changed
from caseworker.casework.desk import claim, decision
from caseworker.casework.views import Done
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.store.tables import Case
from tests.casework.office import BY_HAND, DEEMED, FORMAL, INFORMAL, NOW, POSTAL, TODAY, Desk, at_once

CASE = Case.__table__  # type: ignore[attr-defined]


def change(desk: Desk, pcn: str, **columns: object) -> None:
    """Set columns of a case behind everybody's back."""
    with desk().store.writing() as tx:
        tx.execute(sa.update(CASE).where(CASE.c.pcn == pcn).values(**columns))


def test_the_most_urgent_free_case_comes_first(each_desk: Desk) -> None:
    order = []
    for officer in ("asha", "tobin", "maren"):
        done = claim.claim_next(each_desk(officer))
        assert done is not None
        order.append(done.case_id)
        assert each_desk.value("SELECT officer FROM cases WHERE id = ?", done.case_id) == officer
    assert order == [each_desk.case(pcn) for pcn in (DEEMED, BY_HAND, POSTAL)]


def test_a_claim_is_kept_with_officer_time_and_status(desk: Desk) -> None:
    done = claim.claim(desk(), desk.case(INFORMAL))
    assert done == Done(desk.case(INFORMAL), 2, f"{INFORMAL} is yours.")
    with desk().store.reading() as tx:
        row = tx.execute(sa.select(CASE).where(CASE.c.pcn == INFORMAL)).one()
    assert (row.officer, row.claimed_at, row.status, row.version) == ("asha", NOW, "open", 2)


def test_an_officer_s_own_open_work_comes_before_anything_more_urgent(desk: Desk) -> None:
    claim.claim(desk(), desk.case(INFORMAL))
    done = claim.claim_next(desk())
    assert done == Done(desk.case(INFORMAL), 2, f"{INFORMAL} is yours already.")
    assert desk.value("SELECT count(*) FROM cases WHERE officer = 'asha'") == 1


def test_nobody_is_handed_a_case_whose_challenge_they_decided(desk: Desk) -> None:
    change(desk, DEEMED, informal_by="asha")
    assert claim.claim_next(desk("asha")) == Done(desk.case(BY_HAND), 2, f"{BY_HAND} is yours.")
    with pytest.raises(Refused, match="You decided the informal challenge") as no:
        claim.claim(desk("asha"), desk.case(DEEMED))
    assert no.value.rule == "Representations are looked at by somebody who did not decide the challenge."
    assert claim.claim_next(desk("tobin")) == Done(desk.case(DEEMED), 2, f"{DEEMED} is yours.")


def test_an_officer_without_authority_takes_nothing(desk: Desk) -> None:
    for act in (lambda: claim.claim_next(desk("linnet")), lambda: claim.claim(desk("linnet"), 1)):
        with pytest.raises(Refused, match="Linnet Abara is not authorised"):
            act()
    assert desk.value("SELECT count(*) FROM cases WHERE officer <> ''") == 0


def test_another_s_case_is_refused_with_the_name_of_who_has_it(desk: Desk) -> None:
    claim.claim(desk("maren"), desk.case(FORMAL))
    with pytest.raises(Refused, match=f"Maren Quill is working on {FORMAL}"):
        claim.claim(desk("asha"), desk.case(FORMAL))
    assert desk.value("SELECT officer FROM cases WHERE pcn = ?", FORMAL) == "maren"


def test_a_case_that_is_not_there_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="There is no case 999"):
        claim.claim(desk(), 999)


def test_a_closed_case_can_be_read_and_is_not_taken(desk: Desk) -> None:
    change(desk, INFORMAL, open=0, status="issued")
    done = claim.claim(desk(), desk.case(INFORMAL))
    assert (done.version, done.words) == (1, f"{INFORMAL} is issued: you can read it, not change it.")
    assert desk.value("SELECT officer FROM cases WHERE pcn = ?", INFORMAL) == ""


def test_an_empty_queue_hands_out_nothing(desk: Desk) -> None:
    with desk().store.writing() as tx:
        tx.execute(sa.update(CASE).values(open=0, status="issued"))
    assert claim.claim_next(desk()) is None


def test_two_officers_at_once_get_different_cases(each_desk: Desk) -> None:
    officers = ["asha", "tobin", "maren", "sefton"]
    for officer in officers:
        _ = each_desk(officer).store
    done = at_once(*[partial(claim.claim_next, each_desk(officer)) for officer in officers])
    given = {officer: one.case_id for officer, one in zip(officers, done, strict=True)}
    assert len(set(given.values())) == len(officers)
    held = dict(each_desk.rows("SELECT officer, id FROM cases WHERE officer <> ''"))
    assert held == given


def test_two_officers_who_choose_the_same_case_at_once_do_not_both_get_it(each_desk: Desk) -> None:
    number = each_desk.case(FORMAL)
    officers = ["asha", "tobin", "maren"]
    for officer in officers:
        _ = each_desk(officer).store
    done = at_once(*[partial(claim.claim, each_desk(officer), number) for officer in officers])
    got = [one for one in done if isinstance(one, Done)]
    assert len(got) == 1 and all(isinstance(one, Refused) for one in done if one not in got), done
    assert each_desk.value("SELECT version FROM cases WHERE id = ?", number) == 2


@pytest.mark.postgres
def test_a_case_that_another_transaction_is_claiming_is_passed_over(server_desk: Desk) -> None:
    first, second = server_desk("asha").store, server_desk("tobin").store
    from caseworker.store.cases import mine_or_next

    with first.writing() as one:
        assert mine_or_next(one, "asha", today=TODAY, soon=TODAY) == server_desk.case(DEEMED)
        with second.writing() as two:
            assert mine_or_next(two, "tobin", today=TODAY, soon=TODAY) == server_desk.case(BY_HAND)


def test_a_case_put_back_is_free_and_keeps_its_points(each_desk: Desk) -> None:
    seen = each_desk.pointed(FORMAL)
    done = claim.release(each_desk(), seen.id, seen.version)
    assert done.version == seen.version + 1
    after = each_desk.see(FORMAL)
    assert (after.officer, after.points) == ("", seen.points)
    taken = claim.claim(each_desk("tobin"), seen.id)
    assert taken.words == f"{FORMAL} is yours."


def test_a_decided_case_that_is_put_back_stays_decided_with_whoever_takes_it(desk: Desk) -> None:
    seen = desk.decided(FORMAL, Outcome.CANCEL)
    claim.release(desk(), seen.id, seen.version)
    assert desk.take(FORMAL, "tobin").status == "decided"
    after = desk.see(FORMAL, "tobin")
    assert after.decision is not None and after.decision.officer == "asha"
    decision.withdraw(desk("tobin"), after.id, after.version, after.points)
    assert desk.see(FORMAL).status == "open"


def test_only_the_holder_puts_a_case_back_and_only_as_it_stands(desk: Desk) -> None:
    seen = desk.take(FORMAL)
    with pytest.raises(Refused, match="is with Asha Verrall, not with you"):
        claim.release(desk("tobin"), seen.id, seen.version)
    change(desk, FORMAL, version=seen.version + 1)
    with pytest.raises(Changed):
        claim.release(desk(), seen.id, seen.version)
    assert desk.see(FORMAL).officer == "asha"
