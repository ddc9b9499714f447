"""A disk as a power cut may leave it, rebuilt from the record of what was done to it.

What was synced is there. What was written and not synced may be there whole, not at all, as any subset or
as a beginning, and a piece of it may be torn at 512 bytes. A file's new name is there once the file or its
folder was synced; a name that was removed or changed is so for certain once the folder was synced, and names
change in order. The disk itself is taken to be honest: what it says is synced, is.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_HEAD = struct.Struct("<2scxIQQQ")
SECTOR = 512
MODES = ("none", "all", "subset", "prefix")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to the disk."""

    kind: str
    path: str
    inode: int
    offset: int
    data: bytes


@dataclass(slots=True)
class File:
    """One file, whatever it is called."""

    content: bytearray = field(default_factory=bytearray)
    synced: int = -1
    """The last step by which its content was synced."""


@dataclass(frozen=True, slots=True)
class Image:
    """The disk after a cut."""

    files: Mapping[str, bytes]
    """By name, without the folder."""
    acknowledged: tuple[bytes, ...]
    """Lines of the acknowledgements that were given before the cut."""
    mode: str
    """What became of writes that were not synced."""

    def lay(self, folder: Path) -> None:
        """Put the files into an empty folder."""
        folder.mkdir()
        for name, content in self.files.items():
            (folder / name).write_bytes(content)


def steps_of(log: Path) -> list[Step]:
    """Read the shim's record."""
    whole = log.read_bytes()
    found, at = [], 0
    while at < len(whole):
        mark, kind, path_length, inode, offset, length = _HEAD.unpack_from(whole, at)
        assert mark == b"SH", "the record is not torn"
        at += _HEAD.size
        path = whole[at : at + path_length].decode()
        at += path_length
        found.append(Step(kind.decode(), path, inode, offset, whole[at : at + length]))
        at += length
    return found


class Disk:
    """The record of one piece of work, from which images are made."""

    def __init__(self, before: Mapping[str, Path], steps: Sequence[Step], acknowledgements: str) -> None:
        """Read the record once.

        Args:
            before: the files, by name, as they lay synced before the work began.
            steps: what was then done.
            acknowledgements: name of the file into which each finished act wrote a line. It is no part of the
                disk: it is what somebody was told.
        """
        self.before = {name: path.read_bytes() for name, path in before.items()}
        self.steps = steps
        self._acknowledgements = acknowledgements
        self._files = self._whose()
        given = [i for i, one in enumerate(steps) if self._files[i] == acknowledgements and one.kind == "W"]
        self.first = given[0] + 1 if given else 0
        """The first step after the work had begun."""

    def _whose(self) -> list[str | int]:
        """For each step the file it is done to: a number of its own, since inodes are used again."""
        numbers: dict[int, str | int] = {}
        found: list[str | int] = []
        for place, one in enumerate(self.steps):
            name = Path(one.path).name
            if one.kind in "CO" and name == self._acknowledgements:
                numbers[one.inode] = name
            elif one.kind == "C" or (one.kind == "O" and one.inode not in numbers):
                numbers[one.inode] = place
            found.append(numbers.get(one.inode, -1))
        return found

    def cut(self, at: int, dice: random.Random) -> Image:
        """The disk after a cut just after the first `at` steps."""
        mode, share = dice.choice(MODES), dice.random()
        files: dict[str | int, File] = {}
        names: dict[str, str | int] = {}
        told: list[bytes] = []
        self._syncs(at, files)
        folder = max((i for i in range(at) if self.steps[i].kind == "D"), default=-1)
        lasting = True
        for place in range(at):
            one, which = self.steps[place], self._files[place]
            if which == self._acknowledgements:
                if one.kind == "W":
                    told += one.data.splitlines()
                continue
            if one.kind in "WT":
                self._write(files[which], one, place, _kept(mode, place, at, share, dice), dice)
            elif one.kind == "O":
                self._known(files, names, one, which)
            elif one.kind in "CULR":
                sure = place <= folder or (one.kind == "C" and place <= files[which].synced)
                # Names change in order: once one change is lost, no later one is kept.
                lasting = sure or (lasting and _kept(mode, place, at, share, dice))
                if lasting:
                    _rename(names, one, which)
        held = {name: bytes(files[which].content) for name, which in names.items()}
        untouched = {name: content for name, content in self.before.items() if not self._opened(name, at)}
        return Image(untouched | held, tuple(told), mode)

    def _opened(self, name: str, at: int) -> bool:
        return any(one.kind in "CO" and Path(one.path).name == name for one in self.steps[:at])

    def _syncs(self, at: int, files: dict[str | int, File]) -> None:
        for place in range(at):
            which = self._files[place]
            held = files.setdefault(which, File())
            if self.steps[place].kind == "S":
                held.synced = place

    def _known(
        self, files: dict[str | int, File], names: dict[str, str | int], one: Step, which: str | int
    ) -> None:
        """A file that lay there before the work began, opened for the first time."""
        name = Path(one.path).name
        if name not in names and which not in names.values() and name in self.before:
            names[name] = which
            files[which].content = bytearray(self.before[name])

    def _write(self, held: File, one: Step, place: int, kept: bool, dice: random.Random) -> None:
        if place > held.synced and not kept:
            return
        if one.kind == "T":
            del held.content[one.offset :]
            held.content.extend(bytes(one.offset - len(held.content)))
            return
        start, data = one.offset, one.data
        if place > held.synced and len(data) > SECTOR and dice.random() < 0.3:
            torn = dice.randrange(0, len(data), SECTOR)
            start, data = (start, data[:torn]) if dice.random() < 0.5 else (start + torn, data[torn:])
        held.content.extend(bytes(max(0, start - len(held.content))))
        held.content[start : start + len(data)] = data


def _kept(mode: str, place: int, at: int, share: float, dice: random.Random) -> bool:
    """Whether something that was not synced came to the disk all the same."""
    if mode == "subset":
        return dice.random() < 0.5
    return mode == "all" or (mode == "prefix" and place < at * share)


def _rename(names: dict[str, str | int], one: Step, which: str | int) -> None:
    name, other = Path(one.path).name, Path(one.data.decode()).name if one.data else ""
    if one.kind == "C":
        names[name] = which
    elif one.kind == "U":
        names.pop(name, None)
    elif name in names:
        names[other] = names[name]
        if one.kind == "R":
            del names[name]
