"""What an officer says of an event: its day, its papers, who is named in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from caseworker.law.calendar import Service
from caseworker.law.facts import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One event as an officer gives it. What its kind does not ask for stays empty."""

    on: date
    """The day it happened; of a notice, the day it was posted or handed over."""
    service: Service = Service.FIRST_CLASS
    """How a notice went out."""
    reference: str = ""
    """The tribunal's or the court's own."""
    form: str = ""
    """``TE9``, ``PE3`` …"""
    ground: str = ""
    """The one ground of the form, by its id."""
    why: str = ""
    """The reason, where the record must say so."""
    confirmed: bool = False
    """That a person looked whether anything went out by other means."""
    pence: int = 0
    """Of a payment."""
    method: str = ""
    hire: Mapping[str, bool] = field(default_factory=dict)
    """The hire firm's papers: each test of `law.hire` by its id, shown or not."""
    person: Party = field(default_factory=Party)
    """Who is liable now, where liability moves."""
    pcn: str = ""
    """The number of the PCN that goes to them."""
    hearing_on: date | None = None
    """The day of the hearing, where the tribunal fixed one: mostly a day to come."""
