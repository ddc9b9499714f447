"""The last gate, strip by strip; the bytes of a whole app are in tests/hostile/test_terminal.py."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import sys
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from caseworker.widgets import gate

def shown(text, style):
    return Strip([Segment(text, style)]).render(Console(color_system="truecolor"))

before = shown("plain é 漢", Style(bold=True))
gate.install()
once = Strip.render
gate.install()
assert Strip.render is once and gate.installed()
assert shown("plain é 漢", Style(bold=True)) == before
for style in (None, Style(), Style(color="red")):
    out = shown("a\\x1b]52;c;x\\x07b\\x9b\\u202e\\ud800\\U000e0041\\n\\tz", style)
    for bad in "\\x07\\x9b\\u202e\\ud800\\U000e0041\\n\\t":
        assert bad not in out, (style, ascii(out))
    assert "\\x1b]" not in out and "a·]52;c;x·b·····z" in out.replace("·" * 6, "·" * 5), ascii(out)
assert "]8;" not in shown("x", Style(link="https://evil.example"))
print("held")
"""


def test_the_gate_stops_what_acts_and_changes_nothing_else() -> None:
    """In a process of its own: the gate, once in place, stays."""
    ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert (ran.stdout.strip(), ran.stderr) == ("held", "")


@pytest.mark.parametrize("module", ["gate", "literal", "queue_table", "photo", "mode_line", "target_bar"])
def test_importing_a_widget_does_not_put_the_gate_in_place(module: str) -> None:
    code = f"import caseworker.widgets.{module}; from caseworker.widgets import gate; print(gate.installed())"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
