"""The office with imported disputes that the acts' tests stand on, for commands that read it."""

from tests.casework.conftest import built, desk

__all__ = ["built", "desk"]
