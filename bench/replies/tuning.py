"""Fit the upper layers of the model of meanings to what councils answer: which points, and which papers.

It learns from `answers.jsonl`: whole answers, the same with the answer to one point or paper gone, left empty
or put in the place of another, and answers that would fit any case. What answers is heard in the sentence
that says it best; where nothing answers, no sentence may sound as if it did. The council's own paragraphs
tell what they answer. The lower layers stay as they came.

Needs torch, which nothing else here does but `bench.motorists.tuning`: pip install torch.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from bench.motorists.learning import AT, SLUGS, fitted
from bench.motorists.tuning import DROPPED, Sentences, Upper, descend, packed, shuffled, unread
from bench.replies import FOLDER
from bench.replies.learning import KEPT
from caseworker.law.points import point
from caseworker.letters.checks.answering import FEWEST
from caseworker.letters.checks.letter import read
from caseworker.reading.dealing import LIKENESS
from caseworker.reading.learned import LENGTH
from caseworker.reading.meaning import WIDTH

Tensor = Any
ROUNDS, FURTHER = 4, 2
ANSWERS = 6
"""Answers of one step."""
STEP, HEAD_STEP = 2e-3, 5e-4
ELSEWHERE, BESIDE, SENTENCE, STILL = 0.15, 2.0, 0.3, 0.3
"""How much it counts that a sentence answers no point that was not raised, nor one that another sentence
answers; that each sentence of an answer answers; and that what was left in still does."""
BESIDE_PLAIN = 3
"""Sentences beside one that answers plainly."""
PAPER = "paper:"


@dataclass
class Answer:
    """One answer with all its variants."""

    name: str
    texts: dict[str, int] = field(default_factory=dict)
    """Every sentence of any variant, with its place."""
    asked: dict[str, str] = field(default_factory=dict)
    """What was raised and sent: points by slug with their label, papers with their name."""
    spans: dict[str, list[int]] = field(default_factory=dict)
    """The sentences that answer each."""
    variants: list[tuple[list[int], dict[str, bool]]] = field(default_factory=list)
    """The sentences of each variant, and what is answered there."""

    def add(self, text: str) -> list[int]:
        """The places of the sentences of a text."""
        told = [" ".join(one.text.split()) for one in read(f"Dear A\n\n{text}\n").body if one.words >= FEWEST]
        return [self.texts.setdefault(one, len(self.texts)) for one in told]

    @property
    def points(self) -> list[str]:
        """The points raised."""
        return [one for one in self.asked if one in AT]


def answer_of(row: dict[str, Any]) -> Answer:
    """A line of `answers.jsonl`."""
    made = Answer(row["id"])
    said = {slug: row["answers"].get(slug, "") for slug in row["points"] if slug in AT}
    said |= {PAPER + name: row["evidence_answers"].get(name, "") for name in row["evidence"]}
    made.asked = {key: point(key).label if key in AT else key.removeprefix(PAPER) for key in said}
    full = made.add(row["full"])
    made.variants.append((full, dict.fromkeys(said, True)))
    texts = list(made.texts)
    for key, answer in said.items():
        words = " ".join(answer.split())
        made.spans[key] = [n for n in full if words and (texts[n] in words or words in texts[n])]
    for one in row["without"]:
        gone = {name.replace("evidence:", PAPER) for name in (one["drops"], *one.get("also_drops", ()))}
        made.variants.append((made.add(one["text"]), {key: key not in gone for key in said}))
    made.variants.append((made.add(row["generic"]), dict.fromkeys(said, False)))
    return made


def answers() -> list[Answer]:
    """All that is learned from by hand."""
    lines = (FOLDER / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    return [answer_of(json.loads(line)) for line in lines]


def plain() -> Iterator[Answer]:
    """Answers to each point, and to papers, in one usual sentence among others that only name the matter."""
    for line in (FOLDER / "plain.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        slug, others = row["slug"], [_text(one) for one in row["others"]]
        for n, answer in enumerate(row["answers"]):
            key = slug if slug in AT else PAPER + answer["paper"]
            made = Answer(f"{slug}-{n}", asked={key: point(key).label if key in AT else answer["paper"]})
            made.spans = {key: made.add(_text(answer))}
            beside = made.add(" ".join(others[(n + k) % len(others)] for k in range(BESIDE_PLAIN)))
            made.variants = [(made.spans[key], {key: True}), (beside, {key: False})]
            yield made


def _text(told: str | dict[str, str]) -> str:
    """A sentence, said of a point or of a paper."""
    return told if isinstance(told, str) else told["text"]


def paragraphs() -> Iterator[Answer]:
    """The council's own paragraphs that answer a point, each as an answer without variants."""
    for path in sorted((FOLDER.parents[1] / "paragraphs").rglob("*.md")):
        head, *parts = path.read_text(encoding="utf-8").split("+++")[1:] or [""]
        raised = re.search(r"^points = \[(.*?)\]", head, re.MULTILINE)
        if raised is None or 'slot = "answer"' not in head:
            continue
        slugs = [one for one in re.findall(r'"(.*?)"', raised[1]) if one in AT]
        for part in parts[::2]:
            made = Answer(path.stem, asked={slug: point(slug).label for slug in slugs})
            told = made.add(re.sub(r"\{\w+\}", "it", re.sub(r"\*\{words\}\*|\{reason\}", "", part)))
            if told:
                made.spans = dict.fromkeys(slugs, told)
                yield made


class Deals(Upper):
    """With a judge for each point and one for papers."""

    def __init__(self, weights: dict[str, Any]) -> None:
        super().__init__(weights)
        self.heads = nn.Linear(WIDTH, len(SLUGS) + 1)
        self.likeness = nn.Parameter(torch.tensor(6.0))


def sums(upper: Deals, told: Tensor, heard: Tensor, named: Tensor, key: str) -> Tensor:
    """How surely each sentence deals with one point or paper.

    Args:
        told: the sentences' rows.
        heard: what the judges make of them.
        named: the row of the point's label or the paper's name.
    """
    if key in AT:
        return heard[:, AT[key]]
    return heard[:, -1] + upper.likeness * LIKENESS * (told @ named)


def loss(upper: Deals, sentences: Sentences, some: Sequence[Answer]) -> Tensor:
    """How far off one step is."""
    texts = [text for one in some for text in (*one.texts, *one.asked.values())]
    rows = sentences.rows(upper, texts)
    heard = upper.heads(functional.dropout(rows * LENGTH, DROPPED, upper.training))
    off, start = torch.zeros(()), 0
    for one in some:
        end = start + len(one.texts)
        named = rows[end : end + len(one.asked)]
        off = off + _off(upper, one, rows[start:end], heard[start:end], named)
        start = end + len(one.asked)
    return off / len(some)


def _off(upper: Deals, one: Answer, told: Tensor, heard: Tensor, named: Tensor) -> Tensor:
    """How far off one answer is, with all its variants."""
    counts = torch.full((len(told), len(SLUGS)), ELSEWHERE)
    counts[:, [AT[slug] for slug in one.points]] = 0
    off = (functional.softplus(heard[:, : len(SLUGS)]) * counts).sum() / len(told)
    for n, key in enumerate(one.asked):
        surely = sums(upper, told, heard, named[n], key)
        span = one.spans[key]
        beside = torch.ones(len(told), dtype=torch.bool)
        beside[span] = False
        if span:
            off = off + functional.softplus(-surely[span].amax())
            off = off + SENTENCE * functional.softplus(-surely[span]).mean()
        off = off + BESIDE * functional.softplus(surely[beside]).sum() / len(told)
        for places, dealt in one.variants[1:]:
            best = surely[places].amax() if places else None
            if best is not None:
                off = off + (STILL * functional.softplus(-best) if dealt[key] else functional.softplus(best))
    return off


@torch.no_grad()
def begin(upper: Deals, sentences: Sentences, some: Sequence[Answer]) -> None:
    """Let the judges of points begin as they are best upon the rows as they came."""
    texts, raised, counts = [], [], []
    for one in some:
        own = [AT[slug] for slug in one.points]
        for text, place in one.texts.items():
            labels = np.zeros(len(SLUGS) + 1, np.float32)
            counted = np.full(len(SLUGS) + 1, ELSEWHERE, np.float32)
            counted[own] = 1
            labels[[AT[slug] for slug in one.points if place in one.spans[slug]]] = 1
            texts.append(text)
            raised.append(labels)
            counts.append(counted)
    rows = torch.cat([sentences.rows(upper, texts[n : n + 480]) for n in range(0, len(texts), 480)])
    weights, bases = fitted(rows.numpy() * LENGTH, np.array(raised), np.array(counts), hold=1.0, rounds=80)
    upper.heads.weight.copy_(torch.from_numpy(weights.T))
    upper.heads.bias.copy_(torch.from_numpy(bases))
    upper.heads.weight[-1].normal_(0, 0.02)
    upper.heads.bias[-1] = -3.5


def tune(
    some: Sequence[Answer],
    sentences: Sentences,
    *,
    rounds: int = ROUNDS,
    known: Any = None,
    after: Any = None,
) -> Deals:
    """Learn the additions and the judges.

    Args:
        known: what was learned before, to go on from; the steps are half as long then.
        after: what is done with them after each round.
    """
    torch.manual_seed(1)
    random_ = random.Random(1)
    sentences.add([text for one in some for text in (*one.texts, *one.asked.values())])
    upper = Deals(sentences.encoder.tables)
    upper.eval()
    if known is None:
        begin(upper, sentences, some)
    else:
        upper.load_state_dict(known)
    slow = 1.0 if known is None else 0.5
    descend(
        upper,
        [
            {"params": [*upper.heads.parameters(), upper.likeness], "lr": slow * HEAD_STEP},
            {"params": [*upper.down.parameters(), *upper.up.parameters()], "lr": slow * STEP},
        ],
        shuffled(some, ANSWERS, random_),
        lambda chosen: loss(upper, sentences, chosen),
        steps=len(some) // ANSWERS,
        rounds=rounds,
        after=after,
    )
    return upper


@torch.no_grad()
def left_out(upper: Deals, sentences: Sentences, some: Sequence[Answer]) -> None:
    """Print how many of the points and papers left out are told, where so many of the others are wrongly."""
    for what in ("points", "papers"):
        there: list[float] = []
        gone: list[float] = []
        for one in some:
            rows = sentences.rows(upper, [*one.texts, *one.asked.values()])
            told, named = rows[: len(one.texts)], rows[len(one.texts) :]
            heard = upper.heads(told * LENGTH)
            for n, key in enumerate(one.asked):
                if key.startswith(PAPER) == (what == "papers"):
                    surely = sums(upper, told, heard, named[n], key).numpy()
                    for places, dealt in one.variants[:-1]:
                        (there if dealt[key] else gone).append(surely[places].max() if places else -9.0)
        shares = [f"{q} %: {(np.array(gone) < np.percentile(there, q)).mean():.2f}" for q in (2, 5, 10)]
        print(f"  {what} left out that are told, wrongly", *shares, flush=True)


def tried() -> None:
    """Learn without the answers that have an even number, and print how those are heard."""
    some, sentences = answers(), unread()
    even = [one for one in some if int(one.name[1:]) % 2 == 0]
    sentences.add([text for one in even for text in (*one.texts, *one.asked.values())])
    odd = [one for one in some if int(one.name[1:]) % 2]
    tune([*odd, *paragraphs()], sentences, after=lambda upper, _: left_out(upper, sentences, even))


def fit() -> None:
    """Learn from everything, then once more with the plain answers too, and write what the program keeps."""
    some, sentences = [*answers(), *paragraphs()], unread()
    first = tune(some, sentences)
    write(tune([*some, *plain()], sentences, rounds=FURTHER, known=first.state_dict()))


def write(upper: Deals) -> None:
    """Write what the program keeps."""
    (KEPT / "dealing.bin").write_bytes(packed(upper))
    weights = upper.heads.weight.detach().numpy().T
    (KEPT / "dealing-heads.bin").write_bytes(np.ascontiguousarray(weights, "<f2").tobytes())
    head = {
        "slugs": list(SLUGS),
        "bases": [round(float(one), 4) for one in upper.heads.bias.detach()],
        "likeness": round(float(upper.likeness.detach()), 4),
    }
    (KEPT / "dealing.json").write_text(json.dumps(head, indent=1) + "\n", encoding="utf-8")
