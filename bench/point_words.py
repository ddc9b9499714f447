"""Make the words by which people speak of each point: ``python -m bench.point_words FILE …``.

What it writes is data of the letter check (``point_words.toml``), from example sentences of motorists. A word
stands there that many sentences of one point say, and few of the others.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from bench.measure import ROOT
from caseworker.letters.checks.told import particular

TARGET = ROOT / "caseworker" / "letters" / "checks" / "data" / "point_words.toml"
LEAST, RATIO, MOST = 4, 9.0, 30


def words(rows: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The beginnings of words that mark each point, the surest first, from pairs of slug and sentence."""
    by_slug: dict[str, Counter[str]] = defaultdict(Counter)
    sentences: Counter[str] = Counter()
    for slug, text in rows:
        sentences[slug] += 1
        by_slug[slug].update(particular(text))
    everywhere: Counter[str] = Counter()
    for counter in by_slug.values():
        everywhere.update(counter)
    total = sum(sentences.values())
    found = {}
    for slug in sorted(by_slug):
        marks = []
        for word, count in by_slug[slug].items():
            here = count / sentences[slug]
            rest = (everywhere[word] - count + 0.5) / (total - sentences[slug] + 1)
            if count >= LEAST and here / rest >= RATIO:
                marks.append((count * math.log(here / rest), word))
        found[slug] = [word for _, word in sorted(marks, reverse=True)[:MOST]]
    return found


def main() -> None:
    """Write the file from the sentence files named."""
    rows = []
    for name in sys.argv[1:]:
        for line in Path(name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("raises", True):
                rows.append((row["slug"], row["text"]))
    lines = ["# Made by `python -m bench.point_words` from example sentences: beginnings of words."]
    lines += [f'{slug} = "{" ".join(found)}"' for slug, found in words(rows).items()]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
