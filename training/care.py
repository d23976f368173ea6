"""``python -m training.care``: fit the learned part of care and write ``workbook_lib/compiled/care-en.json.gz``.

``--evaluate`` leaves out one writer after the other instead, and prints what is met and what is stopped in error.
The same texts and vocabulary give the same numbers.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from training.care_texts import (
    COMPILED,
    CUT,
    DOUBT,
    HARMLESS,
    KEPT,
    KEPT_FOR_KINDS,
    KINDS,
    OLDER,
    RARITY,
    SCALES,
    STRENGTH,
    Text,
    digest,
    forms,
    texts,
)
from workbook_lib.care import found_in, kinds_of_rules
from workbook_lib.care_learned import UNIT, Everything, Forms, Reader, for_length
from workbook_lib.catalog import built_in


@dataclass(frozen=True, slots=True)
class Table:
    """All texts with their features: ``rows`` of 0 and 1, a column for each of ``names``; which rules held."""

    texts: Sequence[Text]
    names: Sequence[str]
    rows: csr_matrix
    lengths: NDArray[np.float64]
    rules: NDArray[np.bool_]

    def at(self, writers: set[str]) -> NDArray[np.bool_]:
        """The texts of these writers."""
        return np.array([t.writer in writers for t in self.texts])


def table(found: Sequence[Text]) -> Table:
    """Read all texts. What stands in one text only is left out. The older sets don't say what the rules found:
    the rules were made with them."""
    care = built_in("en").care
    reader = Reader(Forms(forms()), Everything())
    seen, lengths, held = [], [], []
    for text in found:
        words, groups = found_in(text.text, care)
        kinds = set(kinds_of_rules(care, groups, words))
        marks = {"!" + kind for kind in (*kinds, *(["any"] if kinds else []))}
        names = reader.places(words, groups).keys() | marks
        old = text.writer in OLDER
        seen.append({n for n in names if not (old and n[0] in "@!")})
        lengths.append(for_length(len(words.words)))
        held.append(bool(kinds))
    counts = Counter(name for names in seen for name in names)
    names = sorted(name for name, n in counts.items() if n > 1)
    at = {name: i for i, name in enumerate(names)}
    where = [(row, at[name]) for row, those in enumerate(seen) for name in sorted(those) if name in at]
    rows, columns = zip(*where, strict=True)
    matrix = csr_matrix((np.ones(len(where)), (rows, columns)), shape=(len(found), len(names)))
    return Table(found, names, matrix, np.array(lengths), np.array(held))


def _sort(name: str) -> str:
    if name[0] in "=@!":
        return name[0]
    return name.count(" ") * " " or ("_" if "_" in name else "word")


def fit(found: Table, used: NDArray[np.bool_], kept: int = KEPT) -> tuple[NDArray[np.float64], float]:
    """The weight of each feature and the constant, from the texts ``used``; only the ``kept`` that say most."""
    in_texts = np.asarray(found.rows.sum(axis=0)).ravel()
    rarity = (np.log(found.rows.shape[0] / in_texts) / 5) ** RARITY
    scale = np.array([SCALES[_sort(name)] for name in found.names]) * rarity
    rows = csr_matrix(diags(found.lengths) @ found.rows @ diags(scale))
    wanted = np.array([t.worrying for t in found.texts])
    model = LogisticRegression(C=STRENGTH, solver="liblinear", tol=1e-3, max_iter=300, random_state=0)
    model.fit(rows[used], wanted[used])
    weights = model.coef_[0] * scale
    least = np.sort(np.abs(weights) * np.sqrt(in_texts))[-min(kept, len(weights))]
    return np.where(np.abs(weights) * np.sqrt(in_texts) >= least, weights, 0.0), float(model.intercept_[0])


def strengths(found: Table, weights: NDArray[np.float64], constant: float) -> NDArray[np.float64]:
    """How strongly each text is held to be a worry."""
    return np.asarray(found.rows @ weights) * found.lengths + constant


def left_out(found: Table, kept: int = KEPT) -> NDArray[np.float64]:
    """The strength of each text of a, b and e, of each older set and of each half of the ordinary ones, without its
    writer. d, written after what a and b had taught, teaches nothing here."""
    out = np.full(len(found.texts), np.nan)
    half = np.array([sum(map(ord, t.writer)) % 2 for t in found.texts])
    ordinary = np.array([t.writer.startswith("ordinary") for t in found.texts])
    later = found.at({"d"})
    for k, writer in enumerate("abe"):
        apart = found.at({writer}) | (ordinary & (half == k))
        out[apart] = strengths(found, *fit(found, ~apart & ~later, kept))[apart]
    for name in OLDER:
        apart = found.at({name})
        out[apart] = strengths(found, *fit(found, ~apart & ~later, kept))[apart]
    return out


def fit_kinds(found: Table) -> tuple[list[str], NDArray[np.float64]]:
    """The features that tell kinds apart, and their weight for each kind: base forms, pairs, groups, rules."""
    rows = np.array([t.about in KINDS for t in found.texts])
    columns = [i for i, name in enumerate(found.names) if name[0] in "=@!" or name.count(" ") == 1]
    labels = np.array([KINDS.index(t.about) if t.about in KINDS else -1 for t in found.texts])
    model = LogisticRegression(C=0.5, tol=1e-3, max_iter=500, random_state=0)
    model.fit(found.rows[:, columns][rows], labels[rows])
    apart = np.abs(model.coef_).max(axis=0)
    best = np.sort(np.argsort(-apart, kind="stable")[:KEPT_FOR_KINDS])
    return [found.names[columns[i]] for i in best], model.coef_.T[best]


def compiled(found: Table) -> dict[str, Any]:
    """The values of the compiled file. ``features`` stand with tabs between."""
    weights, constant = fit(found, np.ones(len(found.texts), dtype=bool))
    whole = np.round(weights * UNIT).astype(int)
    says = [i for i in range(len(whole)) if whole[i]]
    names, table_ = fit_kinds(found)
    kinds = {name: [round(float(w) * UNIT) for w in row] for name, row in zip(names, table_, strict=True)}
    return {
        "made_from": digest(),
        "vocabulary": built_in("en").care.vocabulary.digest,
        "from": round((CUT - constant) * UNIT),
        "doubt": DOUBT,
        "names": list(KINDS),
        "forms": forms(),
        "features": "\t".join(found.names[i] for i in says),
        "weights": [int(whole[i]) for i in says],
        "kinds": kinds,
    }


def report(found: Table, strong: NDArray[np.float64], cut: float, doubt: float) -> None:
    """Print what is met and what is stopped in error among the texts left out, by writer and by kind."""
    met = (strong >= cut) | (found.rules & (strong >= cut - doubt))
    print(f"cut {cut:+.2f}, a rule counts from {cut - doubt:+.2f}")
    for writer in ("a", "b", "e", *OLDER, "ordinary"):
        mine = np.array([t.writer.split()[0] == writer for t in found.texts])
        shares = [("met", mine & np.array([t.worrying for t in found.texts]))]
        abouts = [t.about for t in found.texts]
        shares += [(about, mine & (np.array(abouts) == about)) for about in (*KINDS, *HARMLESS)]
        told = (f"{name} {met[those].mean():.3f} of {those.sum()}" for name, those in shares if those.any())
        print(f"  {writer}: {', '.join(told)}")


def main() -> int:
    """Fit and write, or evaluate."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--evaluate", action="store_true", help="leave writers out and print figures")
    asked = parser.parse_args()
    found = table(texts())
    if asked.evaluate:
        strong = left_out(found)
        for cut in (CUT - 0.2, CUT, CUT + 0.2):
            report(found, strong, cut, DOUBT)
        return 0
    told = json.dumps(compiled(found), ensure_ascii=False, separators=(",", ":"))
    COMPILED.write_bytes(gzip.compress(told.encode(), mtime=0))
    print(f"{COMPILED.name}: {COMPILED.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
