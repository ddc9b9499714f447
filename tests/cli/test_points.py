"""`caseworker points suggest`: one letter or many; what is odd about a letter is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from caseworker.cli import app

run = CliRunner()
TREE = (
    "I parked in Elm Row at ten past nine and walked along it to look for a sign. The sign was completely"
    " hidden behind a tree: the branches covered it and nobody could have read it from the road."
)


def many(lines: list[str], tmp_path: Path) -> tuple[int, list[dict[str, object]], str]:
    """The exit status, the answers and what was said of lines that could not be read."""
    path = tmp_path / "letters.jsonl"
    path.write_bytes("\n".join(lines).encode())
    done = run.invoke(app, ["points", "suggest", "--jsonl", str(path)])
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines() if line], done.stderr


def line(text: str, **more: object) -> str:
    """One line of a file of letters."""
    row = {"id": "A1", "text": text, "regime": "parking", "place": "london", "stage": "informal"}
    return json.dumps({**row, "contravention_code": "01", **more})


def test_many_letters_are_answered_a_line_each_with_points_and_care(tmp_path: Path) -> None:
    ends, (one, two), _ = many([line(TREE), "", line(f"{TREE} I want to end my life.", id=7)], tmp_path)
    assert ends == 0
    assert (one["id"], one["care"]) == ("A1", [])
    (found,) = (point for point in one["points"] if point["slug"] == "signs-obscured")
    assert "behind a tree" in TREE[found["start"] : found["end"]]
    assert 0 < found["score"] < 1
    assert two["id"] == 7
    assert "self-harm" in two["care"]


def test_each_reason_for_care_comes_with_its_place_and_words(tmp_path: Path) -> None:
    text = f"{TREE} I want to end my life."
    done = run.invoke(app, ["points", "suggest", "-", "--regime", "parking", "--json"], input=text)
    (one,) = json.loads(done.stdout)["care"]
    assert (one["flag"], one["heard"]) == ("self-harm", False)
    assert text[one["start"] : one["end"]] == one["words"] and "end my life" in one["words"]
    _, (found,), _ = many([line(text)], tmp_path)
    assert (found["care"], found["care_places"]) == (["self-harm"], [one])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{TREE} I want to\nend my life.", "Care: "),
        ("Full bay. Somebody ought to show your warden what a tyre iron feels like.", "May be about "),
    ],
)
def test_reasons_for_care_stand_before_the_points(text: str, said: str) -> None:
    options = ["--regime", "parking", "--place", "london", "--stage", "informal"]
    done = run.invoke(app, ["points", "suggest", "-", *options], input=text)
    first, *_ = done.stdout.splitlines()
    assert first.startswith(said)
    assert "  " not in first and first.count("“") == 1


def test_a_broken_line_is_named_with_its_number_and_loses_nothing_else(tmp_path: Path) -> None:
    broken = [
        "{",
        "[1]",
        '{"id": 1}',
        line("x", regime="moon"),
        line("x", place="mars"),
        '{"text": "\\ud800", "regime": 3}',
    ]
    ends, found, said = many([line(TREE, id=1), *broken, line(TREE, id=2)], tmp_path)
    assert ends == 2
    assert [one["id"] for one in found] == [1, 2]
    assert found[0]["points"] == found[1]["points"] != []
    for number in range(2, 8):
        assert f"line {number}:" in said
    assert "moon" in said and "JSON" in said


def test_a_line_keeps_its_separators_and_half_characters(tmp_path: Path) -> None:
    ends, found, _ = many([line(f"\u2028\x85{TREE}", id=1), line(f"\ud800 {TREE}", id=2)], tmp_path)
    assert ends == 0
    assert [one["id"] for one in found] == [1, 2]


def test_a_regime_and_a_letter_are_both_needed() -> None:
    for args in ([], ["-"], ["--regime", "parking"]):
        done = run.invoke(app, ["points", "suggest", *args], input="x")
        assert done.exit_code == 2
        assert "both needed" in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no words"),
        ("Dzień dobry, nie było tam żadnego znaku i nie jest to moja wina, proszę o anulowanie", "Polish"),
        (f"{TREE} ZZ1234567A, ZZ7654321B", "names 2 PCNs"),
        (f"<html><body><p>{TREE}</p><p>Thank&nbsp;you</p></body></html>", "web page"),
        ("a\tb\tc\nd\te\tf\ng\th\ti\n" + TREE, "table"),
    ],
)
def test_an_odd_letter_says_what_is_odd(text: str, said: str) -> None:
    done = run.invoke(app, ["points", "suggest", "-", "--regime", "parking", "--json"], input=text)
    assert done.exit_code == 0
    assert any(said in words for words in json.loads(done.stdout)["remarks"])


@pytest.mark.parametrize(
    "text",
    [
        TREE.upper(),
        f"<html><body><p>{TREE}</p></body></html>",
        "date\tplace\tsum\n1 May\tElm Row\t35\n" + TREE,
        TREE.replace("hidden", "hiddcn").replace("branches", "brancnes").replace("nobody", "n0body"),
        TREE.replace(".", "").replace(",", "").replace(":", ""),
    ],
)
def test_the_point_is_found_however_the_letter_came(text: str) -> None:
    done = run.invoke(app, ["points", "suggest", "-", "--regime", "parking", "--json"], input=text)
    found = {one["slug"]: one for one in json.loads(done.stdout)["points"]}
    assert "signs-obscured" in found
    one = found["signs-obscured"]
    assert text[one["start"] : one["end"]].strip()


def test_seven_hundred_kilobytes_are_answered_and_say_how_far_they_were_read() -> None:
    text = TREE + " And then another thing happened to me on the way there." * 12_500
    done = run.invoke(app, ["points", "suggest", "-", "--regime", "parking"], input=text)
    assert done.exit_code == 0
    assert "signs-obscured" in done.stdout
    assert "characters long" in done.stdout


def test_without_the_model_it_says_so_and_still_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    from caseworker.reading import meaning, points

    monkeypatch.setattr(meaning, "package_folder", lambda: None)
    monkeypatch.setattr(points, "fitted_encoder", lambda: None)
    done = run.invoke(app, ["points", "suggest", "-", "--regime", "parking"], input=TREE)
    assert "signs-obscured" in done.stdout
    assert "not installed" in done.stdout
