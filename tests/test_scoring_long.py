"""What takes minutes: many hostile texts, texts of megabytes, and training that gives the same bytes again."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from workbook_lib import read_turn, score_reflection, score_reply, sort_sentence
from workbook_lib.authoring.cues import CUES

ROOT = Path(__file__).resolve().parent.parent
TEXTS, CHUNK = 200_000, 5_000
PIECES = (
    *(
        "abz AZ09 .,;:!?'\"“”’‘()[]{}<>|*#@_-–—…\n\r\t"
        "\v\f\x00\x01\x02\x03\x04\x05\x1b\u200b\u202e\u2028\ufeff\ud800\U0001f642é한ß"
    ),
    "she ",
    "I felt ",
    "don't ",
    "n't",
    "''",
    "'s ",
    "why? ",
    "e.g. ",
    "Dear Madam",
    "$4.20",
    "\n\n- ",
    "1) ",
    "sorry ",
    "if ",
    "not ",
    "because ",
    "http://a.b/c?d=e ",
    "<script>",
    "&amp;",
    "%s%n{0}",
    "../../",
    "Ǆ",
    "e\u0301",
    "\U000e0041",
    "w" * 300,
    " " * 200,
    "?" * 60,
)


def hostile(rng: random.Random) -> str:
    """A text of up to forty pieces: controls, lone surrogates, marks of markup, halves of words, cue words."""
    return "".join(rng.choices(PIECES, k=rng.randrange(41)))


def read_right(text: str, way: int) -> None:
    """Read a text in one of the four ways; what is quoted stands in it."""
    if way == 3:
        assert sort_sentence(text) in ("saw", "assumed", "need_to_know", "unsure")
        return
    if way == 2:
        evidence = list(read_turn(text, text[:20], text[20:]).evidence)
    else:
        reading = score_reply(text, text[::-1]) if way else score_reflection(text)
        evidence = [e for rating in reading.ratings for e in rating.evidence]
    assert all(text[e.start : e.end] == e.quote for e in evidence)


def read_many(seed: int, count: int = CHUNK) -> int:
    """Read so many texts, in the four ways in turn; each seed gives other texts. Returns how many were read."""
    rng = random.Random(seed)
    for number in range(count):
        read_right(hostile(rng), number % 4)
    return count


@pytest.mark.parametrize("seed", range(3))
def test_some_hostile_texts_are_read_or_left_unread(seed: int) -> None:
    assert read_many(seed, 400) == 400


@pytest.mark.long
def test_many_hostile_texts_are_read_or_left_unread() -> None:
    """In chunks on every core: a fault names the seed whose texts hold it, so that it can be read again alone."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        reading = {seed: pool.submit(read_many, seed) for seed in range(20, 20 + TEXTS // CHUNK)}
        faults = {seed: error for seed, done in reading.items() if (error := done.exception())}
        assert not faults, faults
        assert sum(done.result() for done in reading.values()) == TEXTS


def cpu_of(score: Callable[[str], object], text: str) -> float:
    before = time.process_time()
    score(text)
    return time.process_time() - before


@pytest.mark.long
@pytest.mark.parametrize(
    "piece",
    [
        "She waited an hour for it, and I said that it's the rule. ",
        "a",
        "'",
        "not ",
        "why? ",
        "\n",
        "I don't know why he is upset ",
        '"He said ',
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Ten times the text takes at most twenty times as long, up to ten megabytes."""
    million = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    for score in (score_reflection, score_reply):
        score(million[:1000])
        once = cpu_of(score, million)
        assert cpu_of(score, million * 10) <= 20 * once + 1.0


@pytest.mark.long
def test_training_gives_the_same_bytes_again(tmp_path: Path) -> None:
    kept = {path.name: path.read_bytes() for path in sorted((CUES / "weights").glob("*.json"))}
    code = (
        "import json, sys\n"
        "from training.train import untrained, weights_of\n"
        "data, heads = untrained()\n"
        "print(json.dumps({name: weights_of(name, data, heads) for name in sys.argv[1:]}))"
    )
    names = [name.removesuffix(".json") for name in kept]
    done = subprocess.run(
        [sys.executable, "-c", code, *names], cwd=ROOT, capture_output=True, text=True, check=True
    )
    again = {f"{name}.json": text.encode() for name, text in json.loads(done.stdout).items()}
    assert again == kept
