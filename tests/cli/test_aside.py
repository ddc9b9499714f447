"""Rows set aside can be put right and imported; a preview shows the rows; ctrl-c lands nothing."""

from __future__ import annotations

import csv
import io
import json
import shutil
import signal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from caseworker.cli import app
from caseworker.reading.aside import HEAD, header, inert, unpacked
from caseworker.store.engine import Store
from tests.hostile import payloads
from tests.reading.samples import CASE, EVIDENCE, LETTER, NOTE, PAYMENT, png, table

run = CliRunner()
OLD = CASE | {
    "contravention_date": "2025-06-06",
    "pcn_served": "2025-06-06",
    "data_as_of": "2025-07-20T07:10",
}
WROTE = LETTER | {"received": "2025-06-12"}
ONE, TWO, THREE = "ZZ3000001A", "ZZ3000002A", "ZZ3000003A"


@pytest.fixture
def store(template: Path, tmp_path: Path) -> str:
    """An empty live store."""
    return str(shutil.copy2(template, tmp_path / "s.db"))


def laid(path: Path, **files: bytes) -> str:
    """A folder on disk: three cases, each with a letter; the second faulty, a payment of the third too."""
    cases = [OLD | {"pcn": ONE}, OLD | {"pcn": TWO, "contravention_code": "99x"}, OLD | {"pcn": THREE}]
    letters = [
        WROTE | {"id": f"L-{pcn}", "pcn": pcn, "text": f"=1+1\r\nAbout {pcn}"} for pcn in (ONE, TWO, THREE)
    ]
    paid = PAYMENT | {"pcn": THREE, "received": "2025-06-14", "amount": "a lot"}
    shown = EVIDENCE | {"id": "E-2", "pcn": TWO}
    held = {
        "cases.csv": table(*cases),
        "correspondence.csv": table(*letters),
        "payments.csv": table(paid),
        "evidence/manifest.csv": table(shown),
        "evidence/one.png": png(),
    } | files
    for name, content in held.items():
        (path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (path / "in" / name).write_bytes(content)
    return str(path / "in")


def pcns(store: str) -> list[str]:
    """The PCNs that landed."""
    with Store.open(store, expect="live").raw() as reader:
        return [row[0] for row in reader.rows("SELECT pcn FROM pcns ORDER BY pcn")]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a set-aside file as a spreadsheet reads them."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def rewrite(path: Path, right: dict[tuple[str, str], dict[str, str]]) -> None:
    """Put rows right, by file and PCN."""
    held = rows(path)
    for row in held:
        row |= right.get((row["file"], row["pcn"]), {})
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(held[0]))
        writer.writeheader()
        writer.writerows(held)


def test_faulty_rows_go_aside_the_rest_lands_and_what_is_put_right_lands_later(
    tmp_path: Path, store: str
) -> None:
    where, aside = laid(tmp_path), tmp_path / "aside.csv"
    done = run.invoke(app, ["import", where, "--store", store, "--set-aside", str(aside)])
    assert done.exit_code == 1, done.output
    assert "2 faults: 6 rows set aside in" in done.output
    assert pcns(store) == [ONE]
    held = rows(aside)
    assert [(row["file"], row["line"], row["column"]) for row in held] == [
        ("cases.csv", "3", "contravention_code"),
        ("cases.csv", "4", ""),
        ("correspondence.csv", "4", ""),
        ("correspondence.csv", "6", ""),
        ("evidence/manifest.csv", "2", ""),
        ("payments.csv", "2", "amount"),
    ]
    assert held[1]["expected"] == "left out with another row of the same PCN"
    assert held[2]["text"].startswith("'=1+1\r\n")
    right = {("cases.csv", TWO): {"contravention_code": "12r"}, ("payments.csv", THREE): {"amount": "80.00"}}
    rewrite(aside, right)
    second = run.invoke(app, ["import", str(aside), "--store", store, "--papers", where])
    assert second.exit_code == 0, second.output
    assert "2 cases opened" in second.output
    assert pcns(store) == [ONE, TWO, THREE]
    # The folder itself, put right, says nothing else than what landed by way of the file.
    laid(
        tmp_path,
        **{
            "cases.csv": table(*(OLD | {"pcn": pcn} for pcn in (ONE, TWO, THREE))),
            "payments.csv": table(PAYMENT | {"pcn": THREE, "received": "2025-06-14", "amount": "80.00"}),
        },
    )
    third = run.invoke(app, ["import", where, "--store", store])
    assert third.exit_code == 0, third.output
    assert "everything was known already" in third.output


def test_a_fault_in_the_file_is_named_by_its_line_there(tmp_path: Path, store: str) -> None:
    where, aside = laid(tmp_path), tmp_path / "aside.csv"
    run.invoke(app, ["import", where, "--store", store, "--set-aside", str(aside)])
    again = run.invoke(app, ["import", str(aside), "--store", store, "--papers", where, "--json"])
    told = json.loads(again.stdout)
    assert again.exit_code == 1
    lines = {(one["file"], one["column"]): one["line"] for one in told["faults"]}
    text = aside.read_text("utf-8-sig").split("\n")  # each line end is one here
    assert "99x" in text[lines["aside.csv", "contravention_code"] - 1]
    assert "a lot" in text[lines["aside.csv", "amount"] - 1]


def test_a_row_that_is_no_row_is_kept_as_its_line(tmp_path: Path, store: str) -> None:
    payments = (
        table(PAYMENT | {"pcn": ONE, "received": "2025-06-14"}) + f"P-9,{ONE},x,y,z,one too many\n".encode()
    )
    where, aside = laid(tmp_path, **{"payments.csv": payments}), tmp_path / "aside.csv"
    done = run.invoke(app, ["import", where, "--store", store, "--set-aside", str(aside)])
    assert done.exit_code == 1
    assert pcns(store) == [THREE]
    (odd,) = [row for row in rows(aside) if row["raw"]]
    assert odd["raw"] == f"P-9,{ONE},x,y,z,one too many"


def test_nothing_is_written_over_and_a_whole_file_in_doubt_is_refused(tmp_path: Path, store: str) -> None:
    where, aside = laid(tmp_path, **{"notes.csv": b""}), tmp_path / "aside.csv"
    aside.write_text("mine")
    done = run.invoke(app, ["import", where, "--store", store, "--set-aside", str(aside)])
    assert (done.exit_code, aside.read_text()) == (2, "mine")
    aside.unlink()
    done = run.invoke(app, ["import", where, "--store", store, "--set-aside", str(aside)])
    assert done.exit_code == 2
    assert "Only rows are set aside" in done.output
    assert pcns(store) == []
    assert not aside.exists()


def test_with_nothing_wrong_no_file_is_made(tmp_path: Path, store: str) -> None:
    aside = tmp_path / "aside.csv"
    where = laid(
        tmp_path,
        **{
            "cases.csv": table(*(OLD | {"pcn": pcn} for pcn in (ONE, TWO, THREE))),
            "payments.csv": table(PAYMENT | {"pcn": THREE, "received": "2025-06-14"}),
        },
    )
    done = run.invoke(app, ["import", where, "--store", store, "--set-aside", str(aside)])
    assert done.exit_code == 0, done.output
    assert not aside.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n", "its header does not begin with file"),
        (b"\xff\xfe", "not UTF-8"),
        (",".join(header()).encode() + b"\ncasse.csv" + b",x" * 9 + b"\n", "perhaps cases.csv"),
        (",".join(header()).encode() + b'\ncases.csv,"' + b"x\n", "unexpected end of data"),
    ],
)
def test_what_is_no_set_aside_file_is_refused(tmp_path: Path, store: str, content: bytes, words: str) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    done = run.invoke(app, ["import", str(tmp_path / "x.csv"), "--store", store])
    assert done.exit_code == 2
    assert words in done.output


@pytest.mark.parametrize("words", payloads.SHORT.values(), ids=payloads.SHORT.keys())
def test_a_cell_is_no_formula_no_command_and_comes_back(words: str) -> None:
    words = words.encode("utf-8", "replace").decode()
    cell = inert(words)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\x1b" not in cell
    from caseworker.reading.aside import _plain

    assert inert(_plain(cell)) == cell


@pytest.mark.parametrize("words", ["a\r\nb\tc", "'quoted", "-1", "''=x", "\tx"])
def test_line_ends_and_signs_come_back_as_they_were(words: str) -> None:
    from caseworker.reading.aside import _plain

    assert _plain(inert(words)) == words


def test_the_header_holds_every_column_once() -> None:
    assert len(set(header())) == len(header())
    assert header()[: len(HEAD)] == HEAD


def test_a_preview_shows_what_was_understood_and_writes_nothing(tmp_path: Path, store: str) -> None:
    slip = OLD | {"pcn": ONE, "vrm": "ZZI9ABC"}
    where = laid(tmp_path, **{"cases.csv": table(slip, slip), "notes.csv": table(NOTE | {"pcn": ONE})})
    shown = run.invoke(app, ["import", where, "--store", str(tmp_path / "none.db"), "--preview", "1"])
    assert shown.exit_code == 1, shown.output
    assert "cases.csv: 1 row\n" in shown.output
    assert f"line 2  pcn: {ONE}, vrm: ZZI9ABC" in shown.output
    assert "perhaps ZZ19 ABC" in shown.output
    assert "a second time, word for word" in shown.output
    assert "Nothing was written" in shown.output
    assert not (tmp_path / "none.db").exists()
    told = json.loads(run.invoke(app, ["import", where, "--preview", "2", "--json"]).stdout)
    assert told["files"][1]["first"][0]["received_on"] == "2025-06-12"


def test_ctrl_c_leaves_nothing_and_says_so(
    tmp_path: Path, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseworker.cli.progress import Lines

    where = laid(
        tmp_path,
        **{
            "cases.csv": table(OLD | {"pcn": ONE}),
            "payments.csv": table(PAYMENT | {"pcn": ONE, "received": "2025-06-14"}),
        },
    )
    (tmp_path / "in/evidence/manifest.csv").unlink()
    (tmp_path / "in/correspondence.csv").unlink()

    def pressed(step: str) -> None:
        def told(self: Lines, now: str, done: int, of: int) -> None:
            if now == step:
                signal.raise_signal(signal.SIGINT)

        monkeypatch.setattr(Lines, "step", told)

    before = signal.getsignal(signal.SIGINT)
    for step in ("Checking", "Writing"):
        pressed(step)
        done = run.invoke(app, ["import", where, "--store", store])
        assert done.exit_code == 130, done.output
        assert "nothing was taken in" in done.output
        assert pcns(store) == []
    gone = run.invoke(app, ["import", where, "--store", str(tmp_path / "new.db")])
    assert gone.exit_code == 130
    assert not (tmp_path / "new.db").exists()
    assert signal.getsignal(signal.SIGINT) is before
    monkeypatch.undo()
    assert run.invoke(app, ["import", where, "--store", store]).exit_code == 0


def test_ctrl_c_while_reading(tmp_path: Path, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from caseworker.cli.progress import Lines

    monkeypatch.setattr(Lines, "read", lambda *_: signal.raise_signal(signal.SIGINT))
    many = table(*(OLD | {"pcn": f"ZZ{n:08}"} for n in range(600)))
    notes = table(*(NOTE | {"id": f"N-{n}", "pcn": ONE} for n in range(600)))
    done = run.invoke(
        app, ["import", laid(tmp_path, **{"cases.csv": many, "notes.csv": notes}), "--store", store]
    )
    assert done.exit_code == 130, done.output
    assert pcns(store) == []


def test_the_bar_is_one_line_that_goes_away() -> None:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    from caseworker.cli.progress import Bar

    held = io.StringIO()
    console = Console(file=held, force_terminal=True, color_system=None, width=60)
    with Progress(
        TextColumn("{task.description}", markup=False), BarColumn(), console=console, transient=True
    ) as bar:
        one = Bar(bar)
        one.read("cases\x1b[2J.csv", 20_000)
        one.step("Writing", 5, 10)
        bar.refresh()
        one.end()
    assert "Writing" in held.getvalue()
    assert "\x1b[2J" not in held.getvalue()


def test_unpacking_a_file_of_no_rows_gives_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(",".join(header()) + "\n", "utf-8")
    assert unpacked(tmp_path / "x.csv").files == {}


def test_rows_of_a_suppliers_layout_go_aside_as_ours_and_come_back_without_the_profile(
    tmp_path: Path, store: str
) -> None:
    profile = tmp_path / "p.toml"
    columns = {
        "pcn": "Ticket", "vrm": "Reg", "served_how": "How", "contravention_code": "Code",
        "location": "Street", "contravention_date": "On", "pcn_served": "On", "data_as_of": "Taken",
    }  # fmt: skip
    mapped = ", ".join(f'{ours} = "{theirs}"' for ours, theirs in columns.items())
    paid = 'id = "No", pcn = "Ticket", received = "Banked", amount = "Sum"'
    profile.write_text(
        'name = "Heron"\nencoding = "cp1252"\ndelimiter = ";"\ndays = ["%d.%m.%Y"]\ndecimal_comma = true\n'
        'instants = ["%d.%m.%Y %H:%M"]\n'
        f'[[file]]\nname = "T.CSV"\nas = "cases.csv"\ncolumns = {{ {mapped} }}\n'
        'values.served_how = { FX = "fixed" }\n'
        f'[[file]]\nname = "M.CSV"\nas = "payments.csv"\ncolumns = {{ {paid} }}\n',
        "utf-8",
    )
    where, aside = tmp_path / "in", tmp_path / "aside.csv"
    where.mkdir()
    row = "{};ZZ19 ABC;FX;{};Alder £ Road;06.06.2025;20.07.2025 07:10\n"
    tickets = "Ticket;Reg;How;Code;Street;On;Taken\n" + row.format(ONE, "12r") + row.format(TWO, "99x")
    (where / "T.CSV").write_bytes(tickets.encode("cp1252"))
    (where / "M.CSV").write_bytes(f"No;Ticket;Banked;Sum\n7;{TWO};09.06.2025;1.080,50\n".encode("cp1252"))
    done = run.invoke(
        app, ["import", str(where), "--profile", str(profile), "--store", store, "--set-aside", str(aside)]
    )
    assert done.exit_code == 1, done.output
    assert pcns(store) == [ONE]
    held = {one["file"]: one for one in rows(aside)}
    case, payment = held["cases.csv"], held["payments.csv"]
    assert (case["read_from"], case["column"], case["location"]) == (
        "T.CSV",
        "contravention_code",
        "Alder £ Road",
    )
    assert (case["contravention_date"], case["served_how"]) == ("2025-06-06", "fixed")
    assert (payment["received"], payment["amount"]) == ("2025-06-09", "1080.50")
    rewrite(aside, {("cases.csv", TWO): {"contravention_code": "12r"}})
    again = run.invoke(app, ["import", str(aside), "--store", store])
    assert again.exit_code == 0, again.output
    assert pcns(store) == [ONE, TWO]


LAYOUTS = Path(__file__).parents[1] / "reading" / "layouts"


def layout_b(tmp_path: Path, *swaps: tuple[str, str]) -> list[str]:
    """One file of a supplier's with every kind of row, a year older and changed; the arguments for it."""
    where, profile = tmp_path / "in", tmp_path / "b.toml"
    where.mkdir()
    text = (LAYOUTS / "b/extract/EXPORT.TXT").read_text("utf-8").replace("|2026", "|2025")
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    (where / "EXPORT.TXT").write_text(text, "utf-8")
    profile.write_text((LAYOUTS / "b/profile.toml").read_text("utf-8").replace("2026-", "2025-"), "utf-8")
    return ["import", str(where), "--profile", str(profile)]


def payments(store: str) -> list[str]:
    """The ids of the payments that landed."""
    with Store.open(store, expect="live").raw() as reader:
        return [row[0] for row in reader.rows("SELECT source_id FROM payments ORDER BY source_id")]


def test_of_several_kinds_in_one_file_a_row_goes_aside_as_what_it_is_and_comes_back(
    tmp_path: Path, store: str
) -> None:
    command, aside = (
        layout_b(tmp_path, ("P-5|ZZ00031005|20251014|55.00", "P-5|ZZ00031005|20251014|abc")),
        tmp_path / "aside.csv",
    )
    done = run.invoke(app, [*command, "--store", store, "--set-aside", str(aside)])
    assert done.exit_code == 1, done.output
    held = rows(aside)
    (paid,) = [one for one in held if one["column"]]
    assert (paid["file"], paid["column"], paid["amount"], paid["raw"]) == (
        "payments.csv",
        "amount",
        "abc",
        "",
    )
    with_it = [one for one in held if not one["column"]]
    assert with_it
    assert all(one["pcn"] == paid["pcn"] and not one["raw"] for one in with_it)
    assert {one["file"] for one in with_it} >= {"cases.csv"}
    before = payments(store)
    rewrite(aside, {("payments.csv", paid["pcn"]): {"amount": "55.00"}})
    again = run.invoke(app, ["import", str(aside), "--store", store])
    assert again.exit_code == 0, again.output
    assert payments(store) == sorted([*before, paid["id"]])


def test_a_row_that_stands_only_as_its_line_is_a_fault_mended_or_not(tmp_path: Path, store: str) -> None:
    paid = table(PAYMENT | {"pcn": ONE, "received": "2025-06-14"}) + f"P-9,{ONE},x,y\n".encode()
    where, aside = laid(tmp_path, **{"payments.csv": paid}), tmp_path / "aside.csv"
    run.invoke(app, ["import", where, "--store", store, "--set-aside", str(aside)])
    rewrite(aside, {("cases.csv", TWO): {"contravention_code": "12r"}})
    again = run.invoke(app, ["import", str(aside), "--store", store, "--papers", where])
    assert again.exit_code == 1, again.output
    assert "column raw: found a row that stands only as raw; expected its cells filled in" in again.output
    assert "nothing was taken in" in again.output
    assert pcns(store) == [THREE]
    # Set aside once more, it is still as it was, with everything of its PCN.
    second = tmp_path / "second.csv"
    papers = ["--papers", where, "--set-aside", str(second)]
    done = run.invoke(app, ["import", str(aside), "--store", store, *papers])
    assert done.exit_code == 1, done.output
    assert [one["raw"] for one in rows(second) if one["raw"]] == [f"P-9,{ONE},x,y"]
    assert pcns(store) == [TWO, THREE]
    # Its cells filled in, it lands with the rest.
    rewrite(
        second, {("payments.csv", ""): {"pcn": ONE, "id": "P-9", "received": "2025-06-14", "amount": "5"}}
    )
    last = run.invoke(app, ["import", str(second), "--store", store])
    assert last.exit_code == 0, last.output
    assert pcns(store) == [ONE, TWO, THREE]
    assert "P-9" in payments(store)


def test_rows_with_an_unknown_code_all_go_aside_with_their_cells_and_their_pcns(
    tmp_path: Path, store: str
) -> None:
    profile = tmp_path / "p.toml"
    columns = {
        "pcn": "Schein", "vrm": "Reg", "served_how": "Art", "contravention_code": "Code",
        "location": "Ort", "contravention_date": "Tag", "pcn_served": "Tag", "data_as_of": "Stand",
    }  # fmt: skip
    mapped = ", ".join(f'{ours} = "{theirs}"' for ours, theirs in columns.items())
    wrote = 'id = "No", pcn = "Schein", received = "Tag", channel = "Weg", text = "Worte"'
    profile.write_text(
        'name = "Otter"\nencoding = "cp1252"\ndelimiter = ";"\ndays = ["%d.%m.%Y"]\n'
        'instants = ["%d.%m.%Y %H:%M"]\n'
        f'[[file]]\nname = "T.CSV"\nas = "cases.csv"\ncolumns = {{ {mapped} }}\n'
        'values.served_how = { Luft = "fixed" }\n'
        f'[[file]]\nname = "L.CSV"\nas = "correspondence.csv"\ncolumns = {{ {wrote} }}\n'
        'values.channel = { Brief = "post" }\n',
        "utf-8",
    )
    where, aside = tmp_path / "in", tmp_path / "aside.csv"
    where.mkdir()
    row = "{};ZZ19 ABC;{};12r;Alder Road – Nr 5; Jörg Müller;06.06.2025;20.07.2025 07:10\n"
    row = row.replace("; J", ", J")
    tickets = "Schein;Reg;Art;Code;Ort;Tag;Stand\n" + "".join(
        row.format(*one) for one in ((ONE, "Luft"), (TWO, "aus Luft"), (THREE, "Luft"))
    )
    tickets += f"{TWO};zu;kurz – Müller\n"
    (where / "T.CSV").write_bytes(tickets.encode("cp1252"))
    letters = "No;Schein;Tag;Weg;Worte\n" + "".join(
        f"L-{pcn};{pcn};09.06.2025;{way};Ich schreibe\n"
        for pcn, way in ((ONE, "Taube"), (TWO, "Brief"), (THREE, "Taube"))
    )
    (where / "L.CSV").write_bytes(letters.encode("cp1252"))
    command = ["import", str(where), "--profile", str(profile), "--store", store]
    done = run.invoke(app, [*command, "--set-aside", str(aside)])
    assert done.exit_code == 1, done.output
    # Each of the two rows with the code "Taube" keeps its PCN back, not only the first.
    assert pcns(store) == []
    held = rows(aside)
    (case,) = [one for one in held if one["file"] == "cases.csv" and one["served_how"] == "aus Luft"]
    assert (case["location"], case["raw"]) == ("Alder Road – Nr 5, Jörg Müller", "")
    assert (case["contravention_date"], case["found"]) == ("2025-06-06", '"aus Luft"')
    assert case["expected"] == "one of fixed, by-hand, post"
    doves = [one for one in held if one["channel"] == "Taube"]
    assert [(one["pcn"], one["column"]) for one in doves] == [(ONE, "channel"), (THREE, "channel")]
    (short,) = [one for one in held if one["raw"]]
    assert short["raw"] == f"{TWO};zu;kurz – Müller"
    right = {("correspondence.csv", pcn): {"channel": "post"} for pcn in (ONE, TWO, THREE)}
    rewrite(aside, right | {("cases.csv", TWO): {"served_how": "fixed"}})
    aside.write_bytes(b"".join(line for line in aside.read_bytes().splitlines(True) if b"kurz" not in line))
    again = run.invoke(app, ["import", str(aside), "--store", store])
    assert again.exit_code == 0, again.output
    assert pcns(store) == [ONE, TWO, THREE]
