"""One letter on several PCNs as it is laid out and read: sections, and what each PCN's reader is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseworker.law.facts import CaseKind, Facts, Outcome, Party, Place, PointOutcome
from caseworker.letters import joint
from caseworker.letters.library import Library
from caseworker.letters.plan import Answer, Block, free
from caseworker.letters.render import reading, render
from tests.letters.test_plan import LIBRARY as _LIBRARY
