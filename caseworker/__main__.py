"""The front door: ``caseworker`` and ``python -m caseworker``."""

from __future__ import annotations

import gc
import sys

STARTS = 100_000
"""New objects after which Python looks for garbage. What a start loads all stays: with Python's own 700 the
looking takes a twelfth of the start."""


def main() -> None:
    """Run the command line."""
    gc.set_threshold(STARTS, 20, 20)
    from caseworker import cli

    cli.door(sys.argv[1] if len(sys.argv) > 1 else "")()


if __name__ == "__main__":
    main()
