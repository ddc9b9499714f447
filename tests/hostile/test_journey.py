"""Hostile words in every imported field, from the import to the issued letter: marked text, and all of it."""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList, Static
from typer.testing import CliRunner

from caseworker.casework.desk.intake import take_in
from caseworker.casework.desk.letters import issued_file
from caseworker.casework.desk.view import view
from caseworker.cli import app as cli
from caseworker.practice.build import office_at
from caseworker.reading.extract import read
from caseworker.store.engine import Store
from caseworker.text import clean
from tests.journeys.test_issue import letter_text, pass_ambers
from tests.reading import samples
from tests.screens.desks import AT, NARROW, TODAY, WIDE, Desk, office, sitting

PCN = "ZZ1000009J"
PAYLOADS = {
    "closing": "I parked [/] legally",
    "click": "please [@click=app.quit]PWN[/] thanks",
    "link": "[link=https://evil.example/?q=1]PWN[/link] [red]seen[/red] [annex a] {pcn} {{7*7}} «gap»",
    "escape": "a\x1b[3JPWN\x1bc\x1b[5i",
    "clipboard": "a\x1b]52;c;UFdO\x07b\x9d52;c;UFdO\x9cPWN",
    "bidi": "Fine \u202e00.07£\u202c PWN \u2066x\u2069 \u200f",
    "nul": "a\x00b\x00PWN\x08\x7f",
    "tags": "ok\U000e0041\U000e0042PWN \ufeff\u200b",
}
FREE = {
    "cases": ("make", "colour", "location", "restriction", "enforced_by"),
    "keeper": ("keeper_name", "keeper_address", "keeper_postcode"),
    "letters": ("id", "from_name", "from_address", "from_postcode", "subject", "text"),
    "payments": ("id", "method"),
    "notes": ("id", "by", "text"),
    "evidence": ("id", "taken_at", "caption"),
}
"""Every column that takes free text; the others take a number, a day or a word of a list."""
ON_SCREEN = {
    *("make", "colour", "location", "restriction", "enforced_by", "keeper_name", "from_postcode"),
    *("from_name", "subject", "text", "method", "by", "taken_at", "caption"),
}
"""Of these, what an officer reads on the desk of a challenge, which is answered to whoever wrote."""

BAD = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e0fff]"
)


def marked(table: str, column: str, payload: str) -> str:
    """A field's words: the payload between two words of the field's own, so that a loss is seen."""
    if column == "id":
        # At most 100 characters; a NUL among a file's first 64 bytes is taken for UTF-16.
        return f"{table} {payload[:60]}".replace("\0", "")
    name = f"{table}{column}".replace("_", "")
    return f"begin{name} {payload} end{name}"


def folder(payload: str) -> dict[str, bytes]:
    """An import folder with the payload in every field that takes free text."""

    def filled(table: str, row: dict[str, Any]) -> dict[str, Any]:
        return row | {column: marked(table, column, payload) for column in FREE[table]}

    case = samples.CASE | {
        "pcn": PCN,
        "contravention_date": "2026-10-26",
        "pcn_served": "2026-10-26",
        "data_as_of": "2026-11-22T07:10",
    }
    letter = filled("letters", samples.LETTER | {"received": "2026-11-05"})
    letter["text"] += ".\n\nI paid at the machine and my session was still running."
    return samples.folder(
        cases=samples.table(filled("keeper", filled("cases", case))),
        letters=samples.table(letter | {"pcn": PCN}),
        payments=samples.table(
            filled("payments", samples.PAYMENT | {"pcn": PCN, "received": "2026-11-06", "amount": "10"})
        ),
        notes=samples.table(filled("notes", samples.NOTE | {"pcn": PCN, "at": "2026-10-26T10:44"})),
        evidence=samples.table(filled("evidence", samples.EVIDENCE | {"pcn": PCN})),
    )


def taken_in(path: Path, files: dict[str, bytes]) -> None:
    """The folder, through the real import, in a new practice store."""
    Store.create(path, "training", AT, "hostile", 7, TODAY).close()
    done = take_in(office_at(path, AT), read(files))
    assert not done.faults, [one.words for one in done.faults]


def solid(words: str) -> str:
    """Words without their blanks: a pane folds a long one where its width ends."""
    return "".join(words.split())


class Watch:
    """Looks at each screen: nothing acts, and everything that can be read is kept."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.read: list[str] = []

    def look(self) -> None:
        """Look at the screen as it stands."""
        for strip in self.desk.app.screen._compositor.render_strips():
            assert not BAD.search(strip.text), strip.text
            for segment in strip:
                assert segment.control is None
                if segment.style is not None:
                    assert segment.style.link is None
                    assert "@click" not in segment.style.meta
        for one in self.desk.app.screen.query(Static):
            self.read.append(str(one.visual))
        for listed in self.desk.app.screen.query(OptionList):
            self.read += [str(option.prompt) for option in listed.options]
        titles = [one.border_title for one in self.desk.app.screen.query("*") if one.border_title]
        self.read += [str(one) for one in titles]
        self.read.append(self.desk.said())

    async def press(self, *keys: str) -> None:
        """Press keys, looking after each."""
        for key in keys:
            await self.desk.press(key)
            self.look()


@pytest.mark.parametrize(
    ("name", "size"), [(name, NARROW if number % 2 else WIDE) for number, name in enumerate(PAYLOADS)]
)
async def test_hostile_words_reach_screen_letter_and_commands_as_marked_text(
    name: str, size: tuple[int, int], tmp_path: Path
) -> None:
    payload = PAYLOADS[name]
    store = tmp_path / "training.db"
    await asyncio.to_thread(taken_in, store, folder(payload))
    async with sitting(store, size=size) as desk:
        watch = Watch(desk)
        watch.look()
        await watch.press("n", "f6", "v", "V", "escape", "t", "m", "j", "w", "escape", "p")
        await watch.press("enter", "enter", "escape", "d", "a")
        assert desk.case.decision is not None, desk.said()
        await watch.press("l", "enter", "escape", "k", "escape", "f9")
        await pass_ambers(desk)
        await watch.press("y", "question_mark")
        assert not desk.app._exit and desk.app._exception is None
        for table, columns in FREE.items():
            for column in columns:
                if column not in ON_SCREEN:
                    continue
                whole = clean(marked(table, column, payload))
                held = any(solid(whole) in solid(one) for one in watch.read)
                assert held, f"{table}.{column} is not shown whole: {whole!r}"
        checked = desk.file.checked
        assert checked is not None
        reds = [one.words for one in checked.findings if one.level == "red"]
        issued = view(office(store), desk.case.id)
    assert bool(issued.letters) is not bool(reds), "a letter is issued, or a finding says why not"
    if issued.letters:
        the_letter(store, issued, payload)
    commands(store)


def the_letter(store: Path, issued: Any, payload: str) -> None:
    """The issued file: no character that acts, nothing but plain text, the recipient's name whole."""
    content = issued_file(office(store), issued.letters[0].number)
    parts = zipfile.ZipFile(io.BytesIO(content))
    for part in parts.namelist():
        if part.endswith((".xml", ".rels")):
            words = parts.read(part).decode()
            assert not BAD.search(words.replace("\r\n", "\n").replace("\t", " ")), part
            assert "instrText" not in words and 'TargetMode="External"' not in words
            assert "evil.example" not in words or "word/document" in part
    text = " ".join(letter_text(store, issued).split())
    name = " ".join(clean(marked("letters", "from_name", payload)).split())
    assert name in text


def commands(store: Path) -> None:
    """What the commands print: nothing that a terminal would act on."""
    for words in (
        ["queue", "--store", str(store)],
        ["queue", "--json", "--store", str(store)],
        ["case", "show", PCN, "--store", str(store)],
        ["case", "show", PCN, "--json", "--store", str(store)],
    ):
        result = CliRunner().invoke(cli, words)
        assert result.exit_code == 0, result.output
        assert PCN in result.output or words[0] == "queue"
        assert not BAD.search(result.output), words


FORMED = {
    "cases.csv": ("pcn", "vrm", "served_how", "contravention_code", "contravention_date", "band"),
    "correspondence.csv": ("pcn", "received", "channel", "writer"),
    "payments.csv": ("pcn", "received", "amount"),
    "notes.csv": ("pcn", "at", "kind"),
    "evidence/manifest.csv": ("pcn", "file", "kind", "sent_by", "sha256"),
}


@pytest.mark.parametrize("name", [name for name in PAYLOADS if name != "nul"])
def test_a_field_of_a_fixed_form_is_refused_in_words_that_do_not_act(name: str, tmp_path: Path) -> None:
    rows = {
        "cases.csv": samples.CASE,
        "correspondence.csv": samples.LETTER,
        "payments.csv": samples.PAYMENT,
        "notes.csv": samples.NOTE,
        "evidence/manifest.csv": samples.EVIDENCE,
    }
    files = samples.folder()
    for file, columns in FORMED.items():
        wrong = [rows[file] | {column: PAYLOADS[name]} for column in columns]
        files[file] = samples.table(*wrong)
    for file, content in files.items():
        (tmp_path / "in" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / file).write_bytes(content)
    store = tmp_path / "training.db"
    Store.create(store, "live", AT, "hostile").close()
    result = CliRunner().invoke(cli, ["import", str(tmp_path / "in"), "--store", str(store)])
    assert result.exit_code == 1, result.output
    assert not BAD.search(result.output)
    for file, columns in FORMED.items():
        told = [line for line in result.output.splitlines() if file in line]
        for column in columns:
            assert any(column in line for line in told), f"{file}: {column} is not named"


@pytest.mark.parametrize(
    "bytes_", [b"\xed\xa0\x80", b"\xff", b"\xc0\xaf"], ids=["lone surrogate", "no UTF-8", "overlong"]
)
def test_bytes_that_are_no_text_are_refused_with_their_place(bytes_: bytes, tmp_path: Path) -> None:
    files = samples.folder()
    for file, content in files.items():
        (tmp_path / "in" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / file).write_bytes(content.replace(b"There was no sign", b"There " + bytes_))
    store = tmp_path / "training.db"
    Store.create(store, "live", AT, "hostile").close()
    result = CliRunner().invoke(cli, ["import", str(tmp_path / "in"), "--store", str(store)])
    assert result.exit_code in (1, 2)
    assert "correspondence.csv" in result.output and not BAD.search(result.output)


LINE = "x" * 100_000 + " " + "word " * 20_000


async def test_a_line_of_200_000_letters_is_shown_and_answered(tmp_path: Path) -> None:
    store, files = tmp_path / "training.db", folder("short")
    for file in ("correspondence.csv", "notes.csv"):
        text = b"beginletterstext" if file.startswith("c") else b"beginnotestext"
        # What is raised stands at the head: of so long a letter not every word is weighed.
        told = b". I paid at the machine and my session was still running. "
        files[file] = files[file].replace(text, text + told + LINE.encode())
    await asyncio.to_thread(taken_in, store, files)
    async with sitting(store, size=NARROW) as desk:
        watch = Watch(desk)
        await watch.press("n", "t", "escape", "p", "enter", "v", "escape", "d", "a", "l", "f9")
        await pass_ambers(desk)
        assert "endletterstext" in desk.case.items[0].text, "the store holds it whole"
        await watch.press("y")
        assert len(view(office(store), desk.case.id).letters) == 1
    commands(store)


def test_a_line_of_200_000_letters_where_a_name_belongs_is_refused_with_its_length(tmp_path: Path) -> None:
    found = read(folder(LINE)).faults
    assert {"location", "keeper_name", "from_name", "caption"} <= {one.column for one in found}
    assert all("at most" in one.expected or "characters" in one.expected for one in found), found
    assert all(len(one.words) < 1_000 for one in found), "the message is short"
