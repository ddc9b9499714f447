"""The front door: ``caseworker`` and ``python -m caseworker``."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from caseworker.cli import app

    app()


if __name__ == "__main__":
    main()
