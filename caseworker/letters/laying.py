"""Lays files over a library: the same paragraphs with some in other words, some new, some gone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from caseworker.letters.library import Library, Paragraph, Problem, parse


def stem(path: str) -> str:
    """The name of a paragraph's file, which is its id."""
    return PurePosixPath(path).stem


def lay(library: Library, files: Mapping[str, str | None]) -> tuple[Library, tuple[Problem, ...]]:
    """A library with files laid over it, and everything that is wrong in those.

    Args:
        files: the text of each by its path (``loading/loading-upheld.md``); none where it is taken away. One
            takes the place of the file of its name, in whatever folder that lies. What cannot be read changes
            nothing: the words that stood before stand.
    """
    kept: dict[str, list[Paragraph]] = {}
    for one in library:
        kept.setdefault(one.path, []).append(one)
    paths = {stem(path): path for path in kept}
    problems: list[Problem] = []
    for path, text in files.items():
        before = paths.get(stem(path), path)
        if text is None:
            kept.pop(before, None)
            continue
        found, wrong = parse(text, path, library.fields)
        taken = {one.id: one.path for other, some in kept.items() if other != before for one in some}
        twice = [
            Problem(path, 2, f"The id “{one.id}” is also in {taken[one.id]}.", "An id is used once.")
            for one in found
            if one.id in taken
        ]
        problems += [*wrong, *twice]
        if found and not twice and not any(one.level == "error" for one in wrong):
            kept.pop(before, None)
            kept[path] = list(found)
            paths[stem(path)] = path
    ordered = sorted(kept, key=lambda path: PurePosixPath(path).parts)
    return Library((one for path in ordered for one in kept[path]), library.fields), tuple(problems)
