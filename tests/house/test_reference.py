"""The reference pages are what the program says of itself; every link of the documents leads somewhere."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES = ["commands.md", "keys.md", "findings.md", "paragraph-fields.md", "council.md"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_reference_is_as_the_program_makes_it(name: str) -> None:
    made = reference()
    page = (ROOT / "docs" / "reference" / name).read_text("utf-8")
    assert page == made.HEAD + made.MADE[name](), "make docs writes it anew"


def test_every_page_that_is_made_is_named_here() -> None:
    assert set(reference().MADE) == {path.name for path in (ROOT / "docs" / "reference").iterdir()}


def test_every_setting_of_a_council_is_told() -> None:
    from dataclasses import fields

    from caseworker.config import council

    page = reference().council()
    for made in (council.Council, council.Reoffer, council.Posting, council.Discretion, council.Zone):
        for one in fields(made):
            assert f"| `{one.name}` |" in page, one.name


def test_every_link_of_the_documents_leads_somewhere() -> None:
    lost = []
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                lost.append(f"{page.relative_to(ROOT)}: {target}")
    assert lost == []
