"""What a court's order undoes, whether it is entered here or the case system tells of it."""

from __future__ import annotations

UNDOES = {
    "statement-not-received": (
        "charge-certificate",
        "order-for-recovery",
        "notice-to-owner",
        "enforcement-notice",
    ),
    "statement-no-rejection": ("charge-certificate", "order-for-recovery"),
    "statement-appeal": ("charge-certificate", "order-for-recovery"),
    "statement-paid": ("charge-certificate", "order-for-recovery"),
}
"""The notices that a court's order undoes."""
