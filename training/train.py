"""``python -m training.train [RUBRIC ...]``: fit the weights and compile them into the scorer's file.

Writes ``workbook_lib/content/en/cues/weights/<rubric>.json`` and ``workbook_lib/compiled/scorer.json``; the
same texts, labels and cues give the same bytes.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from training.data import examples
from training.model import teaching, train
from workbook_lib.authoring.cues import COMPILED, CUES, RUBRICS, as_text, compile_all
from workbook_lib.scoring.reader import Reader
from workbook_lib.scoring.store import Compiled, from_parts
from workbook_lib.scoring.words import NAME, NUMBER


def untrained() -> tuple[Compiled, dict[str, str]]:
    """The cues compiled without weights, and the word for each coded character."""
    record = compile_all(weights={})
    heads = {chars: word for word, chars in record["heads"].items()}
    return from_parts(record.__getitem__), {**heads, NAME: "@", NUMBER: "#"}


def as_words(model: dict[str, Any], heads: dict[str, str]) -> dict[str, Any]:
    """The model as it is kept: n-grams written as words, so that it survives a change of vocabulary."""
    features, grams = {}, {}
    for name, row in model["rows"].items():
        if ":" in name:
            features[name] = row
        elif all(char in heads for char in name):
            grams[" ".join(heads[char] for char in name)] = row
    rest = {key: value for key, value in model.items() if key != "rows"}
    return {**rest, "features": dict(sorted(features.items())), "grams": dict(sorted(grams.items()))}


def weights_of(rubric: str, data: Compiled, heads: dict[str, str]) -> str:
    """The content of a rubric's file of weights, trained on all of its texts."""
    labelled = examples(rubric)
    model = train(rubric, labelled, *teaching(Reader(data, data.rubrics[rubric]), rubric, labelled))
    kept = json.dumps(as_words(model, heads), ensure_ascii=False, separators=(",", ":"))
    return kept.replace('],"', '],\n"') + "\n"


def main() -> int:
    """Train the rubrics named on the command line, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rubrics", nargs="*", default=list(RUBRICS), help=", ".join(RUBRICS))
    data, heads = untrained()
    (CUES / "weights").mkdir(exist_ok=True)
    for rubric in parser.parse_args().rubrics:
        text = weights_of(rubric, data, heads)
        (CUES / "weights" / f"{rubric}.json").write_text(text, encoding="utf8")
        print(f"{rubric}: {text.count(chr(10))} weights")
    COMPILED.write_text(as_text(compile_all()), encoding="utf8")
    print(f"{COMPILED.name}: {COMPILED.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
