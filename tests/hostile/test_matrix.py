"""Every payload in every kind of widget: no crash, no link, no action, and each word stands there."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from caseworker.text import clean, cut
from caseworker.widgets.literal import literal
from tests.hostile.payloads import BULK, SHORT, words_of
from tests.hostile.sinks import Sinks


@given(st.text(st.characters()))
def test_content_is_the_clean_text_letter_by_letter(s: str) -> None:
    content = literal(s)
    assert content.plain == cut(clean(s))
    assert not content.spans


async def test_every_sink_shows_every_payload_and_nothing_can_be_clicked() -> None:
    app = Sinks(list(SHORT.values()), literal)
    async with app.run_test(size=(240, 340)) as pilot:
        await pilot.pause()
        app.screen.refresh()
        await pilot.pause()
        seen = ""
        for strip in app.screen._compositor.render_strips():
            seen += strip.text
            for segment in strip:
                if segment.style is not None:
                    assert segment.style.link is None
                    assert "@click" not in segment.style.meta
        for at, name in enumerate(SHORT):
            for sink in ("static", "label", "options", "area", "table", "border", "queue"):
                assert f"{sink}{at:02}:" in seen, (sink, name)
        assert len(app._notifications) == len(SHORT)


class Boxes(App[None]):
    """One box for each payload, as wide as a pane."""

    def __init__(self, kind: type[Static]) -> None:
        super().__init__()
        self.kind = kind

    CSS = "Screen { overflow-y: auto; } .box { width: 60; height: auto; }"

    def compose(self) -> ComposeResult:
        for payload in SHORT.values():
            yield self.kind(literal(payload), classes="box")


@pytest.mark.parametrize("kind", [Static, Label])
async def test_no_word_is_lost_where_lines_are_wrapped(kind: type[Static]) -> None:
    app = Boxes(kind)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for box, payload in zip(app.query(".box"), SHORT.values(), strict=True):
            strips = box.render_lines(Region(0, 0, box.size.width, box.size.height))
            shown = "".join(strip.text for strip in strips)
            assert "".join(shown.split()) == "".join(words_of(payload)), payload


class Bulk(App[None]):
    """One text too long for a screen."""

    def __init__(self, shown: Content, kind: str) -> None:
        super().__init__()
        self.shown = shown
        self.kind = kind

    CSS = "Screen { overflow-y: auto; }"

    def compose(self) -> ComposeResult:
        yield Static(self.shown) if self.kind == "static" else OptionList(Option(self.shown))


@pytest.mark.parametrize("kind", ["static", "options"])
@pytest.mark.parametrize("name", BULK)
async def test_a_text_too_long_for_a_screen_does_not_hang_it(name: str, kind: str) -> None:
    start = time.process_time()
    app = Bulk(literal(BULK[name]), kind)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
    assert time.process_time() - start < 15, "uncut, this text takes minutes"
