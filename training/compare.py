"""``python -m training.compare write SHEET KEY [--seed N] [--without KEY ...]`` and ``... score KEY CHOICES``.

Coaching beside chance.

Sixty texts, each with two questions in a shuffled order: the one that coaching asks, and one drawn from all
wordings of all situations of its kind, filled with a sentence of the same text that may be quoted. A reader who has
the sheet and not the key says for each which question helps its writer more. Every text is read by a model that
never saw its scenario. What was on an earlier sheet can be left out by its key, so that nobody judges what the
coaching was mended by; which texts are drawn depends on the seed alone and on no word of the coaching.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.data import Example, examples, fold_of
from training.evaluate import assessment, left_out_readers
from training.figures import wilson
from workbook_lib.catalog import load
from workbook_lib.coaching import Coaching, coach
from workbook_lib.feedback import Feedback
from workbook_lib.model import Assessment, Kind
from workbook_lib.noticing import filled, fits
from workbook_lib.quoting import person_in, quotes

SEED = 20261122
WANTED: dict[Kind, int] = {"reflection": 40, "reply": 20}
HEAD = """A workbook helps people who work in libraries to write with compassion about a client, or to one.
Below are texts by such people. Beside each stand two questions that a coach might ask its writer next. Say for each
text which question would help this writer more with this text: fits what they wrote, is fair to it, and points to
what is most worth adding or seeing next. Ladder: not seen, sympathy (seen from outside), empathy (from the client's
side), compassion (with a step that relieves). One line a text: its number and A or B.
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """One text with the coaching's question and a random one; ``coached_first``: the coaching's is A."""

    example: Example
    case: str
    situation: str
    coached: str
    drawn: str
    coached_first: bool

    def shown(self, number: int) -> str:
        """The pair as it stands on the sheet."""
        asked = self.example.item.get("question")
        first, second = (self.coached, self.drawn) if self.coached_first else (self.drawn, self.coached)
        lines = [f"== {number} ==", self.case, f"Prompt: {asked}" if asked else "A reply to this message."]
        return "\n".join([*filter(None, lines), f"Text: {self.example.text}", f"A: {first}", f"B: {second}"])


def drawn_question(text: str, message: str, kind: Kind, feedback: Feedback, rng: random.Random) -> str:
    """A question from all wordings of all situations of texts that were read, its slots filled by chance."""
    wordings = [
        wording
        for s in feedback.situations
        if s.kind == kind and s.tier != "not_read"
        for wording in s.ask + s.plain
    ]
    quote, theirs = (_any_clause(words, feedback, rng) for words in (text, message))
    taken = {"quote": quote, "person": person_in(text, feedback.people), "theirs": theirs}
    return filled(rng.choice([w for w in wordings if fits(w, taken)]), taken)


def _any_clause(words: str, feedback: Feedback, rng: random.Random) -> str:
    clauses = [words[start:end] for start, end in quotes(words, feedback.marks)]
    return rng.choice(clauses) if clauses else ""


def cases() -> dict[str, str]:
    """Scenario -> what a client of it wrote."""
    return {e.group: e.item["client_message"] for e in examples("reply")}


def chosen_texts(kind: Kind, rng: random.Random) -> Iterator[Example]:
    """Texts in a random order, no scenario a second time before all have had their turn."""
    known = cases()
    rest = [e for e in examples(kind) if e.read and e.group in known]
    rng.shuffle(rest)
    while rest:
        groups: set[str] = set()
        for example in list(rest):
            if example.group not in groups:
                groups.add(example.group)
                rest.remove(example)
                yield example


def pairs_of(
    kind: Kind, say: Callable[[Example], Assessment], seed: int, without: Collection[str] = ()
) -> list[Pair]:
    """As many pairs of a kind as are wanted, of texts that were read and questions that differ."""
    feedback, known, out = load("en").feedback, cases(), []
    order, rng = (random.Random(f"{seed} {kind} {use}") for use in ("texts", "questions"))  # noqa: S311 - no secret
    for example in (e for e in chosen_texts(kind, order) if e.id not in without):
        said, asked = say(example), example.item.get("question", "reply")
        message = example.item.get("client_message") or known[example.group]
        ours: Coaching = coach(said, feedback, text=example.text, message=message, question=asked)
        drawn = drawn_question(example.text, message, kind, feedback, rng)
        if said.was_read and drawn != ours.question:
            case = f"The client wrote: {message}"
            out.append(Pair(example, case, ours.situation, ours.question, drawn, rng.random() < 0.5))
        if len(out) == WANTED[kind]:
            break
    return out


def left_out_reading(kind: Kind) -> Callable[[Example], Assessment]:
    """How a text is read by the model that was fitted without its scenario."""
    readers = left_out_readers(kind, examples(kind))
    return lambda example: assessment(readers[fold_of(example.group)], kind, example.item)


def write(sheet: Path, key: Path, seed: int = SEED, without: Collection[str] = ()) -> None:
    """The sheet without any hint, and the key; `without` are ids of texts to leave out."""
    found = [pair for kind in WANTED for pair in pairs_of(kind, left_out_reading(kind), seed, without)]
    random.Random(seed).shuffle(found)  # noqa: S311 - no secret
    texts = [pair.shown(number) for number, pair in enumerate(found, 1)]
    sheet.write_text("\n\n".join([HEAD, *texts]) + "\n", encoding="utf8")
    answers = {
        str(number): {
            "coached": "A" if pair.coached_first else "B",
            "situation": pair.situation,
            "text": pair.example.id,
        }
        for number, pair in enumerate(found, 1)
    }
    key.write_text(json.dumps(answers, indent=1) + "\n", encoding="utf8")


def shown_before(keys: list[Path]) -> set[str]:
    """The ids of the texts of earlier sheets, from their keys."""
    return {a["text"] for key in keys for a in json.loads(key.read_text(encoding="utf8")).values()}


def score(key: Path, choices: Path) -> dict[str, float]:
    """How often the coaching's question was chosen, with a 95% interval (Wilson)."""
    answers = json.loads(key.read_text(encoding="utf8"))
    lines = (line.split() for line in choices.read_text(encoding="utf8").splitlines())
    said = {line[0].strip(".:"): line[1].upper() for line in lines if len(line) >= 2}
    missing = answers.keys() - said.keys()
    if missing:
        raise ValueError(f"no choice for {', '.join(sorted(missing, key=int))}")
    won, of = sum(said[n] == a["coached"] for n, a in answers.items()), len(answers)
    low, high = wilson(won, of)
    return {"won": won, "of": of, "share": won / of, "low": low, "high": high}


def main() -> int:
    """Write the sheet and its key, or score choices."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("do", choices=("write", "score"))
    parser.add_argument("files", nargs=2, type=Path, metavar="FILE")
    parser.add_argument("--seed", type=int, default=SEED, help="draws other texts and questions")
    parser.add_argument("--without", nargs="*", type=Path, default=[], metavar="KEY", help="earlier sheets")
    given = parser.parse_args()
    if given.do == "write":
        write(*given.files, seed=given.seed, without=shown_before(given.without))
    else:
        print(json.dumps(score(*given.files), indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
