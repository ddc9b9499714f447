"""Learn what a sentence of a reply sounds like: from labelled sentences, answers, replies and paragraphs.

``python -m bench.replies fit`` writes what the program keeps; ``try`` learns without what has an even number
among the sentences and answers, and prints how it hears those.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bench.measure import cache as folder
from bench.motorists.learning import boxes, evened, fitted, rareness
from bench.replies import FOLDER, LABELS
from caseworker.cli.letter_facts import facts_of
from caseworker.letters.checks.answering import substantive
from caseworker.letters.checks.letter import Sentence, read
from caseworker.letters.checks.sounding import FEWEST
from caseworker.letters.preflight import check
from caseworker.reading.faults import FAULTS, KINDS, TELLS_NOTHING, crossed
from caseworker.reading.meaning import WIDTH, encoder

Table = Any
KEPT = FOLDER.parents[1] / "caseworker" / "reading" / "data" / "learned"
LABELLED = {
    "fettered": "fettered-discretion",
    "refused-to-consider": "refused-to-consider",
    "extra-evidence": "demand-of-extra-evidence-not-allowed",
    "threat": "threat-of-later-stage",
    "rude": "rude-tone",
    "unexplained": "unexplained-decision",
    "dismisses-compelling": "compelling-reasons-not-considered",
    "empty": TELLS_NOTHING,
}
"""The kind of a sentence by its label."""
MAY_HAVE = {
    "fettered-discretion": ("refused-to-consider", "dismisses-compelling"),
    "refused-to-consider": ("dismisses-compelling", "fettered"),
    "demand-of-extra-evidence-not-allowed": ("wrong-law",),
    "threat-of-later-stage": (),
    "rude-tone": ("threat",),
    "unexplained-decision": ("refused-to-consider", "empty"),
    "compelling-reasons-not-considered": ("refused-to-consider", "fettered", "wrong-law"),
}
"""Labels of sentences that may have a fault as well: they say nothing of it."""
OF_EMPTY = ("fettered-discretion", "refused-to-consider", "unexplained-decision")
"""Faults that a sentence may have which stands where an answer was."""
BESIDE = {
    "unexplained-decision": ("point-not-addressed", "refused-to-consider"),
    "refused-to-consider": ("point-not-addressed",),
    "compelling-reasons-not-considered": ("discretion-not-considered", "fettered-discretion", "wrong-law"),
    "fettered-discretion": ("wrong-law", "compelling-reasons-not-considered", "discretion-not-considered"),
}
"""Faults of a reply that leave open whether one of its sentences has another."""
EMPTIED = "A"
"""The answers in which nothing stands where one was left out; in the others another thing is answered."""
DIRECTIONS = 96
"""Directions of meaning that are kept."""
SETS = ("development", "fresh", "third", "fourth")
"""The replies that are learned from."""
LEAST = {
    "fettered-discretion": 0.0,
    "refused-to-consider": -1.2,
    "demand-of-extra-evidence-not-allowed": -2.2,
    "threat-of-later-stage": -2.2,
    "rude-tone": -1.4,
    "unexplained-decision": -1.2,
    "compelling-reasons-not-considered": -2.6,
    TELLS_NOTHING: 1.2,
}
"""From which score on a kind is told: fewer than one in a hundred of the sentences that only come near it."""
SURE = {"fettered-discretion": 2.0, "refused-to-consider": 1.0, "unexplained-decision": 2.0}
"""From which score on it is told as certain; a kind that is not here never is."""


@dataclass
class Material:
    """Sentences, which faults each has and how much that counts."""

    texts: list[str] = field(default_factory=list)
    raised: list[Table] = field(default_factory=list)
    counts: list[Table] = field(default_factory=list)
    origin: list[str] = field(default_factory=list)
    """Where it is from: ``even`` where it has an even number, else its file."""

    def add(self, text: str, has: Sequence[str], origin: str, unknown: Sequence[str] = ()) -> None:
        """One sentence.

        Args:
            has: its kinds.
            unknown: kinds of which nothing is known.
        """
        self.texts.append(_plain(text))
        self.raised.append(np.array([one in has for one in KINDS], np.float32))
        self.counts.append(np.array([one not in unknown for one in KINDS], np.float32))
        self.origin.append(origin)


def meanings(texts: Sequence[str]) -> Table:
    """Sentences by their meaning, as the model reads them as it came; what was once read is kept."""
    path = folder() / "replies.npz"
    kept: dict[str, Table] = {}
    if path.is_file():
        with np.load(path) as stored:
            kept = dict(zip(stored["texts"].tolist(), stored["rows"], strict=True))
    todo = sorted(set(texts) - kept.keys(), key=len)
    model = encoder()
    assert model, "the model of meanings is not installed: see docs/figures.md"
    for start in range(0, len(todo), 64):
        some = todo[start : start + 64]
        kept.update(zip(some, model.encode(some), strict=True))
    if todo:
        np.savez(path, texts=np.array(list(kept)), rows=np.array(list(kept.values()), np.float32))
    return np.array([kept[text] for text in texts], np.float32).reshape(-1, WIDTH)


def _lines(name: str) -> list[tuple[dict[str, Any], str]]:
    """The rows of a file, each with where it is from."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [(row, name if int(row["id"][1:]) % 2 else "even") for row in rows]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _cut(body: Iterable[Sentence]) -> list[str]:
    """The sentences that are long enough to be heard."""
    return [_plain(one.text) for one in body if one.words >= FEWEST]


def material() -> Material:
    """All that is learned from."""
    found = Material()
    for row, origin in _lines("answers"):
        if row["id"].startswith(EMPTIED):
            _add_answer(found, row, origin)
    for row, origin in _lines("sentences"):
        label = row["label"]
        unknown = [one for one, labels in MAY_HAVE.items() if label in labels]
        unknown += [] if label in ("empty", "telling") else [TELLS_NOTHING]
        found.add(row["text"], [LABELLED.get(label, "")], origin, unknown=unknown)
    _add_paragraphs(found)
    for name in SETS:
        for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            _add_reply(found, json.loads(line), name)
    return found


def _add_answer(found: Material, row: dict[str, Any], origin: str) -> None:
    """Sentences that answer, and those that stand where an answer was: they tell nothing of the case."""
    full = _told(row["full"])
    answers = _plain(" ".join([*row["answers"].values(), *row["evidence_answers"].values()]))
    for text in full:
        if text in answers:
            found.add(text, [], origin)
    emptied = [*(one["text"] for one in row["without"]), row["generic"]]
    instead = dict.fromkeys(one for answer in emptied for one in _told(answer))
    for text in [one for one in instead if one not in full]:
        found.add(text, [TELLS_NOTHING], origin, unknown=OF_EMPTY)


def _told(text: str) -> list[str]:
    """The sentences of an answer."""
    return _cut(read(f"Dear A\n\n{text}\n").body)


def _add_paragraphs(found: Material) -> None:
    """The sentences of the council's own paragraphs have no fault, and tell something where they answer."""
    for path in sorted((FOLDER.parents[1] / "paragraphs").rglob("*.md")):
        head, *parts = path.read_text(encoding="utf-8").split("+++")[1:] or [""]
        answers = 'slot = "answer"' in head
        for one in (one for part in parts for one in read(part.replace("*{words}*", "")).sentences):
            if one.words >= FEWEST:
                known = answers and substantive(one)
                found.add(one.text, [], "paragraphs", unknown=[] if known else [TELLS_NOTHING])


def _add_reply(found: Material, row: dict[str, Any], name: str) -> None:
    """The sentences of a reply: the faults that patterns find in them, and none that the reply has not."""
    facts, enclosures = facts_of({key: value for key, value in row.items() if key not in LABELS})
    letter = read(row["reply"])
    marked: dict[str, set[str]] = {}
    for one in check(row["reply"], facts, enclosures=enclosures):
        at = letter.at(one.start) if one.start is not None else None
        if at is not None and one.code in row["faults"]:
            marked.setdefault(_plain(at.text), set()).add(one.code)
    known = {one.partition(":")[0] for one in (*row["faults"], *row.get("optional_faults", ()))}
    unclear = {one for one in FAULTS if known & {one, *BESIDE.get(one, ())}}
    telling = set() if row["faults"] else set(_cut(one for one in letter.body if substantive(one)))
    for text in _cut(letter.body):
        has = marked.get(text, set()) - {"compelling-reasons-not-considered"}
        unknown = unclear - has if text in telling else {TELLS_NOTHING, *unclear} - has
        found.add(text, sorted(has), name, unknown=sorted(unknown))


@dataclass
class Fitted:
    """What was learned."""

    rare: Table
    places: Table
    words: tuple[Table, Table]
    """Weights and bases by words."""
    meaning: tuple[Table, Table]

    def scores(self, texts: Sequence[str]) -> Table:
        """How much each text sounds like each kind."""
        by_words = evened(boxes(texts), self.rare) @ self.words[0] + self.words[1]
        lies = crossed(meanings(texts), texts, self.places)
        return (by_words + lies @ self.meaning[0] + self.meaning[1]) / 2


def learn(some: Material, keep: Table) -> Fitted:
    """Learn from some of the sentences."""
    texts = [some.texts[n] for n in keep]
    raised, counts = np.array(some.raised)[keep], np.array(some.counts)[keep]
    table, rows = boxes(texts), meanings(texts)
    rare, middle = rareness(table), rows.mean(0)
    directions = np.linalg.svd(rows - middle, full_matrices=False)[2][:DIRECTIONS]
    places = np.vstack([middle[None], directions]).astype("<f2").astype(np.float32)
    each = (evened(table, rare), crossed(rows, texts, places))
    words, meaning = (fitted(one, raised, counts, hold=1.0, rounds=100) for one in each)
    return Fitted(rare, places, words, meaning)


def write(some: Fitted) -> None:
    """Write what the program keeps."""
    weights = some.words[0]
    scale = np.maximum(np.abs(weights).max(0), 1e-6) / 127
    rare = np.where(np.abs(weights).max(1) > 0, some.rare, 0).astype(np.uint8)
    kept = (
        rare.tobytes(),
        np.clip(np.rint(weights / scale), -127, 127).astype(np.int8).tobytes(),
        some.places.astype("<f2").tobytes(),
        some.meaning[0].astype("<f2").tobytes(),
    )
    (KEPT / "faults.bin").write_bytes(zlib.compress(b"".join(kept), 9))
    head = {
        "directions": DIRECTIONS,
        "scales": [round(float(one), 6) for one in scale],
        "bases": [round(float(one), 3) for one in some.words[1]],
        "meaning_bases": [round(float(one), 3) for one in some.meaning[1]],
        "least": {one: LEAST[one] for one in KINDS},
        "sure": SURE,
    }
    (KEPT / "faults.json").write_text(json.dumps(head, indent=1) + "\n", encoding="utf-8")


def fit() -> None:
    """Learn from everything, and write it."""
    some = material()
    write(learn(some, np.arange(len(some.texts))))


def tried() -> None:
    """Learn without what has an even number, and print how much of that is heard rightly and wrongly."""
    some = material()
    even = np.array(some.origin) == "even"
    scores = learn(some, np.flatnonzero(~even)).scores([some.texts[n] for n in np.flatnonzero(even)])
    raised, known = np.array(some.raised)[even] > 0, np.array(some.counts)[even] > 0
    for n, name in enumerate(KINDS):
        heard, is_so = scores[known[:, n], n] >= LEAST[name], raised[known[:, n], n]
        print(f"{(heard & is_so).sum():4} of {is_so.sum():4}", end="")
        print(f", wrongly {(heard & ~is_so).sum():3} of {(~is_so).sum():4}  {name}")
