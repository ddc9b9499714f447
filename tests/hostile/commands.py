"""Every command that prints, and every module that writes files for other programs: how each meets payloads.

A command that is not named here fails the house's test (tests/house/test_places.py).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer

from caseworker.cli import app

BESIDE = {"pcn": "ZZ1000001A"}


def tree(command: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every command that does something, with its whole name."""
    if hasattr(command, "commands"):
        for name, under in command.commands.items():
            yield from tree(under, (*names, name))
    else:
        yield " ".join(names), command


def leaves() -> set[str]:
    """The names of all commands."""
    return {name for name, _ in tree(typer.main.get_command(app))}


Words = Callable[[Path, str], list[list[str]]]


def on_a_store(*words: str) -> Words:
    """A command on the hostile store, in words and as JSON where it has both."""

    def made(folder: Path, payload: str) -> list[list[str]]:
        base = [*words, "--store", str(folder / "training.db")]
        return [base, [*base, "--json"]]

    return made


def into_a_folder(*words: str) -> Words:
    """A command on the hostile store that writes files into a folder."""

    def made(folder: Path, payload: str) -> list[list[str]]:
        return [[*words, "--to", str(folder / "-".join(words)), "--store", str(folder / "training.db")]]

    return made


def acknowledgement(folder: Path, payload: str) -> list[list[str]]:
    """A file that acknowledges outcomes in hostile words."""
    told = folder / "acknowledged.csv"
    with told.open("w", encoding="utf-8", errors="replace", newline="") as file:
        csv.writer(file).writerows(
            [["id", "pcn", "result", "words"], [payload] * 4, ["1", payload, "ok", payload]]
        )
    return [["outcomes", "acknowledge", str(told), "--store", str(folder / "training.db")]]


def came_back(folder: Path, payload: str) -> list[list[str]]:
    """A list of letters that came back, in hostile words."""
    listed = folder / "returned.csv"
    with listed.open("w", encoding="utf-8", errors="replace", newline="") as file:
        csv.writer(file).writerows([["letter", "why"], [payload, payload], ["0000001", payload]])
    return [["post", "returns", str(listed), "--store", str(folder / "training.db")]]


def letter_check(folder: Path, payload: str) -> list[list[str]]:
    """A reply and its facts, both full of payloads."""
    reply, facts = folder / "reply.txt", folder / "facts.json"
    reply.write_text(f"Dear {payload}\n\nPCN ZZ1234567A. {payload}\n", "utf-8", errors="surrogatepass")
    held = {"pcn": payload, "vrm": payload, "place": "london", "regime": "tma-reg9", payload: payload}
    facts.write_text(json.dumps(held), "utf-8")
    words = ["letter", "check", str(reply), "--facts", str(facts)]
    return [words, [*words, "--json"]]


def points_suggest(folder: Path, payload: str) -> list[list[str]]:
    """A letter full of payloads."""
    letter = folder / "letter.txt"
    letter.write_bytes(f"{payload}\nThere was no sign. {payload}".encode("utf-8", "surrogatepass"))
    words = [
        "points",
        "suggest",
        str(letter),
        "--regime",
        "tma-reg9",
        "--place",
        "london",
        "--stage",
        "informal",
    ]
    return [words, [*words, "--json"]]


def paragraphs(verb: str) -> Words:
    """A folder of paragraphs, one of them full of payloads."""

    def made(folder: Path, payload: str) -> list[list[str]]:
        where = folder / "paragraphs" / "answers"
        where.mkdir(parents=True, exist_ok=True)
        body = f"+++\nid = {json.dumps(payload)}\ntitle = {json.dumps(payload)}\n+++\n{payload}\n"
        (where / "bad.md").write_text(body, "utf-8", errors="surrogatepass")
        words = ["paragraphs", verb, *([payload] if verb == "show" else [])]
        return [[*words, "--folder", str(where.parent)], [*words, "--folder", str(where.parent), "--json"]]

    return made


def brought(folder: Path, payload: str) -> list[list[str]]:
    """The same folder, to be read as drafts."""
    (words, _) = paragraphs("lint")(folder, payload)
    return [["paragraphs", "import", words[-1], "--dry", "--store", str(folder / "training.db")]]


def only_arguments(folder: Path, payload: str) -> list[list[str]]:
    """Nothing beside the arguments, which every command is given payloads for."""
    return []


LISTED: dict[str, Words] = {
    "open": only_arguments,
    "sandbox": only_arguments,
    "import": only_arguments,  # every column of every file: tests/hostile/test_journey.py
    "queue": on_a_store("queue"),
    "find": on_a_store("find", "ZZ1"),
    "case show": on_a_store("case", "show", BESIDE["pcn"]),
    "case ledger": on_a_store("case", "ledger", BESIDE["pcn"]),
    "case links": on_a_store("case", "links", BESIDE["pcn"]),
    "case adjust": only_arguments,
    "case advance": on_a_store("case", "advance"),
    "case enter": only_arguments,
    "case new": only_arguments,
    "case settle": only_arguments,
    "case reclock": only_arguments,
    "case events": on_a_store("case", "events", BESIDE["pcn"]),
    "case letter": only_arguments,
    "case reach": only_arguments,
    "case enclose": only_arguments,
    "case defend": on_a_store("case", "defend", BESIDE["pcn"]),
    "case like": on_a_store("case", "like", BESIDE["pcn"]),
    "law clock": only_arguments,
    "law show": only_arguments,
    "law why": only_arguments,
    "points suggest": points_suggest,
    "letter check": letter_check,
    "paragraphs lint": paragraphs("lint"),
    "paragraphs list": paragraphs("list"),
    "paragraphs show": paragraphs("show"),
    "paragraphs write": only_arguments,
    "paragraphs discard": only_arguments,
    "paragraphs submit": only_arguments,
    "paragraphs approve": only_arguments,
    "paragraphs give-back": only_arguments,
    "paragraphs publish": only_arguments,
    "paragraphs retire": only_arguments,
    "paragraphs mark": only_arguments,
    "paragraphs diff": on_a_store("paragraphs", "diff", "loading-upheld"),
    "paragraphs versions": on_a_store("paragraphs", "versions", "loading-upheld"),
    "paragraphs usage": on_a_store("paragraphs", "usage"),
    "paragraphs reviews": on_a_store("paragraphs", "reviews"),
    "paragraphs import": brought,
    "paragraphs export": only_arguments,
    "store check": on_a_store("store", "check"),
    "store upgrade": only_arguments,
    "store backup": only_arguments,
    "store restore": only_arguments,
    "audit verify": on_a_store("audit", "verify"),
    "audit head": on_a_store("audit", "head"),
    "inbox list": on_a_store("inbox", "list"),
    "inbox show": only_arguments,
    "inbox index": only_arguments,
    "inbox move": only_arguments,
    "inbox aside": only_arguments,
    "post batch": into_a_folder("post", "batch"),
    "post emails": into_a_folder("post", "emails"),
    "post bounced": only_arguments,
    "post confirm": only_arguments,
    "post slip": only_arguments,
    "post recall": only_arguments,
    "post hand": only_arguments,
    "post returned": only_arguments,
    "post returns": came_back,
    "post dealt": only_arguments,
    "post board": on_a_store("post", "board"),
    "outcomes export": into_a_folder("outcomes", "export"),
    "outcomes acknowledge": acknowledgement,
    "outcomes list": on_a_store("outcomes", "list"),
    "team throughput": on_a_store("team", "throughput"),
    "team cases": on_a_store("team", "cases"),
    "team approvals": on_a_store("team", "approvals"),
    "team targets": on_a_store("team", "targets"),
    "words list": on_a_store("words", "list"),
    "words add": only_arguments,
    "words drop": only_arguments,
}
"""Each command, and how it meets words from outside. All are given payloads for arguments besides."""

WRITERS = {
    "caseworker/casework/export.py": "the one door of CSV files: tests/hostile/test_files.py",
    "caseworker/letters/docx_writer.py": "letters: tests/hostile/test_files.py",
    "caseworker/reading/aside.py": "only in memory, to be read by our own import: tests/cli/test_aside.py",
    "caseworker/reading/zips.py": "reads only",
}
"""Each module that writes (or opens) files of other programs' kinds, and where it is tested or why not."""
