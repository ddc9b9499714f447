"""What is added to the model's upper layers: every table of them, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from caseworker.reading import fitting
from caseworker.reading.fitting import ANSWERED, CARED, SAID
from caseworker.reading.meaning import LAYERS, encoder, fitted_encoder

LOSS = (
    "my dad passed away that week and I was at the funeral",
    "we had buried mum on the Tuesday",
)
OTHER = "my dad parked there that week for the football"


@pytest.mark.parametrize("file", [SAID, ANSWERED, CARED])
def test_every_table_of_the_upper_layers_has_its_addition_and_no_other(file: str) -> None:
    model = encoder()
    assert model is not None
    added = fitting.additions(file)
    tables = {
        name
        for name, table in model.tables.items()
        if table.ndim == 2 and any(f".layer.{n}." in name for n in range(fitting.FIRST, LAYERS))
    }
    assert added.keys() == tables
    for name, table in added.items():
        assert table.shape == model.tables[name].shape
        assert np.isfinite(table).all() and 0 < np.abs(table).max() < np.abs(model.tables[name]).max()


@pytest.mark.parametrize("file", [SAID, ANSWERED, CARED])
def test_the_file_holds_just_the_additions_and_packs_to_itself(file: str) -> None:
    numbers = np.frombuffer(fitting.held(file), np.float16)
    pairs, at = {}, 0
    for name, out, into in fitting.named():
        down, up = fitting.RANK * into, out * fitting.RANK
        pairs[name] = (numbers[at : at + down], numbers[at + down : at + down + up])
        at += down + up
    assert at == len(numbers)
    assert fitting.pack(pairs) == fitting.held(file)


def test_sentences_that_raise_one_point_lie_nearer_than_in_the_model_as_it_came() -> None:
    nearer = []
    for model in (encoder(), fitted_encoder()):
        assert model is not None
        rows = model.encode([*LOSS, OTHER])
        nearer.append(float(rows[0] @ rows[1] - rows[0] @ rows[2]))
    assert nearer[1] > nearer[0] + 0.05
