"""The front door: ``caseworker`` and ``python -m caseworker``."""

from __future__ import annotations

import gc
import sys

MANY = 50_000
"""New objects after which Python looks for garbage. Its own 700 costs a twelfth of a start, where all that is
loaded stays, and later holds up a key for a quarter of a second now and then."""


def main() -> None:
    """Run the command line."""
    look_less()
    from caseworker import cli

    cli.door(sys.argv[1] if len(sys.argv) > 1 else "")()


def look_less() -> None:
    """Look for garbage less often."""
    gc.set_threshold(MANY, 20, 20)


if __name__ == "__main__":
    main()
