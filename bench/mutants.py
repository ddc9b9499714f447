"""Change the law a little, one place at a time, and ask whether its tests notice.

    python -m bench.mutants                 what is new, and what was left before
    python -m bench.mutants --fresh         everything again
    python -m bench.mutants charges hire    some modules

mutmut writes the mutants; they are tried here, because its own command would take hours. The tests of the
law are collected once. A mutant is a fork of that process in which one function has the changed code and
nothing is remembered: it runs the tests that reach this function, those first that found a mutant of it
before, and ends at the first that fails. What was found stands in ``.mutants.json``; a run of everything
writes ``docs/mutants.md``, where the reason beside a survivor is kept from one run to the next.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from bench.mutating import LAW, LEFT, Mutant, Trial, mutants_of

PAGE = Path("docs/mutants.md")
_ROW = re.compile(r"\* `(?P<place>.+?)`:\d+ (?P<change>.+) · (?P<why>[^·]+)")


def main() -> int:
    """Try the mutants of the modules that were named, or of the whole law; the exit code is pytest's."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description="Mutants of the law.")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="for example charges; default: all")
    parser.add_argument("--fresh", action="store_true", help="try again what was found before")
    parser.add_argument("--seconds", type=float, default=4.0, help="of tests for a mutant; then it is left")
    asked = parser.parse_args()
    known = [path.stem for path in sorted(LAW.glob("*.py")) if path.stem != "__init__"]
    if unknown := set(asked.modules) - set(known):
        parser.error(f"not in law: {', '.join(sorted(unknown))}")
    mutants = [one for name in asked.modules or known for one in mutants_of(name)]
    trial = Trial(mutants, Path(".mutants.json"), fresh=asked.fresh, seconds=asked.seconds)
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--assert=plain", "--tb=native"]
    status = int(pytest.main([*options, "tests/law"], plugins=[trial]))
    if not asked.modules and all(one.key in trial.found for one in mutants):
        PAGE.write_text(page(mutants, trial.found, PAGE.read_text("utf-8")), "utf-8")
    return status


def page(mutants: list[Mutant], found: dict[str, str], before: str) -> str:
    """The page with its figures and its list made new; the words above them stay."""
    told = {(row["place"], row["change"]): row["why"] for row in map(_ROW.match, before.splitlines()) if row}
    left = [one for one in mutants if found[one.key] in LEFT]
    every, still = Counter(one.module for one in mutants), Counter(one.module for one in left)
    lines = [before.partition("## Figures")[0] + "## Figures", ""]
    lines += ["| module | mutants | left | |", "|---|---:|---:|---:|"]
    lines += [
        f"| {name} | {every[name]} | {still[name]} | {still[name] / every[name]:.1%} |" for name in every
    ]
    lines.append(f"| **all** | **{len(mutants)}** | **{len(left)}** | **{len(left) / len(mutants):.1%}** |")
    lines += ["", "## What is left", ""]
    for one in sorted(left, key=lambda one: (one.module, one.line, one.number)):
        place, change = f"{one.module}.{one.function}", changed(one.was, one.now)
        lines.append(f"* `{place}`:{one.line} {change} · {told.get((place, change), 'not looked at')}")
    return "\n".join(lines) + "\n"


def changed(was: str, now: str) -> str:
    """What differs between two lines, with a little of what stands before it."""
    start = 0
    while start < min(len(was), len(now)) and was[start] == now[start]:
        start += 1
    end = 0
    while end < min(len(was), len(now)) - start and was[-1 - end] == now[-1 - end]:
        end += 1
    begin = max(0, start - 24)
    return " → ".join(f"``{one[begin : len(one) - max(0, end - 8)]}``" for one in (was, now))


if __name__ == "__main__":
    sys.exit(main())
