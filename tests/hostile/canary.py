"""A whole day with canaries for names, plates, addresses and words, as a program: `canary.py FOLDER`."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

from tests.hostile.crashing import CANARIES

NAME, PLATE, ADDRESS, POSTCODE, WORDS = CANARIES
PCN = "ZZ1000009J"


def files() -> dict[str, bytes]:
    """An import folder in which every person, plate, address and text is a canary."""
    from tests.reading import samples

    person = {"keeper_name": NAME, "keeper_address": ADDRESS, "keeper_postcode": POSTCODE}
    days = {"contravention_date": "2026-10-26", "pcn_served": "2026-10-26", "data_as_of": "2026-11-22T07:10"}
    case = samples.CASE | person | days | {"pcn": PCN, "vrm": PLATE, "location": ADDRESS}
    letter = samples.LETTER | {
        "pcn": PCN,
        "received": "2026-11-05",
        "from_name": NAME,
        "from_address": ADDRESS,
        "from_postcode": POSTCODE,
        "subject": WORDS,
        "text": f"{WORDS}. I paid at the machine and my session was still running. {NAME}",
    }
    note = samples.NOTE | {"pcn": PCN, "at": "2026-10-26T10:44", "text": f"{WORDS} {PLATE}"}
    return samples.folder(
        cases=samples.table(case),
        letters=samples.table(letter),
        payments=samples.table(samples.PAYMENT | {"pcn": PCN, "received": "2026-11-06", "method": WORDS}),
        notes=samples.table(note),
        evidence=samples.table(samples.EVIDENCE | {"pcn": PCN, "caption": WORDS}),
    )


def tell(words: str) -> None:
    """Say how far it came."""
    os.write(1, f"{words}\n".encode())


def command(*words: str) -> None:
    """Run a command as it is run by its name; what it prints goes where it goes."""
    from caseworker import __main__ as program

    sys.argv = ["caseworker", *words]
    try:
        program.main()
    except SystemExit as end:
        tell(f"status {end.code or 0}: {words[0]}")


def refused(folder: Path) -> None:
    """Imports that are refused and commands that fail: their words go to the error stream."""
    bad = folder / "bad"
    for name, content in files().items():
        (bad / name).parent.mkdir(parents=True, exist_ok=True)
        (bad / name).write_bytes(content.replace(b"2026-10-26", b"26th of Octember"))
    command("import", str(bad), "--store", str(folder / "live.db"))
    command("queue", "nosuch:filter", "--store", str(folder / "training.db"))
    command("case", "show", "ZZ0000000Z", "--store", str(folder / "training.db"))


async def day(store: Path) -> None:
    """From the queue to the issued letter, a note, a fault of an act on the way, and a refused act."""
    from caseworker.casework.desk.note import write
    from tests.hostile.crashing import fall
    from tests.journeys.test_issue import pass_ambers
    from tests.screens.desks import sitting

    async with sitting(store) as desk:
        await desk.press("n", "t", "escape", "m", "escape")
        await desk.desk.try_act(write, desk.case.id, f"{NAME} rang about {PLATE}")
        await desk.press("p", "enter", "v", "escape", "d", "r")
        await desk.desk.try_act(fall)
        await desk.press("l", "enter")
        await desk.type(f" {WORDS} ")
        await desk.press("escape", "f9")
        await pass_ambers(desk)
        await desk.press("y", "escape", "question_mark")
        tell(f"ended: {desk.mode} {desk.desk.view is None}")


def crash(store: Path) -> None:
    """The desk falls while the case is open."""
    from textual.app import App

    run = App.run

    async def leave(pilot: Any) -> None:
        from tests.hostile.crashing import fall

        await pilot.pause(0.5)
        await pilot.press("n")
        await pilot.pause(0.5)
        type(pilot.app.screen).action_keys = fall
        await pilot.press("question_mark")
        await asyncio.sleep(0.3)

    App.run = lambda self, **_: run(self, headless=True, size=(120, 40), auto_pilot=leave)  # type: ignore
    command("sandbox", "--store", str(store))


def main() -> None:
    """The whole of it."""
    folder = Path(sys.argv[1])
    store = folder / "training.db"
    from caseworker.screens import fault
    from tests.hostile.test_journey import taken_in

    fault.hooks()
    taken_in(store, files())
    refused(folder)
    asyncio.run(day(store))
    crash(store)
    for one in folder.glob("bad/**/*"):
        if one.is_file():
            one.unlink()


if __name__ == "__main__":
    main()
