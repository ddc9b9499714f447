"""caseworker: a keyboard-driven workstation for disputes against Penalty Charge Notices."""

__version__ = "0.1.0"
