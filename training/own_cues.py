"""``python -m training.own_cues``: how far a library's own cue moves a reading, by its strength.

To each training reflection that was read and in which the dimension is not found and none of its cues either, one
sentence is added that a new cue of level 2 alone meets. What is told is the share that reaches "emerging" then.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from training.data import examples
from workbook_lib.authoring.cues import as_text
from workbook_lib.authoring.new_cue import CueDraft, write_cue
from workbook_lib.authoring.own_cues import SHARE, compiled_with
from workbook_lib.model import Assessment
from workbook_lib.scoring import score_reflection, store

SENTENCE = " The teapot stood there."
DIMENSIONS = ("emotion", "perspective", "curiosity", "self_awareness", "action", "specificity")


def share(texts: list[str], dimension: str, strength: str) -> float:
    """The part of ``texts`` in which the dimension is found once the sentence is there."""
    cue = CueDraft(
        "reflection", dimension, 2, "a cue to try", ("teapot stood",), (SENTENCE.strip(),), ("A teapot.",)
    )
    with TemporaryDirectory() as place:
        file = write_cue(Path(place), cue)
        file.write_text(cue.as_yaml().replace("strength: plain", f"strength: {strength}"), encoding="utf-8")
        made = Path(place) / "scorer.json"
        made.write_text(as_text(compiled_with(file.parent)), encoding="utf-8")
        store.use(made)
        try:
            found = [score_reflection(text + SENTENCE).rating(dimension).level for text in texts]
        finally:
            store.use(None)
    return sum(level > 0 for level in found) / len(found)


def without(read: dict[str, Assessment], dimension: str) -> list[str]:
    """The texts that were read and say nothing for the dimension."""
    rated = ((text, given.rating(dimension)) for text, given in read.items() if given.was_read)
    return [text for text, rating in rated if not rating.level and not rating.evidence]


def main() -> None:
    """Prints a table: dimension, how many texts, and the share at each strength."""
    read = {e.text: score_reflection(e.text) for e in examples("reflection") if e.read}
    print("dimension".ljust(16), "texts".rjust(6), *(name.rjust(7) for name in SHARE))
    for dimension in DIMENSIONS:
        texts = without(read, dimension)
        shares = [f"{share(texts, dimension, strength):.2f}".rjust(7) for strength in SHARE]
        print(dimension.ljust(16), str(len(texts)).rjust(6), *shares)


if __name__ == "__main__":
    main()
