"""Run every measurement and print one table: ``python -m bench [NAME …]``."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import traceback

from bench.measure import Row, table

NAMES = (
    *(
        "first_frame",
        "peers",
        "queue",
        "next_case",
        "letters",
        "thousand",
        "reading",
        "replies",
        "issue",
        "intake",
        "audit",
        "search",
    ),
    *("board", "reclock", "library", "motorists"),
)


def main() -> None:
    """Measure what was named, or all."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure caseworker beside its peers."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which of {', '.join(NAMES)}; default: all")
    wanted = parser.parse_args().names or NAMES
    if unknown := set(wanted) - set(NAMES):
        parser.error(f"not known: {', '.join(sorted(unknown))}")
    rows: list[Row] = []
    failed: list[str] = []
    for name in wanted:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        try:
            rows += importlib.import_module(f"bench.{name}").measured()
        except Exception:
            # What was measured before and comes after is still told.
            traceback.print_exc()
            failed.append(name)
    print(table(rows))
    busy = os.getloadavg()[0]
    print(f"\n{sum(row.met for row in rows)} of {len(rows)} met. ", end="")
    print(
        f"{os.cpu_count()} cores, {busy:.1f} programs at work on average: ratios hold, milliseconds less so."
    )


if __name__ == "__main__":
    main()
