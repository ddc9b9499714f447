"""A small app that shows texts in every kind of place the product uses; also run in a real terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from rich.text import Text
from textual.app import App, ComposeResult
from textual.containers import Grid, Vertical
from textual.content import Content
from textual.widgets import DataTable, Label, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from caseworker.text import clean
from caseworker.widgets import gate
from caseworker.widgets.literal import literal
from caseworker.widgets.mode_line import ModeLine
from caseworker.widgets.queue_table import Column, QueueTable
from caseworker.widgets.row_source import MemorySource, Row

SINKS = ("static", "label", "options", "area", "table", "border", "queue", "notify", "mode")


class Sinks(App[None]):
    """Shows each text in each sink, after its sink's and its own number, so that a reader can count them."""

    CSS = """
    Grid { grid-size: 3; }
    Grid > * { border: solid white; height: 1fr; }
    #border Static { height: 2; border-top: solid white; }
    #static Static, Label { height: 1; }
    """

    def __init__(self, texts: list[str], shown: Callable[[str], Content]) -> None:
        super().__init__()
        self.texts = texts
        self.shown = shown

    def tagged(self, sink: str) -> list[Content]:
        """The texts as they go into one sink."""
        return [self.shown(f"{sink}{at:02}:{text}") for at, text in enumerate(self.texts)]

    def compose(self) -> ComposeResult:
        with Grid():
            with Vertical(id="static"):
                for one in self.tagged("static"):
                    yield Static(one)
            with Vertical(id="label"):
                for one in self.tagged("label"):
                    yield Label(one)
            yield OptionList(*[Option(one) for one in self.tagged("options")])
            yield TextArea("\n".join(one.plain for one in self.tagged("area")))
            yield DataTable[Text]()
            with Vertical(id="border"):
                for one in self.tagged("border"):
                    boxed = Static("x")
                    boxed.border_title = one
                    yield boxed
            rows = [Row(at, (one.plain,)) for at, one in enumerate(self.tagged("queue"))]
            yield QueueTable((Column("text", "Text", 60),), MemorySource(rows))
        yield ModeLine()

    def on_mount(self) -> None:
        """Fill what is filled later."""
        table = self.query_one(DataTable)
        table.add_column("text")
        for one in self.tagged("table"):
            table.add_row(Text(one.plain))
        self.query_one(ModeLine).show("MODE", [(f"mode{at:02}", "x") for at in range(3)], self.texts[0])
        for one in self.tagged("notify"):
            self.notify(one.plain, markup=False, timeout=60)


def main() -> None:
    """Run in a terminal: `sinks.py clean|gate|neither FILE`, where FILE holds the texts as a JSON list."""
    mode, file = sys.argv[1], Path(sys.argv[2])
    if mode == "gate":
        gate.install()
    app = Sinks(json.loads(file.read_text("ascii")), literal if mode == "clean" else _raw)

    async def leave(pilot: object) -> None:
        for _ in range(20):
            await pilot.pause(0.05)  # type: ignore[attr-defined]
        app.exit()

    app.run(auto_pilot=leave)  # type: ignore[arg-type]


def _raw(text: str) -> Content:
    """Content that kept every character: Textual's own constructor drops five of them."""
    content = Content("")
    content._text = text.replace("\n", " ")
    return content


def cleaned(texts: list[str]) -> list[str]:
    """What a reader should find."""
    return [clean(text) for text in texts]


if __name__ == "__main__":
    main()
