"""``python -m training.evaluate [RUBRIC ...]``: every figure, each scenario read by a model that never
saw it.

Writes ``training/figures.json``; the same texts, labels and cues give the same bytes. The texts and
labels are
machine-written: the figures say how well the codebook is read, not how library staff would read.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np

from training import figures
from training.data import HERE, Example, examples, fold_of, outputs, pairs, read, sentences_outside
from training.english import kind_of
from training.model import models_without, teaching
from training.train import untrained
from workbook_lib import scoring
from workbook_lib.authoring.cues import RUBRICS
from workbook_lib.model import Assessment
from workbook_lib.scoring.assessing import assess, unread
from workbook_lib.scoring.linear import Linear, packed
from workbook_lib.scoring.readable import after_reading, before_reading
from workbook_lib.scoring.reader import Reader
from workbook_lib.scoring.sentences import sort_with


def left_out_readers(rubric: str, labelled: list[Example]) -> dict[int, Reader]:
    """For each fold, a reader whose weights come from the other folds' scenarios."""
    data, _ = untrained()
    found = Reader(data, data.rubrics[rubric])
    models = models_without(rubric, labelled, *teaching(found, rubric, labelled))
    out = {}
    for fold, model in models.items():
        out[fold] = Reader(data, replace(data.rubrics[rubric], model=Linear(packed(model))))
    return out


def assessment(found: Reader, rubric: str, item: dict[str, Any]) -> Assessment:
    """What the scorer would say of a text, given this reader."""
    words = found.encode(item["text"])
    reading = read(found, rubric, item)
    note = before_reading(words, found) or after_reading(reading, found)
    return unread(found, words.spans, note) if note else assess(found, reading)


def evaluate_text(rubric: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The figures of reflections or replies, and those of their contrast pairs."""
    labelled = examples(rubric)
    readers = left_out_readers(rubric, labelled)
    said = [(e, assessment(readers[fold_of(e.group)], rubric, e.item)) for e in labelled]
    result: dict[str, Any] = {"not_read": _not_read(said)}
    readable = [(e, a, figures.plain_levels(a)) for e, a in said if e.read]
    short = np.array([e.short for e, _, _ in readable])
    groups = [e.group for e, _, _ in readable]
    rows = {}
    for name, count in outputs(rubric).items():
        gold = np.array([e.labels[name] for e, _, _ in readable])
        got = np.array([levels[name] for _, _, levels in readable])
        rows[name] = figures.row(gold, got, short, count)
        rows[name]["low"], rows[name]["high"] = figures.interval(gold, got, groups, count)
    keys = list(next(iter(rows.values())))
    rows["mean"] = {key: float(np.mean([row[key] for row in rows.values()])) for key in keys}
    result.update(rows)
    result["sure"] = _sure([(e, a) for e, a, _ in readable])
    texts = [figures.Said(e.group, e.labels, levels) for e, _, levels in readable]
    beside = {
        "question": [_beside(e) for e, _, _ in readable],
        "english": [kind_of(e.text) for e, _, _ in readable],
        "length": ["short" if e.short else "long" for e, _, _ in readable],
    }
    for name, values in beside.items():
        result[f"by_{name}"] = figures.parts(texts, values, outputs(rubric))
    return result, evaluate_pairs(rubric, readers)


def _beside(example: Example) -> str:
    """The question of a reflection; for a reply, whether the library was at fault."""
    if "question" in example.item:
        return str(example.item["question"])
    return "library at fault" if example.item["library_at_fault"] else "library not at fault"


def _not_read(said: list[tuple[Example, Assessment]]) -> dict[str, int]:
    return {
        "of": sum(not e.read for e, _ in said),
        "found": sum(not e.read and not a.was_read for e, a in said),
        "wrongly": sum(e.read and not a.was_read for e, a in said),
    }


def _sure(said: list[tuple[Example, Assessment]]) -> dict[str, float]:
    ratings = [(r, e.labels[r.dimension] == r.level) for e, a in said if a.was_read for r in a.ratings]
    sure = [right for r, right in ratings if r.sure]
    confidence = [r.confidence for r, _ in ratings]
    return {
        "exact": float(np.mean(sure)) if sure else 0.0,
        "share": len(sure) / len(ratings),
        "calibration_error": figures.calibration_error(confidence, [right for _, right in ratings]),
    }


def evaluate_turns() -> dict[str, Any]:
    """The F1 of each move, clients left out."""
    labelled = examples("turns")
    readers = left_out_readers("turns", labelled)
    names = list(outputs("turns"))
    gold, got = [], []
    for e in labelled:
        found = readers[fold_of(e.group)]
        scores = found.scores(read(found, "turns", e.item))
        gold.append([e.labels[name] for name in names])
        got.append([found.model.level(name, scores[name]) for name in names])
    table, said = np.array(gold), np.array(got)
    f1 = {}
    for i, name in enumerate(names):
        hit = float(np.sum(table[:, i] & said[:, i]))
        f1[name] = 2 * hit / max(1.0, float(np.sum(table[:, i]) + np.sum(said[:, i])))
    return {**f1, "mean": float(np.mean(list(f1.values())))}


def evaluate_sentences() -> dict[str, Any]:
    """How sentences are sorted: those of training when left out, and those that training never sees."""
    labelled = examples("sentences")
    readers = left_out_readers("sentences", labelled)
    said = []
    for e in labelled:
        found = readers[fold_of(e.group)]
        said.append(
            (next(n for n, there in e.labels.items() if there), sort_with(found, found.encode(e.text)))
        )
    result = {"left_out": figures.sorting(said)}
    outside = sentences_outside()
    for use in sorted({row["use"] for row in outside}):
        sorted_ = [(r["label"], scoring.sort_sentence(r["text"])) for r in outside if r["use"] == use]
        result[use] = figures.sorting(sorted_)
    return result


def evaluate_pairs(kind: str, readers: dict[int, Reader] | None = None) -> dict[str, Any]:
    """Contrast pairs: how many hold, by capability, and which don't.

    Each is read by the fold's reader that never saw it, or by the shipped one where ``readers`` is None.
    """
    held: Counter[str] = Counter()
    total: Counter[str] = Counter()
    failed = []
    for pair in pairs():
        if pair["kind"] != kind:
            continue
        a, b = (figures.plain_levels(_one(pair, side, readers)) for side in "ab")
        if pair["expect"] == "b=a":
            ok = a == b
        elif pair["dimension"] == "all":
            ok = sum(b.values()) > sum(a.values())
        else:
            ok = b[pair["dimension"]] > a[pair["dimension"]]
        total[pair["capability"]] += 1
        held[pair["capability"]] += ok
        if not ok:
            failed.append(pair["id"])
    direction = [name for name in total if name != "invariance"]
    return {
        "by_capability": {name: [held[name], total[name]] for name in sorted(total)},
        "direction": sum(held[n] for n in direction) / max(1, sum(total[n] for n in direction)),
        "invariance": held["invariance"] / max(1, total["invariance"]),
        "failed": failed,
    }


def _one(pair: dict[str, Any], side: str, readers: dict[int, Reader] | None) -> Assessment:
    item = {**pair, "text": pair[side]}
    return assessment(readers[fold_of(pair["id"])], pair["kind"], item) if readers else _shipped(item)


def _shipped(item: dict[str, Any]) -> Assessment:
    if item["kind"] == "reflection":
        return scoring.score_reflection(item["text"], item.get("question"))
    return scoring.score_reply(item["text"], item.get("client_message"), item.get("library_at_fault"))


def show(name: str, result: dict[str, Any]) -> None:
    """Print one rubric's figures as a table."""
    print(f"\n{name}")
    for key, value in figures.rounded(result).items():
        if isinstance(value, dict) and key.startswith("by_") and key != "by_capability":
            for part, row in value.items():
                print(f"  {part:26}" + "  ".join(f"{k} {v}" for k, v in row.items()))
        elif isinstance(value, dict):
            print(f"  {key:18}" + "  ".join(f"{k} {v}" for k, v in value.items() if k != "failed"))
        elif key != "failed":
            print(f"  {key:18}{value}")


def main() -> int:
    """Evaluate the rubrics named on the command line, or all of them, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rubrics", nargs="*", default=list(RUBRICS), help=", ".join(RUBRICS))
    path = HERE / "figures.json"
    kept = json.loads(path.read_text(encoding="utf8")) if path.exists() else {}
    for rubric in parser.parse_args().rubrics:
        if rubric in ("turns", "sentences"):
            kept[rubric] = evaluate_turns() if rubric == "turns" else evaluate_sentences()
        else:
            kept[rubric], kept[f"{rubric}_pairs"] = evaluate_text(rubric)
            show(f"{rubric}_pairs", kept[f"{rubric}_pairs"])
        show(rubric, kept[rubric])
    path.write_text(json.dumps(figures.rounded(kept), indent=1, sort_keys=True) + "\n", encoding="utf8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
