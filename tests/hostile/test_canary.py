"""After a whole day with canaries nothing outside the store holds one: no log, no report, nobody's words."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from caseworker.screens import fault
from tests.hostile.test_faults import holds, left
from tests.house.source import ROOT


def test_after_a_whole_day_no_file_outside_the_store_holds_a_canary(tmp_path: Path) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG") if name in os.environ}
    places = {"CASEWORKER_HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-W", "always", "-m", "tests.hostile.canary", str(tmp_path)],
        cwd=tmp_path,
        env={**kept, **places, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "ended: " in ran.stdout, ran.stderr[-3000:]
    assert "status 1: sandbox" in ran.stdout, "the crash at the end has its status"
    con = sqlite3.connect(tmp_path / "training.db")
    assert con.execute("SELECT count(*) FROM letters").fetchone() == (1,), "the day came to its letter"
    con.close()
    store = (tmp_path / "training.db").read_bytes()
    assert len(holds(store)) >= 4, "the canaries were in the store: the scan would see them"
    found = {path.relative_to(tmp_path).as_posix(): holds(path.read_bytes()) for path in left(tmp_path)}
    assert f"home/{fault.FAULTS}" in found, "two faults were written down"
    assert {name: held for name, held in found.items() if held} == {}
    assert not holds(ran.stderr), ran.stderr
    assert "Traceback" not in ran.stderr
    told = (tmp_path / "home" / fault.FAULTS).read_text("utf-8")
    assert told.count(" Fallen\n") == 2 and " in fall" in told
