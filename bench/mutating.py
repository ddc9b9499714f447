"""The mutants of the law as mutmut writes them, and how each is tried."""

from __future__ import annotations
import __future__

import ast
import difflib
import gc
import hashlib
import importlib
import json
import os
import resource
import signal
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings

from caseworker.law import tables

LAW = Path("caseworker/law")
PATIENCE = 3.0
"""Seconds of processor time that a test may take in a mutant, on top of ten times what it took before."""
MEMORY = 4 << 30
"""Bytes that a mutant may ask for."""


BEFORE = 1_000_000
"""A test that found this very mutant before comes before all others."""
LEFT = ("survived", "unreached")
PLAIN = ("staticmethod", "classmethod")


@dataclass(frozen=True)
class Mutant:
    """One function of the law, changed in one place."""

    module: str
    function: str
    """Its qualified name: ``refund`` or ``Ledger.due``."""
    number: int
    line: int
    was: str
    now: str
    source: str

    @property
    def key(self) -> str:
        """What it is known by between runs: the function and every word of its changed code."""
        return f"{self.module}.{self.function}:{_short(self.source)}"


def mutants_of(module: str) -> list[Mutant]:
    """Every mutant of one module of the law, in the order of its lines."""
    from mutmut.mutation.file_mutation import mutate_file_contents

    text = (LAW / f"{module}.py").read_text("utf-8")
    written = mutate_file_contents(f"{module}.py", text).code
    lines = written.splitlines()
    where = dict(_functions(ast.parse(text)))
    originals: dict[str, list[str]] = {}
    found = []
    for _, node in _functions(ast.parse(written)):
        mangled, _, number = node.name.rpartition("__mutmut_")
        if not mangled:
            continue
        body = _dedented(lines[node.lineno - 1 : node.end_lineno])
        if number == "orig":
            originals[mangled] = body
            continue
        function = (
            mangled.removeprefix("xǁ").replace("ǁ", ".") if "ǁ" in mangled else mangled.removeprefix("x_")
        )
        at, was, now = _difference(originals[mangled][1:], body[1:]) or _difference(originals[mangled], body)
        found.append(
            Mutant(module, function, int(number), where[function].lineno + at + 1, was, now, "\n".join(body))
        )
    return found


def functions() -> list[tuple[str, str]]:
    """Every function of the law that can be changed, by module and name."""
    return [
        (path.stem, name)
        for path in sorted(LAW.glob("*.py"))
        for name, node in _functions(ast.parse(path.read_text("utf-8")))
        if not node.decorator_list or all(getattr(d, "id", "") in PLAIN for d in node.decorator_list)
    ]


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _functions(tree: ast.AST, of: str = "") -> list[tuple[str, ast.FunctionDef]]:
    found: list[tuple[str, ast.FunctionDef]] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            found.append((f"{of}{node.name}", node))
        elif isinstance(node, ast.ClassDef):
            found += _functions(node, f"{of}{node.name}.")
    return found


def _dedented(lines: list[str]) -> list[str]:
    depth = len(lines[0]) - len(lines[0].lstrip())
    return [line[depth:] if not line[:depth].strip() else line for line in lines]


def _difference(was: list[str], now: list[str]) -> tuple[int, str, str] | None:
    for kind, a, b, c, d in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind != "equal":
            return a, " ".join(x.strip() for x in was[a:b]), " ".join(x.strip() for x in now[c:d])
    return None


def _found(module: str, function: str) -> FunctionType:
    """The function itself, below whatever decorates it."""
    held: Any = importlib.import_module(f"caseworker.law.{module}")
    for part in function.split("."):
        held = vars(held)[part]
    held = getattr(held, "__func__", held)
    assert isinstance(held, FunctionType), f"{module}.{function} is no plain function"
    return held


def _put_in(mutant: Mutant) -> None:
    """Give the function the mutant's code; whoever holds the function holds the mutant."""
    function = _found(mutant.module, mutant.function)
    definition = ast.parse(mutant.source).body[0]
    assert isinstance(definition, ast.FunctionDef)
    definition.decorator_list = []
    # Inside another function, so that ``super()`` has the cell of its class to look into.
    names = "".join(f"    {name} = None\n" for name in function.__code__.co_freevars)
    inner = ast.unparse(definition).replace("\n", "\n    ")
    source = f"def made():\n{names}    {inner}\n    return {definition.name}"
    space: dict[str, Any] = {}
    flags = __future__.annotations.compiler_flag
    exec(compile(source, f"<{mutant.key}>", "exec", flags), function.__globals__, space)
    changed = space["made"]()
    function.__code__ = changed.__code__
    function.__defaults__, function.__kwdefaults__ = changed.__defaults__, changed.__kwdefaults__


def _forget(*, every: bool) -> None:
    """Nothing the law has worked out is remembered; its tables only where what reads them is in question."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("caseworker.", "tests.")):
            for one in list(vars(module).values()):
                if hasattr(one, "cache_clear") and (every or getattr(one, "__name__", "") != "table"):
                    one.cache_clear()


def _watched(item: pytest.Item, codes: dict[CodeType, str]) -> tuple[float, list[str]]:
    """One test as the law stands: its seconds of processor time, and the functions it reached."""
    _forget(every=False)
    hit: set[str] = set()

    def saw(frame: Any, event: str, _: Any) -> None:
        if event == "call" and frame.f_code in codes:
            hit.add(codes[frame.f_code])

    began = time.process_time()
    sys.setprofile(saw)
    try:
        reports = runtestprotocol(item, log=False, nextitem=None)
    finally:
        sys.setprofile(None)
    if any(report.failed for report in reports):
        raise pytest.UsageError(f"{item.nodeid} fails before anything was changed")
    return time.process_time() - began, sorted(hit)


class Trial:
    """A pytest plugin: instead of the tests it runs the mutants."""

    def __init__(self, mutants: list[Mutant], kept: Path, *, fresh: bool, seconds: float) -> None:
        self.mutants, self.kept, self.seconds = mutants, kept, seconds
        known = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
        self.before: dict[str, str] = known.get("found", {})
        self.found: dict[str, str] = {} if fresh else self.before
        self.known: dict[str, tuple[float, list[str]]] = known.get("tests", {})
        """Of each test, with its file as it was: its seconds, and the functions of the law it reaches."""
        self.reach: dict[str, list[pytest.Item]] = defaultdict(list)
        self.took: dict[str, float] = {}
        self.kills: dict[str, Counter[str]] = defaultdict(Counter)
        for key, killer in self.before.items():
            self.kills[key.rpartition(":")[0]][killer] += 1

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """A property that failed has failed: no time goes into finding the smallest example."""
        profile = settings.get_profile("caseworker")
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutants", parent=profile, phases=phases, derandomize=True)
        settings.load_profile("mutants")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Each test once as the law stands, then the mutants."""
        if session.testsfailed:
            raise session.Interrupted("the tests could not be collected")
        began = time.monotonic()
        self._as_it_stands(session.items)
        print(
            f"\n{len(session.items)} tests in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True
        )
        for path in (LAW / "data").glob("*.toml"):
            tables.table(path.stem)
        self._holds(session.items)
        gc.collect()
        gc.freeze()
        for done, mutant in enumerate(self.mutants, 1):
            if self.found.get(mutant.key, "survived") in LEFT:
                self.found[mutant.key] = self._tried(mutant)
            if done % 50 == 0 or done == len(self.mutants):
                self._told(done, time.monotonic() - began)
        return True

    def _told(self, done: int, seconds: float) -> None:
        left = sum(self.found[one.key] in LEFT for one in self.mutants[:done])
        print(f"{seconds:6.0f} s  {done} of {len(self.mutants)}: {left} survive", file=sys.stderr, flush=True)
        kept = {"found": self.found, "tests": self.known}
        self.kept.write_text(json.dumps(kept, indent=0, sort_keys=True), "utf-8")

    def _as_it_stands(self, items: list[pytest.Item]) -> None:
        codes = {_found(module, name).__code__: f"{module}.{name}" for module, name in functions()}
        files = {path: _short(path.read_text("utf-8")) for path in {item.path for item in items}}
        for item in items:
            key = f"{files[item.path]} {item.nodeid}"
            if key not in self.known:
                self.known[key] = _watched(item, codes)
            self.took[item.nodeid], hit = self.known[key]
            for function in hit:
                self.reach[function].append(item)

    def _holds(self, items: list[pytest.Item]) -> None:
        """Every test holds in a fork in which nothing was changed: else it would find every mutant."""
        child = os.fork()
        if not child:
            self._run(None, items, os.open(os.devnull, os.O_WRONLY))
        _, status = os.waitpid(child, 0)
        if status:
            raise pytest.UsageError("a test of the law fails before anything was changed")

    def _order(self, mutant: Mutant) -> list[pytest.Item]:
        function = f"{mutant.module}.{mutant.function}"
        hint = self.before.get(mutant.key)
        kills = self.kills[function]
        quick = sorted(self.reach[function], key=lambda item: self.took[item.nodeid])
        turn: Counter[str] = Counter()

        def rank(item: pytest.Item) -> tuple[int, int]:
            """What found mutants here before; then each test function in turn, a quick case of it first."""
            told = item.nodeid.partition("[")[0]
            turn[told] += 1
            return -kills[item.nodeid] - BEFORE * (item.nodeid == hint), turn[told]

        order, spent = [], 0.0
        for item in sorted(quick, key=rank):
            spent += self.took[item.nodeid]
            if order and spent > self.seconds:
                break
            order.append(item)
        return order

    def _tried(self, mutant: Mutant) -> str:
        order = self._order(mutant)
        function = f"{mutant.module}.{mutant.function}"
        if not order:
            return "unreached"
        read, write = os.pipe()
        child = os.fork()
        if not child:
            os.close(read)
            self._run(mutant, order, write)
        os.close(write)
        with os.fdopen(read, "rb") as end:
            said = end.read().decode()
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return f"signal {os.WTERMSIG(status)}"
        if os.WEXITSTATUS(status) == 0:
            return "survived"
        self.kills[function][said] += 1
        return said or "error"

    def _run(self, mutant: Mutant | None, order: list[pytest.Item], write: int) -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        end = 1
        try:
            _forget(every=mutant is not None and mutant.module == "tables")
            if mutant:
                _put_in(mutant)
            for item, nextitem in zip(order, (*order[1:], None), strict=True):
                signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE + 10 * self.took[item.nodeid])
                if any(one.failed for one in runtestprotocol(item, log=False, nextitem=nextitem)):
                    os.write(write, item.nodeid.encode())
                    break
            else:
                end = 0
        except BaseException as fault:
            os.write(write, f"fault {fault!r}"[:500].encode())
        finally:
            os._exit(end)
