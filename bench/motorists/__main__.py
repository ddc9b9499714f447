"""``python -m bench.motorists tune | fit | folds | curve | shipped FILE``: learn, and say how well."""

from __future__ import annotations

import argparse
import json
import zlib
from pathlib import Path
from typing import Any

from bench.measure import ROOT, table
from bench.motorists import rows
from bench.motorists.figures import Figures, figures
from bench.motorists.letters import fingerprint, letters

KEPT = ROOT / "caseworker" / "reading" / "data" / "learned"


def main() -> None:
    """Do what was asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.motorists", description=__doc__)
    parser.add_argument("what", choices=("tune", "fit", "folds", "curve", "shipped"))
    parser.add_argument("name", nargs="?", default="unseen", help="for shipped: unseen, or a path of letters")
    asked = parser.parse_args()
    if asked.what == "shipped":
        print(table(rows(Path(asked.name).stem, shipped(asked.name))))
    else:
        {"tune": tune, "fit": fit, "folds": across, "curve": curve}[asked.what]()


def shipped(name: str) -> Figures:
    """How well the program as it stands does on letters: sums only, no letter is shown."""
    from caseworker.reading.learned import learned
    from caseworker.reading.meaning import fitted_encoder
    from caseworker.reading.points import ranked

    least = learned().weighing["full" if fitted_encoder() else "words"].least
    return figures(
        (one, [(r.slug, r.score) for r in ranked(one.text, regime=one.regime, code=one.code)], least)
        for one in letters(name)
    )


def across() -> None:
    """The figures on letters left out, with and without the meaning of sentences."""
    from bench.motorists.learning import across_folds, left_out, workshop

    for name, found in left_out(workshop()).items():
        print(name, line(across_folds(found, name)), flush=True)


def curve() -> None:
    """The figures when the judges learn from fewer letters."""
    from bench.motorists.learning import across_folds, left_out, workshop

    many = workshop().many
    for letters_ in (100, 200, 300, many):
        found = left_out(workshop(), letters_ / many)["full"]
        print(f"{letters_} letters:", line(across_folds(found)), flush=True)


def line(found: Figures) -> str:
    """Figures in one line."""
    return (
        f"F1 {found.f1:.3f}, precision {found.precision:.3f}, recall {found.recall:.3f}, "
        f"recall at eight {found.at_eight:.3f}, traps flagged {found.traps:.3f}"
    )


def tune() -> None:
    """Fit the upper layers of the model anew; `fit` and `python -m bench.care fit` follow."""
    from bench.motorists import tuning

    (KEPT / "fitted.bin").write_bytes(tuning.packed(tuning.tune(tuning.lessons())))


def fit() -> None:
    """Learn from everything and write `data/learned`; say what the folds say."""
    import numpy as np

    from bench.motorists.learning import (
        SIGNS,
        SLUGS,
        across_folds,
        left_out,
        weigher,
        workshop,
    )

    shop = workshop()
    signs = left_out(shop)
    some = [one.letter for one in shop.reads]
    every = np.arange(len(shop.owner))
    words, bases = shop.fit("words", every)
    meaning, meaning_bases = shop.fit("meaning", every)
    scales = np.abs(words).max(0) / 127
    head: dict[str, Any] = {
        "learned_from": fingerprint(),
        "slugs": SLUGS,
        "scales": _short(scales, 8),
        "bases": _short(bases),
        "meaning_bases": _short(meaning_bases),
        "weighing": {},
        "usual": shop.often,
    }
    for name, names in SIGNS.items():
        print(name, line(across_folds(signs[name], name)), flush=True)
        made = weigher(names, signs[name], some)
        head["weighing"][name] = {
            "signs": names,
            "weights": _short(made.weights),
            "bases": _short(made.bases),
            "least": round(made.least, 3),
        }
    KEPT.mkdir(exist_ok=True)
    packed = shop.rare.tobytes() + np.rint(words / scales).astype(np.int8).tobytes()
    (KEPT / "grams.bin").write_bytes(zlib.compress(packed, 9))
    (KEPT / "meaning.bin").write_bytes(meaning.astype(np.float16).tobytes())
    text = json.dumps(head, separators=(",", ":")).replace('],"', '],\n"').replace('},"', '},\n"')
    (KEPT / "head.json").write_text(text + "\n", encoding="utf-8")


def _short(values: Any, digits: int = 4) -> list[float]:
    return [round(float(one), digits) for one in values]


if __name__ == "__main__":
    main()
