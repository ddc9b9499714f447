"""Where files lie: in a checkout, in an installed copy, in the office's own folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from caseworker import locations
from caseworker.law.refusals import Refused
from tests.house.source import ROOT, python


def test_a_checkout_uses_its_own_files() -> None:
    assert locations.paragraphs() == ROOT / "paragraphs"
    assert locations.stylesheet() == ROOT / "caseworker.tcss"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package with files both beside it and inside it."""
    package = tmp_path / "caseworker"
    (package / "law").mkdir(parents=True)
    for name in ("__init__.py", "locations.py", "law/__init__.py", "law/refusals.py", "law/citations.py"):
        shutil.copy(ROOT / "caseworker" / name, package / name)
    for folder in (tmp_path, package):
        (folder / "caseworker.tcss").write_text("")
    return tmp_path


def asked(copy: Path) -> Path:
    code = f"import sys; sys.path.insert(0, {str(copy)!r})\n"
    code += "from caseworker import locations as l; print(l.stylesheet())"
    return Path(python(code, cwd=copy, PYTHONPATH=str(copy)).strip())


def test_files_beside_the_package_count_only_where_a_project_stands(copy: Path) -> None:
    assert asked(copy) == copy / "caseworker" / "caseworker.tcss"
    (copy / "pyproject.toml").write_text("")
    assert asked(copy) == copy / "caseworker.tcss"
    (copy / "caseworker.tcss").unlink()
    assert asked(copy) == copy / "caseworker" / "caseworker.tcss", "another project's folder has none beside"


def test_a_missing_part_is_said_in_words() -> None:
    with pytest.raises(Refused, match=r"missing: no-such-part"):
        locations._shipped("no-such-part")


def test_the_office_may_name_its_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CASEWORKER_HOME", str(tmp_path / "office"))
    assert locations.data_folder() == tmp_path / "office"
    assert not (tmp_path / "office").exists(), "it is named, not made"
    assert locations.default_store().parent == tmp_path / "office"


def test_live_and_training_never_share_a_file() -> None:
    assert locations.default_store("live") == locations.default_store()
    assert locations.default_store("training") != locations.default_store("live")


def test_without_a_name_it_is_the_users_own_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CASEWORKER_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert locations.data_folder().name == "caseworker"
    assert locations.data_folder().is_relative_to(tmp_path)
