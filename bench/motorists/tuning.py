"""Fit the upper layers of the model of meanings to what motorists say: low-rank additions to their tables.

The lower layers stay as they came. What is learned at once: which points the sentences of letters and
examples raise (each by itself, and of a letter each point by the clause that says it best), and which reasons
for care passages give. Only the additions are kept; the judges upon the rows are learned anew afterwards
(`python -m bench.motorists fit`).

Needs torch, which nothing else here does: pip install torch.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from bench.motorists.learning import RAISED, SLUGS, Read, fitted, material, read
from bench.motorists.letters import HERE, KEPT_BACK, LEARNED, PASSAGES, examples, letters
from caseworker.reading.care import ORDER
from caseworker.reading.fitting import FIRST, PARTS, RANK, pack, pairs
from caseworker.reading.learned import LENGTH
from caseworker.reading.meaning import HEADS, LAYERS, MOST, WIDTH, Encoder, package_folder
from caseworker.reading.phrases import searchable
from caseworker.reading.pieces import pieces, vocabulary
from caseworker.reading.points import worth_hearing

Tensor = Any
T = TypeVar("T")
Batch = TypeVar("Batch")
ROUNDS = 5
LETTERS, EXAMPLES, CARES = 8, 48, 10
"""Letters, example sentences and passages of one step."""
STEP, HEAD_STEP = 2e-3, 5e-4
DROPPED = 0.1
WHOLE, CARING = 0.5, 0.05
"""How much it counts that a letter's points are heard in its best clause, and that a passage's care is."""


class Upper(nn.Module):
    """The upper layers with their additions."""

    def __init__(self, weights: dict[str, Any]) -> None:
        super().__init__()
        self.kept = {name: torch.from_numpy(np.array(table)) for name, table in weights.items()}
        self.down, self.up = nn.ParameterDict(), nn.ParameterDict()
        for n in range(FIRST, LAYERS):
            for part in PARTS:
                out, into = self.kept[f"encoder.layer.{n}.{part}.weight"].shape
                name = f"{n}.{part}".replace(".", "-")
                self.down[name] = nn.Parameter(torch.randn(RANK, into) * into**-0.5)
                self.up[name] = nn.Parameter(torch.zeros(out, RANK))

    def turned(self, x: Tensor, n: int, part: str) -> Tensor:
        """One table of a layer with its addition."""
        name, short = f"encoder.layer.{n}.{part}", f"{n}.{part}".replace(".", "-")
        plain = functional.linear(x, self.kept[f"{name}.weight"], self.kept[f"{name}.bias"])
        dropped = functional.dropout(x, DROPPED, self.training)
        added: Tensor = functional.linear(functional.linear(dropped, self.down[short]), self.up[short])
        return plain + added

    def evened(self, x: Tensor, name: str) -> Tensor:
        """As the model's own layers do between their halves."""
        return functional.layer_norm(
            x, (WIDTH,), self.kept[f"{name}.weight"], self.kept[f"{name}.bias"], 1e-12
        )

    def go_on(self, file: str) -> None:
        """Begin with the additions of a file."""
        for name, down, up in pairs(file):
            short = name.replace(".", "-")
            self.down[short].data = torch.from_numpy(down.copy())
            self.up[short].data = torch.from_numpy(up.copy())

    def rows(self, x: Tensor, mask: Tensor) -> Tensor:
        """Sentences as rows of length one, of the pieces that `read` takes."""
        x = self.read(x, mask)
        means = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return functional.normalize(means, dim=1)

    def read(self, x: Tensor, mask: Tensor) -> Tensor:
        """Pieces as the upper layers leave them, from pieces as the lower ones do.

        Args:
            x: (sentences, pieces, WIDTH).
            mask: where a sentence has a piece.
        """
        many, long, _ = x.shape
        for n in range(FIRST, LAYERS):
            query, key, value = (
                self.turned(x, n, f"attention.self.{part}")
                .reshape(many, long, HEADS, WIDTH // HEADS)
                .transpose(1, 2)
                for part in ("query", "key", "value")
            )
            seen = functional.scaled_dot_product_attention(
                query, key, value, attn_mask=mask[:, None, None, :]
            )
            seen = seen.transpose(1, 2).reshape(many, long, WIDTH)
            name = f"encoder.layer.{n}"
            x = self.evened(
                self.turned(seen, n, "attention.output.dense") + x, f"{name}.attention.output.LayerNorm"
            )
            wide = functional.gelu(self.turned(x, n, "intermediate.dense"), approximate="tanh")
            x = self.evened(self.turned(wide, n, "output.dense") + x, f"{name}.output.LayerNorm")
        return x


class Motorists(Upper):
    """With a head for points and one for care."""

    def __init__(self, weights: dict[str, Any]) -> None:
        super().__init__(weights)
        self.points = nn.Linear(WIDTH, len(SLUGS))
        self.care = nn.Linear(WIDTH, len(ORDER))


@dataclass
class Sentences:
    """All sentences as the lower layers leave them, half as precise."""

    known: dict[str, int]
    encoder: Encoder
    at: dict[str, Any] = field(default_factory=dict)

    def add(self, texts: Sequence[str]) -> None:
        """Read sentences through the lower layers."""
        todo = sorted(set(texts) - self.at.keys(), key=len)
        for start in range(0, len(todo), 128):
            some = todo[start : start + 128]
            numbered = [pieces(one, self.known, MOST) for one in some]
            lower = self.encoder.through(numbered, FIRST).astype(np.float16)
            edges = np.cumsum([0, *map(len, numbered)])
            for n, one in enumerate(some):
                self.at[one] = lower[edges[n] : edges[n + 1]]

    def padded(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Some sentences in one table, and where each has pieces."""
        tables = [torch.from_numpy(self.at[one]).float() for one in texts]
        x = nn.utils.rnn.pad_sequence(tables, batch_first=True)
        lengths = torch.tensor([len(one) for one in tables])
        return x, torch.arange(x.shape[1])[None] < lengths[:, None]

    def rows(self, upper: Upper, texts: Sequence[str]) -> Tensor:
        """A row a sentence; the short ones are read apart from the long ones."""
        order = sorted(range(len(texts)), key=lambda n: len(self.at[texts[n]]))
        parts = [order[start : start + 48] for start in range(0, len(order), 48)]
        found = torch.cat([upper.rows(*self.padded([texts[n] for n in part])) for part in parts])
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor(order)] = torch.arange(len(order))
        return found[back]


def unread() -> Sentences:
    """The model with no sentence read yet."""
    folder = package_folder()
    assert folder, "the model of meanings is not installed: see docs/figures.md"
    return Sentences(vocabulary(folder / "vocab.txt"), Encoder(folder))


@dataclass
class Passage:
    """A text that gives reasons for care, or none."""

    clauses: list[str]
    labels: Any
    counts: Any


def passages() -> list[Passage]:
    """The passages that care is learned from, but for those that are kept back."""
    found = []
    for name in PASSAGES:
        for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("portion") in KEPT_BACK:
                continue
            said = {row.get("flag"), *row.get("also", ())}
            search = searchable(row["text"])
            labels = np.array([one in said for one in ORDER], np.float32)
            counts = np.ones(len(ORDER), np.float32)
            if labels.any() and not labels[-1]:
                counts[-1] = 0  # most who need care need help or time as well, whether or not it is noted
            cut = [search[start:end] for start, end in worth_hearing(search)]
            if cut:
                found.append(Passage(cut, labels, counts))
    return found


@dataclass
class Lessons:
    """Everything that is learned from, and its sentences."""

    rows: Any
    by_letter: dict[int, list[int]]
    reads: list[Read]
    cares: list[Passage]
    sentences: Sentences


def lessons() -> Lessons:
    """Read everything once."""
    reads = [read(letter) for name in LEARNED for letter in letters(name)]
    rows = material(reads, examples())
    by_letter: dict[int, list[int]] = {}
    for n, owner in enumerate(rows.owner):
        by_letter.setdefault(owner, []).append(n)
    cares = passages()
    sentences = unread()
    sentences.add([*rows.texts, *(one for row in cares for one in row.clauses)])
    return Lessons(rows, by_letter, reads, cares, sentences)


def batches(made: Lessons, random_: random.Random) -> Iterator[tuple[list[int], list[int], list[int]]]:
    """The letters, example sentences and passages of each step of a round."""
    own, banks = list(range(len(made.reads))), list(made.by_letter[-1])
    cares = list(range(len(made.cares)))
    for some in (own, banks, cares):
        random_.shuffle(some)
    steps = max(1, len(own) // LETTERS)
    for n in range(steps):
        yield own[n::steps], _turn(banks, n, EXAMPLES), _turn(cares, n, CARES)


def _turn(some: list[int], n: int, many: int) -> list[int]:
    return [some[k % len(some)] for k in range(n * many, (n + 1) * many)] if some else []


def loss(upper: Motorists, made: Lessons, chosen: tuple[list[int], list[int], list[int]]) -> Tensor:
    """How far off one step is."""
    own, banks, cares = chosen
    parts = [made.by_letter[n] for n in own]
    at = [*(k for part in parts for k in part), *banks]
    clauses = [one for n in cares for one in made.cares[n].clauses]
    texts = [*(made.rows.texts[k] for k in at), *clauses]
    rows = functional.dropout(made.sentences.rows(upper, texts) * LENGTH, DROPPED, upper.training)
    said, cared = upper.points(rows[: len(at)]), upper.care(rows[len(at) :])
    raised = torch.from_numpy(np.array([made.rows.raised[k] for k in at]))
    counts = torch.from_numpy(np.array([made.rows.counts[k] for k in at]))
    off = _off(said, raised, counts * torch.where(raised > 0, RAISED, 1.0)).sum() / len(at)
    start = 0
    for n, part in zip(own, parts, strict=True):
        off = off + WHOLE * _whole(said[start : start + len(part)], made.reads[n]) / len(own)
        start += len(part)
    start = 0
    for n in cares:
        one = made.cares[n]
        best = cared[start : start + len(one.clauses)].amax(0)
        start += len(one.clauses)
        labels, counted = torch.from_numpy(one.labels), torch.from_numpy(one.counts)
        off = off + CARING * 20 * _off(best, labels, counted).sum() / len(cares)
    return off


def _whole(said: Tensor, one: Read) -> Tensor:
    """Of a letter each point by the sentence that says it best; what is optional counts for nothing."""
    labels = torch.tensor([float(slug in one.letter.points) for slug in SLUGS])
    counts = torch.tensor([float(slug not in one.letter.optional) for slug in SLUGS])
    return _off(said.amax(0), labels, counts).sum()


def _off(said: Tensor, labels: Tensor, counts: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(said, labels, weight=counts, reduction="none")


@torch.no_grad()
def begin(upper: Motorists, made: Lessons) -> None:
    """Let both heads begin as they are best upon the rows as they came."""
    clauses = [(one, row) for row in made.cares for one in row.clauses]
    labels = np.array([row.labels for _, row in clauses], np.float32)
    counts = np.array([row.counts * 2 / len(row.clauses) for _, row in clauses], np.float32)
    for head, texts, raised, counted in (
        (upper.points, made.rows.texts, np.array(made.rows.raised), np.array(made.rows.counts)),
        (upper.care, [one for one, _ in clauses], labels, counts),
    ):
        rows = torch.cat([made.sentences.rows(upper, texts[n : n + 480]) for n in range(0, len(texts), 480)])
        weights, bases = fitted(rows.numpy() * LENGTH, raised, counted, hold=2.0, rounds=60)
        head.weight.copy_(torch.from_numpy(weights.T))
        head.bias.copy_(torch.from_numpy(bases))


def tune(made: Lessons, *, rounds: int = ROUNDS, seed: int = 1, after: Any = None) -> Motorists:
    """Learn the additions.

    Args:
        after: what is done with them after each round.
    """
    torch.manual_seed(seed)
    random_ = random.Random(seed)
    upper = Motorists(made.sentences.encoder.tables)
    upper.eval()
    begin(upper, made)
    if after:
        after(upper, 0)
    heads = [*upper.points.parameters(), *upper.care.parameters()]
    added = [*upper.down.parameters(), *upper.up.parameters()]
    descend(
        upper,
        [{"params": heads, "lr": HEAD_STEP}, {"params": added, "lr": STEP}],
        lambda: batches(made, random_),
        lambda chosen: loss(upper, made, chosen),
        steps=max(1, len(made.reads) // LETTERS),
        rounds=rounds,
        after=after,
    )
    return upper


def descend(
    upper: Upper,
    sizes: list[dict[str, Any]],
    batches: Callable[[], Iterable[Batch]],
    loss: Callable[[Batch], Tensor],
    *,
    steps: int,
    rounds: int,
    warm: int = 20,
    after: Any = None,
) -> None:
    """Learn in rounds, by ever smaller steps; print how far off each round was.

    Args:
        sizes: what is learned, each part with the size of its steps.
        batches: what the steps of a round learn from, anew each time; so many as `steps` says.
        loss: how far off a step is.
        warm: steps until they are at their largest.
        after: what is done after each round, with its number.
    """
    adam = torch.optim.AdamW(sizes, weight_decay=0.01)
    slower = torch.optim.lr_scheduler.LambdaLR(
        adam, lambda n: min(1.0, (n + 1) / warm) * max(0.02, 1 - n / (rounds * steps))
    )
    for n in range(rounds):
        upper.train()
        total, began = 0.0, time.monotonic()
        for chosen in batches():
            adam.zero_grad()
            off = loss(chosen)
            off.backward()
            nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
            adam.step()
            slower.step()
            total += float(off.detach())
        upper.eval()
        print(f"round {n + 1}: {total / steps:.3f}, {time.monotonic() - began:.0f} s", flush=True)
        if after:
            after(upper, n + 1)


def shuffled(some: Sequence[T], many: int, random_: random.Random) -> Callable[[], Iterator[list[T]]]:
    """A round of batches of so many, in an order of its own each time; what is left over waits its turn."""
    order = list(range(len(some)))

    def batches() -> Iterator[list[T]]:
        random_.shuffle(order)
        for step in range(len(some) // many):
            yield [some[n] for n in order[step * many : (step + 1) * many]]

    return batches


def packed(upper: Upper) -> bytes:
    """The additions as a file holds them."""
    made = {
        name.replace("-", "."): (
            upper.down[name].detach().numpy().astype(np.float16),
            upper.up[name].detach().numpy().astype(np.float16),
        )
        for name in upper.down
    }
    return pack(made)
