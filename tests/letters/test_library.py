"""The library: what a paragraph file may hold, and how it says what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caseworker.law.facts import LetterKind
from caseworker.law.refusals import Refused
from caseworker.letters.library import CONDITIONS, load, read
from caseworker.letters.phrases import PHRASES
from tests.letters.writing import library

FIELDS = '[pcn]\nmeaning = "The number."\n[words]\nmeaning = "Words."\nslots = ["answer"]\n'
GOOD = """+++
id = "one"
title = "One"
slot = "opening"
kinds = ["informal-rejection"]
review_on = 2027-01-31
+++

Thank you for writing about {pcn}.
"""


def folder(tmp_path: Path, text: str = GOOD, name: str = "one") -> Path:
    (tmp_path / "fields.toml").write_text(FIELDS, encoding="utf-8")
    (tmp_path / "frame").mkdir(exist_ok=True)
    (tmp_path / "frame" / f"{name}.md").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_paragraph_is_read_with_its_particulars(tmp_path: Path) -> None:
    one = load(folder(tmp_path)).get("one")
    assert (one.slot, one.kinds, one.theme) == ("opening", ("informal-rejection",), "frame")
    assert one.regimes == ("tma-reg9", "tma-reg10")
    assert one.text == "Thank you for writing about {pcn}."
    assert one.review_on == date(2027, 1, 31)
    assert one.fields == ("pcn",)


def test_the_version_changes_with_the_words_and_with_nothing_else(tmp_path: Path) -> None:
    first = load(folder(tmp_path)).get("one").version
    retitled = load(folder(tmp_path, GOOD.replace('"One"', '"Uno"'))).get("one").version
    reworded = load(folder(tmp_path, GOOD.replace("Thank you", "Thanks"))).get("one").version
    assert first == retitled != reworded
    assert len(first) == 12


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("kinds =", "kind =", 5, "“kind” is not a particular"),
        ('"opening"', '"opning"', 4, "Did you mean “opening”?"),
        ('"informal-rejection"', '"informal-rejektion"', 5, "Did you mean “informal-rejection”?"),
        ('id = "one"', 'id = "two"', 2, "is not the file's name"),
        ('title = "One"\n', "", 2, "“title” is missing"),
        ("2027-01-31", '"soon"', 6, "“review_on” holds"),
        ("2027-01-31", '2027-01-31\nwhen = ["rainy"]', 7, "“rainy” is not known as when"),
        ("2027-01-31", '2027-01-31\npoints = ["loadin"]', 7, "Did you mean “loading”?"),
        ('slot = "opening"', 'slot = "answer"', 4, "has no outcome"),
        ("{pcn}", "{pnc}", 9, "There is no field {pnc}"),
        ("{pcn}", "{words}", 9, "{words} may not stand here"),
        ("{pcn}", "{{7*7}}", 9, "Template code"),
        ("{pcn}", "{% for x in y %}", 9, "Template code"),
        ("{pcn}", "{pcn.__class__}", 9, "A brace stands alone"),
        ("{pcn}", "{", 9, "A brace stands alone"),
        ("{pcn}", 'INCLUDETEXT "file:///etc/passwd"', 9, "Field codes"),
        ("{pcn}", "\x1b[2J", 9, "hidden characters"),
        ("{pcn}", "\u202epcn", 9, "hidden characters"),
        ("{pcn}", "http://example.org", 9, "letterhead"),
        ("{pcn}", "«pcn»", 9, "unfilled"),
        ("{pcn}", "{include: one}", 9, "takes in no other"),
        ("{pcn}", "{> one}", 9, "takes in no other"),
        ("{pcn}", "{frame/one.md}", 9, "takes in no other"),
        ("{pcn}", "${pcn}", 9, "Template code"),
        ("{pcn}", "<%= pcn %>", 9, "Template code"),
        ("{pcn}", "includetext x", 9, "Field codes"),
        ("{pcn}", "MACROBUTTON x", 9, "Field codes"),
        ("about {pcn}.", "\n+++ Routine\n", 10, "printed as it stands"),
        ("about {pcn}.", "\n+++routine\n", 10, "printed as it stands"),
        ('title = "One"', 'title = "{{ 7 * 7 }}"', 3, "Template code"),
        ('title = "One"', 'title = "One \u202e"', 3, "hidden characters"),
        ('slot = "opening"', 'slot = "answer"\noutcome = "more"', 5, "One of: upheld, not-upheld, more-inf"),
        ("Thank you for writing about {pcn}.", "", 8, "There is no text"),
        ("+++\n\nThank", "\n\nThank", 1, "not marked off"),
        ('title = "One"', 'title = "One', 3, "cannot be read"),
    ],
)
def test_a_fault_is_refused_with_file_line_and_rule(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in GOOD
    with pytest.raises(Refused) as refused:
        load(folder(tmp_path, GOOD.replace(old, new, 1)))
    assert f"frame/one.md, line {line}:" in refused.value.what
    assert words in str(refused.value)


@pytest.mark.parametrize(
    "words", ["Please quote us.", "The database is ours.", "An import.", "It costs $5.", "a > b"]
)
def test_words_that_only_look_like_code_are_let_be(tmp_path: Path, words: str) -> None:
    _, problems = read(folder(tmp_path, GOOD.replace("about {pcn}.", words)))
    assert problems == ()


def test_a_field_takes_in_no_other_field(tmp_path: Path) -> None:
    path = folder(tmp_path)
    loop = f'{FIELDS}[loop]\nmeaning = "Itself."\nexample = "{{loop}}"\n'
    (path / "fields.toml").write_text(loop, encoding="utf-8")
    (found,) = read(path)[1]
    assert (found.path, found.line) == ("fields.toml", 6) and "holds a field" in found.what


def test_one_file_may_say_the_same_in_other_words(tmp_path: Path) -> None:
    shipped = load(
        folder(tmp_path, GOOD + "\n+++ routine\n\nThank you for writing.\n\n+++ plain\n\nThank you.\n")
    )
    first, routine, plain = (shipped.get(key) for key in ("one", "one-routine", "one-plain"))
    assert [one.text for one in (first, routine, plain)] == [
        "Thank you for writing about {pcn}.",
        "Thank you for writing.",
        "Thank you.",
    ]
    assert (routine.title, routine.slot, routine.kinds) == ("One (routine)", first.slot, first.kinds)
    assert (first.variant, routine.variant, routine.first_line) == ("", "routine", 13)
    assert len({one.version for one in shipped}) == 3


def test_a_fault_in_other_words_is_told_with_its_own_line(tmp_path: Path) -> None:
    _, problems = read(folder(tmp_path, GOOD + "\n+++ routine\n\nAbout {pnc}.\n\n+++ routine\n\n"))
    assert [(one.line, one.what) for one in problems if "field" in one.what] == [
        (13, "There is no field {pnc}.")
    ]
    assert any("There is no text" in one.what for one in problems)
    assert any("“one-routine” is also in" in one.what for one in problems)


def test_an_id_is_used_once(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "one.md").write_text(GOOD, encoding="utf-8")
    with pytest.raises(Refused, match="also in frame/one"):
        load(tmp_path)


def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "frame" / "one.md").write_bytes(GOOD.encode().replace(b"writing", b"writ\xff"))
    _, problems = read(tmp_path)
    assert (problems[0].line, problems[0].rule) == (9, "Save it as UTF-8.")


def test_every_fault_is_listed_not_only_the_first(tmp_path: Path) -> None:
    _, problems = read(folder(tmp_path, GOOD.replace("{pcn}", "{pnc} {nope}\n{{x}}")))
    assert {one.line for one in problems} == {9, 10}
    assert len(problems) >= 3


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no paragraph library"):
        load(tmp_path / "nowhere")


def test_an_unknown_paragraph_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused) as refused:
        library().get("loading-uphel")
    assert "loading-upheld" in refused.value.do


def test_a_windows_line_end_changes_no_version(tmp_path: Path) -> None:
    first = load(folder(tmp_path)).get("one").version
    (tmp_path / "frame" / "one.md").write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert load(tmp_path).get("one").version == first


def test_the_shipped_library_is_large_enough_and_whole() -> None:
    shipped = library()
    assert len(shipped) >= 45
    assert {point for one in shipped for point in one.points} <= set(PHRASES)
    assert {name for one in shipped for name in one.when} <= set(CONDITIONS)
    assert {kind for one in shipped for kind in one.kinds} == {kind.value for kind in LetterKind}


def test_every_point_of_the_vocabulary_can_be_named() -> None:
    from caseworker.law.points import points

    assert {one.slug for one in points()} == set(PHRASES)
