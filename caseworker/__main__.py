"""The front door: ``caseworker`` and ``python -m caseworker``."""

from __future__ import annotations

import gc
import sys

MANY = 50_000
"""New objects after which Python looks for garbage. Its own 700 costs a twelfth of a start, where all that is
loaded stays, and later holds up a key for a quarter of a second now and then."""


def main() -> None:
    """Run the command line. A fault of the program ends it with status 1, a reference, and no case text."""
    look_less()
    from caseworker import cli
    from caseworker.cli.office import gated
    from caseworker.screens import fault

    fault.hooks()
    sys.stdout, sys.stderr = gated(sys.stdout), gated(sys.stderr)
    try:
        cli.door(sys.argv[1] if len(sys.argv) > 1 else "")()
    except Exception as error:
        fault.say(error)
        sys.exit(1)


def look_less() -> None:
    """Look for garbage less often."""
    gc.set_threshold(MANY, 20, 20)


if __name__ == "__main__":
    main()
