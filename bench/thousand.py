"""A thousand letters to .docx and PDF with two processes; beside docxtpl's .docx and LibreOffice's PDF.

LibreOffice is asked where `soffice` is found: two of it, each with many files in one call, as it is fastest.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench import letters
from bench.measure import Row, alone, scratch
from caseworker.letters.docx_writer import write
from caseworker.letters.pdf_writer import pdf
from caseworker.letters.plan import plan
from caseworker.letters.render import Rendered, render
from tests.letters.writing import COUNCIL, library

LETTERS, OFFICE, PROCESSES = 1000, 100, 2
"""How many are written; how many LibreOffice is given, told for a thousand; how many processes at once."""


def letter(number: int) -> Rendered:
    """One letter, its PCN and addressee its own."""
    from dataclasses import replace

    case = replace(letters.CASE, pcn=f"ZZ{number:07d}A")
    return render(plan(case, letters.ANSWERS, library()), case, letters.ANSWERS)


def ours(numbers: range) -> int:
    """Letters written as .docx and PDF; the bytes of both."""
    made = 0
    for number in numbers:
        docx = write(letter(number), letters.CASE, council=COUNCIL, number=f"{number:07d}")
        made += len(docx) + len(pdf(docx))
    return made


def templated(numbers: range) -> int:
    """The same letters by docxtpl: .docx alone."""
    source = letters.template()
    return sum(len(letters.with_docxtpl(letter(number), source)) for number in numbers)


def together(work: Callable[[range], int], most: int = LETTERS) -> float:
    """Seconds for all of them, started processes and all."""
    shares = [range(n * most // PROCESSES, (n + 1) * most // PROCESSES) for n in range(PROCESSES)]
    begun = time.perf_counter()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        assert all(pool.map(work, shares))
    return time.perf_counter() - begun


def office(folder: Path, soffice: str) -> float:
    """Seconds for LibreOffice to make PDFs of some of our .docx, two of it at once."""
    for number in range(OFFICE):
        share = folder / str(number % PROCESSES)
        share.mkdir(exist_ok=True)
        docx = write(letter(number), letters.CASE, council=COUNCIL, number=f"{number:07d}")
        (share / f"{number}.docx").write_bytes(docx)
    begun = time.perf_counter()
    running = [
        subprocess.Popen(
            [
                *(soffice, f"-env:UserInstallation={(folder / f'user{n}').as_uri()}", "--headless"),
                *("--convert-to", "pdf", "--outdir", str(folder / f"pdf{n}")),
                *sorted(_docx(folder / str(n))),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for n in range(PROCESSES)
    ]
    for one in running:
        one.wait()
    took = time.perf_counter() - begun
    made = sum(len(list((folder / f"pdf{n}").glob("*.pdf"))) for n in range(PROCESSES))
    if made != OFFICE:
        raise AssertionError(f"LibreOffice made {made} of {OFFICE}")
    return took


def _docx(folder: Path) -> list[str]:
    return [str(one) for one in folder.glob("*.docx")]


def measured(runs: int = 1) -> list[Row]:
    """How long a thousand letters take, both files of each."""
    mine = min(together(ours) for _ in range(runs))
    theirs = min(together(templated) for _ in range(runs))
    what = f"{LETTERS:,} letters to .docx and PDF, {PROCESSES} processes"
    rows = [
        Row(what, f"{mine:.0f} s", f"docxtpl, .docx alone {theirs:.0f} s", theirs / mine, 0.5, least=True)
    ]
    soffice = shutil.which("soffice")
    if soffice is not None:
        with scratch() as folder:
            took = office(folder, soffice) * LETTERS / OFFICE
        beside = f"LibreOffice, PDF alone {took:.0f} s"
        rows.append(Row(what, f"{mine:.0f} s", beside, took / mine, 2.0, least=True))
    return rows


if __name__ == "__main__":
    alone(measured, runs=1)
