"""Measurements of caseworker beside its peers and floors; run as ``python -m bench``."""

import sys
from pathlib import Path
from types import ModuleType

# A dictionary's wheel brings a package called ``tests``, which would hide ours: ours is named first.
_tests = ModuleType("tests")
_tests.__path__ = [str(Path(__file__).resolve().parents[1] / "tests")]
sys.modules.setdefault("tests", _tests)
