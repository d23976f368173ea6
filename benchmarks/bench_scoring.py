"""Speed and size of scoring, beside vaderSentiment in the same run: ``python -m benchmarks.bench_scoring``.

Start-up is measured with compiled byte code in place, as it is after a first start.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "training" / "data" / "reflections.jsonl"
ROUNDS = 7
_ONE_SCORE = (
    "import resource, sys\n{}\n"
    "u = resource.getrusage(resource.RUSAGE_SELF); print(u.ru_utime + u.ru_stime, "
    "int(open('/proc/self/statm').read().split()[1]) * resource.getpagesize() / 1e6)"
)


def texts_of_120_words(count: int = 300) -> list[str]:
    """Stretches of 120 words cut from the benchmark's reflections."""
    words = " ".join(json.loads(line)["text"] for line in DATA.open(encoding="utf8")).split()
    return [" ".join(words[i : i + 120]) for i in range(0, len(words) - 120, 120)][:count]


def seconds(function: Callable[[str], object], texts: list[str]) -> list[float]:
    """CPU seconds for each text: the best of seven rounds, so that what else the machine does counts little."""
    best = [float("inf")] * len(texts)
    for _ in range(ROUNDS):
        for index, text in enumerate(texts):
            before = time.process_time()
            function(text)
            best[index] = min(best[index], time.process_time() - before)
    return best


def start_up() -> tuple[float, float]:
    """CPU seconds and MB of ``import workbook_lib`` and one score, over bare Python; median of seven."""
    runs = {
        "bare": "pass",
        "ours": "import workbook_lib; workbook_lib.score_reflection('She waited an hour for it.')",
    }
    found = {name: ([], []) for name in runs}  # type: dict[str, tuple[list[float], list[float]]]
    for _ in range(7):
        for name, code in runs.items():
            done = subprocess.run(
                [sys.executable, "-c", _ONE_SCORE.format(code)],
                check=True,
                capture_output=True,
                text=True,
                env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            )
            for values, value in zip(found[name], done.stdout.split(), strict=True):
                values.append(float(value))
    middle = {name: [statistics.median(values) for values in pair] for name, pair in found.items()}
    return middle["ours"][0] - middle["bare"][0], middle["ours"][1] - middle["bare"][1]


def main() -> int:
    """Print the figures."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    from workbook_lib import score_reflection, score_reply

    texts = texts_of_120_words()
    vader = SentimentIntensityAnalyzer().polarity_scores
    message = "I waited an hour in the rain and nobody told me that the room was closed."
    runs = {
        "vaderSentiment": seconds(vader, texts),
        "score_reflection": seconds(score_reflection, texts),
        "score_reply": seconds(lambda text: score_reply(text, message), texts),
    }
    base = statistics.median(runs["vaderSentiment"])
    for name, times in runs.items():
        middle = statistics.median(times)
        print(f"{name:18} median {middle * 1e3:.2f} ms  {1 / middle:6.0f} texts/s  {base / middle:.2f} x")
    for size in (10_000, 100_000, 1_000_000):
        text = (" ".join(texts) * 10)[:size]
        before = time.process_time()
        score_reflection(text)
        print(f"{size:9,} characters: {time.process_time() - before:.3f} s")
    cpu, memory = start_up()
    print(f"import and one score, over bare Python: {cpu:.3f} s CPU, {memory:.1f} MB")
    print(f"peak of this run: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
