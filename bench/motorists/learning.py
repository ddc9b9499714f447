"""Learn from example sentences and labelled letters; try it on letters that were left out.

Two judges hear a clause, one by its words and one by its meaning: each a logistic regression over all points.
What they say of a letter's clauses, with phrases and what is usual, is weighed by a third. The third learns
from what the two said of letters that neither they nor the fitted model had learned from.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from scipy import sparse

from bench.measure import cache as folder
from bench.motorists.figures import Figures, figures
from bench.motorists.letters import LEARNED, USUAL, WEIGHED, Example, Letter, examples, folds, letters
from caseworker.law.points import slugs
from caseworker.reading.fitting import held
from caseworker.reading.grams import BOXES, counted
from caseworker.reading.learned import LENGTH, RARE
from caseworker.reading.meaning import WIDTH, fitted_encoder
from caseworker.reading.phrases import searchable
from caseworker.reading.points import fits, spoken, worth_hearing
from caseworker.reading.scope import denies, own_words
from caseworker.reading.signs import BY_WORDS, NAMES, Sounding, signs

Table = Any
SLUGS = tuple(slugs())
AT = {slug: n for n, slug in enumerate(SLUGS)}
SIGNS = {"full": NAMES, "words": BY_WORDS}
"""The signs that are weighed with the model of meanings, and without."""
SURE, OTHERS, NEAR = 1.0, 0.5, 0.1
"""How much a label counts: its own point, the points a sentence was not written for, those of a near miss."""
QUOTED = 1.5
RAISED = 3.0
"""How much more a sentence counts that raises a point: most raise none of most."""


@dataclass
class Material:
    """Everything that is learned from: a row a sentence."""

    texts: list[str] = field(default_factory=list)
    raised: list[Table] = field(default_factory=list)
    counts: list[Table] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)
    """The letter that a sentence is of; -1 for an example."""

    def add(self, text: str, raised: Sequence[str], counts: Table, owner: int) -> None:
        """One sentence with the points it raises and how much each label counts."""
        labels = np.zeros(len(SLUGS), np.float32)
        labels[[AT[slug] for slug in raised]] = 1
        self.texts.append(searchable(text))
        self.raised.append(labels)
        self.counts.append(counts)
        self.owner.append(owner)


@dataclass
class Read:
    """A letter cut as the program cuts it."""

    letter: Letter
    search: str
    places: list[tuple[int, int]]

    @property
    def sentences(self) -> list[str]:
        """The words of each clause."""
        return [self.search[start:end] for start, end in self.places]


def read(letter: Letter) -> Read:
    """Cut a letter."""
    search = own_words(searchable(letter.text))
    return Read(letter, search, worth_hearing(search))


def material(some: Sequence[Read], banks: Sequence[Example]) -> Material:
    """The sentences of letters and of examples, labelled."""
    found = Material()
    for one in banks:
        counts = np.full(len(SLUGS), OTHERS if one.raises else NEAR, np.float32)
        counts[AT[one.slug]] = SURE
        found.add(one.text, [one.slug] if one.raises else [], counts, -1)
    for n, one in enumerate(some):
        _add_letter(found, n, one)
    return found


def _add_letter(found: Material, n: int, one: Read) -> None:
    """A letter's quotes, which raise their point, and its clauses, which raise no other than it does."""
    letter = one.letter
    open_ = [AT[slug] for slug in letter.points | letter.optional]
    for slug, quote in letter.quotes.items():
        counts = np.full(len(SLUGS), OTHERS, np.float32)
        counts[open_] = 0
        counts[AT[slug]] = QUOTED
        found.add(quote, [slug], counts, n)
    for start, end in one.places:
        counts = np.full(len(SLUGS), OTHERS, np.float32)
        counts[open_] = 0
        counts[[AT[slug] for slug in letter.traps]] = SURE
        raised = [slug for slug, quote in letter.quotes.items() if _within(letter.text, quote, start, end)]
        counts[[AT[slug] for slug in raised]] = SURE
        found.add(one.search[start:end], raised, counts, n)


def _within(text: str, quote: str, start: int, end: int) -> bool:
    """Whether a clause and a quote are for the most part the same words."""
    at = text.find(quote)
    shared = min(end, at + len(quote)) - max(start, at)
    return at >= 0 and shared > 0.5 * min(end - start, len(quote))


def boxes(texts: Sequence[str]) -> Table:
    """Sentences by their words: damped counts, a row a sentence."""
    edges, places, values = [0], [], []
    for text in texts:
        found = counted(text)
        places += found.keys()
        values += found.values()
        edges.append(len(places))
    return sparse.csr_matrix((np.array(values, np.float32), places, edges), (len(texts), BOXES))


def rareness(table: Table) -> Table:
    """The weight of each box, as the byte in which it is kept: nought for what is met once."""
    met = np.asarray((table > 0).sum(0)).ravel()
    weights = np.log((1 + table.shape[0]) / (1 + met)) + 1
    return np.where(met > 1, np.clip(np.rint(weights * 255 / RARE), 1, 255), 0).astype(np.uint8)


def evened(table: Table, rare: Table) -> Table:
    """Each row weighed by rareness and stretched to one length."""
    weighed = table @ sparse.diags(rare.astype(np.float32))
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(1)).ravel())
    return (sparse.diags(LENGTH / np.maximum(lengths, 1e-9)) @ weighed).tocsr().astype(np.float32)


def meanings(texts: Sequence[str]) -> Table:
    """Sentences by their meaning, as the fitted model reads them; what was once read is kept."""
    path = folder() / f"motorists-{zlib.crc32(held()):08x}.npz"
    kept: dict[str, Table] = {}
    if path.is_file():
        with np.load(path) as stored:
            kept = dict(zip(stored["texts"].tolist(), stored["rows"], strict=True))
    todo = sorted({" ".join(text.split()) for text in texts} - kept.keys(), key=len)
    model = fitted_encoder()
    assert model, "the model of meanings is not installed: see docs/figures.md"
    for start in range(0, len(todo), 64):
        some = todo[start : start + 64]
        kept.update(zip(some, model.encode(some), strict=True))
    if todo:
        np.savez(path, texts=np.array(list(kept)), rows=np.array(list(kept.values()), np.float32))
    return np.array([kept[" ".join(text.split())] for text in texts], np.float32).reshape(-1, WIDTH) * LENGTH


def fitted(x: Table, raised: Table, counts: Table, *, hold: float, rounds: int) -> tuple[Table, Table]:
    """A logistic regression for every point at once (Adam, all rows in each round).

    Args:
        counts: how much each label counts; nought where it is not known.
        hold: how strongly weights are held small.
    """
    weights = np.zeros((x.shape[1], raised.shape[1]), np.float32)
    bases = np.full(raised.shape[1], -4.0, np.float32)
    counts = counts * np.where(raised > 0, RAISED, 1).astype(np.float32)
    moved = [np.zeros_like(weights), np.zeros_like(weights), np.zeros_like(bases), np.zeros_like(bases)]
    for n in range(1, rounds + 1):
        off = (1 / (1 + np.exp(-(x @ weights + bases))) - raised) * counts
        step = 0.15 * (1 - n / rounds) + 0.005
        for k, (values, slope) in enumerate(((weights, x.T @ off + hold * weights), (bases, off.sum(0)))):
            first, second = moved[2 * k], moved[2 * k + 1]
            first += 0.1 * (slope - first)
            second += 0.02 * (slope * slope - second)
            values -= step * (first / (1 - 0.9**n)) / (np.sqrt(second / (1 - 0.98**n)) + 1e-8)
    return weights, bases


APART = 10.0
"""How hard the bases of the points are held together when signs are weighed."""
JUDGES = {"words": {"hold": 1.5, "rounds": 40}, "meaning": {"hold": 5.0, "rounds": 30}}
"""How each of the two is fitted; the second has learned these sentences once already, with the model."""


@dataclass
class Workshop:
    """What is learned from, read and measured out once: fits take rows of it."""

    tables: dict[str, Table]
    rare: Table
    raised: Table
    counts: Table
    owner: Table
    many: int
    """The letters that are learned from."""
    reads: list[Read]
    """The letters that signs are weighed by: heard by the judges, never learned from."""
    clause_tables: dict[str, Table]
    clause_owner: Table
    often: dict[str, list[float]]

    def fit(self, judge: str, keep: Table) -> tuple[Table, Table]:
        """Fit one judge on some rows."""
        return fitted(self.tables[judge][keep], self.raised[keep], self.counts[keep], **JUDGES[judge])


@cache
def workshop() -> Workshop:
    """All sentences and all letters, ready to learn from."""
    learned_from = [read(letter) for name in LEARNED for letter in letters(name)]
    rows = material(learned_from, examples())
    reads = [read(letter) for letter in letters(WEIGHED)]
    own = [text for one in reads for text in one.sentences]
    counted_rows = boxes(rows.texts)
    rare = rareness(counted_rows)
    return Workshop(
        {"words": evened(counted_rows, rare), "meaning": meanings(rows.texts)},
        rare,
        np.array(rows.raised),
        np.array(rows.counts),
        np.array(rows.owner),
        len(learned_from),
        reads,
        {"words": evened(boxes(own), rare), "meaning": meanings(own)},
        np.repeat(np.arange(len(reads)), [len(one.places) for one in reads]),
        usual(letters(USUAL)),
    )


def usual(some: Sequence[Letter]) -> dict[str, list[float]]:
    """How usual each point is by family, and by family and code, as logarithms; few letters count little."""
    found: dict[str, Table] = {}
    for family in sorted({one.regime for one in some}):
        those = [one for one in some if one.regime == family]
        plain = (_times(those) + 0.3) / (len(those) + 1)
        found[family] = plain
        for code in sorted({one.code[:2] for one in those}):
            with_code = [one for one in those if one.code[:2] == code]
            found[f"{family}:{code}"] = (_times(with_code) + 5 * plain) / (len(with_code) + 5)
    return {name: np.log(row).round(3).tolist() for name, row in found.items()}


def _times(some: Sequence[Letter]) -> Table:
    return np.array([sum(slug in one.points for one in some) for slug in SLUGS], np.float64)


def heard(shop: Workshop, share: float) -> dict[str, Table]:
    """How all clauses sound to judges who learned from the examples and a share of the letters."""
    order = np.random.default_rng(3).permutation(shop.many)
    chosen = np.zeros(shop.many + 1, bool)
    chosen[order[: round(shop.many * share)]] = True
    chosen[-1] = True
    keep = np.flatnonzero(chosen[shop.owner])
    found = {}
    for judge in JUDGES:
        weights, bases = shop.fit(judge, keep)
        found[judge] = shop.clause_tables[judge] @ weights + bases
    return found


def signs_of(shop: Workshop, n: int, sounds: dict[str, Table], meant: bool) -> Table:
    """The signs of one letter, a row a point, as the program makes them with meanings or without."""
    one = shop.reads[n]
    letter = one.letter
    own = shop.clause_owner == n
    said = spoken(one.search, letter.regime, letter.code)
    plain = shop.often.get(letter.regime, shop.often["parking"])
    rows, _ = signs(
        Sounding(
            sounds["words"][own].tolist(),
            sounds["meaning"][own].tolist() if meant else None,
            [denies(text) for text in one.sentences],
        ),
        [said[slug].score if slug in said else 0 for slug in SLUGS],
        plain,
        shop.often.get(f"{letter.regime}:{letter.code[:2]}", plain),
    )
    return np.array(rows)


@dataclass
class Weighed:
    """What weighs the signs: a logistic regression over them, and the score from which one suggests."""

    names: tuple[str, ...]
    weights: Table
    bases: Table
    """One for each point: some are said more plainly than others."""
    least: float = 0.5

    def scores(self, rows: Table) -> Table:
        """The score of each point, from 0 to 1."""
        return 1 / (1 + np.exp(-(rows[:, _columns(self.names)] @ self.weights + self.bases)))


def _columns(names: Sequence[str]) -> list[int]:
    return [NAMES.index(name) for name in names]


def weigher(
    names: tuple[str, ...], rows: Sequence[Table], some: Sequence[Letter], hold: float = 1.0
) -> Weighed:
    """Learn how to weigh signs, and the score that gives the best F1 on the same letters.

    Args:
        rows: of each letter its signs.
    """
    x, y, at = [], [], []
    for table, letter in zip(rows, some, strict=True):
        for slug in SLUGS:
            if slug not in letter.optional and fits(slug, letter.regime):
                x.append(table[AT[slug]][_columns(names)])
                y.append(float(slug in letter.points))
                at.append(AT[slug])
    xs, ys = np.array(x), np.array(y)
    middle, spread = xs.mean(0), xs.std(0) + 1e-9
    z = np.hstack([(xs - middle) / spread, np.eye(len(SLUGS))[at], np.ones((len(xs), 1))])
    found = np.zeros(z.shape[1])
    ridge = np.diag([hold] * len(names) + [APART] * len(SLUGS) + [0.0])
    for _ in range(25):
        p = 1 / (1 + np.exp(-z @ found))
        slope = z.T @ (p - ys) + ridge @ found
        found -= np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + ridge, slope)
    weights = found[: len(names)] / spread
    made = Weighed(names, weights, found[-1] - weights @ middle + found[len(names) : -1])
    ranks = [ranking(made.scores(table), letter) for table, letter in zip(rows, some, strict=True)]
    tried = np.linspace(0.1, 0.7, 61)
    made.least = float(
        max(tried, key=lambda least: figures((a, b, least) for a, b in zip(some, ranks, strict=True)).f1)
    )
    return made


def ranking(scores: Table, letter: Letter) -> list[tuple[str, float]]:
    """The points that can arise in a letter with their scores, the surest first."""
    some = [(slug, float(scores[AT[slug]])) for slug in SLUGS if fits(slug, letter.regime)]
    return sorted(some, key=lambda one: -one[1])


def left_out(shop: Workshop, share: float = 1.0) -> dict[str, list[Table]]:
    """The signs of every letter that is weighed by, heard by judges who never learned from it.

    Args:
        share: the part of the other letters that they learn from.
    """
    sounds = heard(shop, share)
    return {
        name: [signs_of(shop, n, sounds, name == "full") for n in range(len(shop.reads))] for name in SIGNS
    }


def across_folds(rows: list[Table], name: str = "full") -> Figures:
    """The figures of all letters that are weighed by, each weighed by what was learned without it.

    Args:
        rows: their signs.
        name: ``full``, or ``words`` for what is found without the model of meanings.
    """
    some = [one.letter for one in workshop().reads]
    fold = folds(len(some))
    found = []
    for k in sorted(set(fold)):
        others = [n for n in range(len(fold)) if fold[n] != k]
        made = weigher(SIGNS[name], [rows[n] for n in others], [some[n] for n in others])
        found += [
            (some[n], ranking(made.scores(rows[n]), some[n]), made.least)
            for n in range(len(fold))
            if fold[n] == k
        ]
    return figures(found)
