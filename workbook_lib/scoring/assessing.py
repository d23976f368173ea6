"""A reading -> an Assessment: levels by the trained cuts, the codebook's rules over them, and the
evidence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import cast

from workbook_lib.model import STAGES, Assessment, Evidence, Level, Rating, Stage
from workbook_lib.scoring.match import Match
from workbook_lib.scoring.reader import Reader, Reading, sentence_order
from workbook_lib.scoring.words import Words

_MOST_EVIDENCE = 3


def unread(reader: Reader, spans: list[tuple[int, int]], note: str) -> Assessment:
    """The Assessment of a text that was not read: every level 0, no stage, ``note`` says why."""
    ratings = tuple(Rating(d, 0, 1.0, False) for d in reader.rubric.dimensions)
    return Assessment(reader.rubric.id, reader.rubric.version, None, ratings, note, tuple(spans))


def assess(reader: Reader, reading: Reading) -> Assessment:
    """Levels, stage, confidence and evidence of a text that was read."""
    model = reader.model
    scores = reader.scores(reading)
    caps, floors, shown = _caps(reading), _floors(reading), _Shown(reader, reading)
    ratings = []
    for dimension in reader.rubric.dimensions:
        level = max(model.level(dimension, scores[dimension]), floors.get(dimension, 0))
        level = min(level, caps.get(dimension, 2))
        evidence = shown.of(dimension, level)
        if level == 2 and not evidence and dimension not in ABSENCES:
            level = 1
        confidence = model.confidence(dimension, scores[dimension], level)
        sure = model.is_sure(dimension, confidence)
        ratings.append(Rating(dimension, cast(Level, level), round(confidence, 3), sure, evidence))
    levels = {r.dimension: r.level for r in ratings}
    rung = min(model.level("stage", scores["stage"]), caps.get("stage", 3))
    stage = _stage(reader.rubric.id, rung, levels, "stage" in caps)
    note = "" if any(r.sure for r in ratings) else "unsure"
    spans = tuple(reading.words.spans)
    return Assessment(reader.rubric.id, reader.rubric.version, stage, tuple(ratings), note, spans)


def _caps(reading: Reading) -> dict[str, int]:
    """Dimension or stage -> the highest level that the codebook's hard cases leave it."""
    found: dict[str, int] = {}
    capping = [m for m in reading.matches if m.cue.caps and m.counts]
    if not capping:
        return found
    strong = {(m.cue.dimension, m.sentence) for m in reading.matches if m.counts and m.cue.level == 2}
    for match in capping:
        for dimension, cap in match.cue.caps.items():
            outweighed = any(d == dimension and s != match.sentence for d, s in strong)
            if match.cue.firm or not outweighed:
                found[dimension] = min(cap, found.get(dimension, 3))
    return found


def _floors(reading: Reading) -> dict[str, int]:
    """Dimension -> the lowest level that the codebook's definition leaves it, where nothing speaks against."""
    against = {m.cue.dimension for m in reading.matches if m.counts and m.cue.level < 0}
    found: dict[str, int] = {}
    for match in reading.matches:
        cue = match.cue
        if cue.floor and match.counts and not against & {cue.dimension, "text"}:
            found[cue.dimension] = max(cue.floor, found.get(cue.dimension, 0))
    return found


ABSENCES = frozenset({"assumption_free", "tone_match", "positive_language"})
"""Dimensions whose top level is that something is not there: they need no evidence."""


def _stage(rubric: str, rung: int, levels: Mapping[str, int], capped: bool) -> Stage:
    """The codebook's ladder: no rung without what it stands on."""
    if rubric == "reflection":
        understood, act = max(levels["emotion"], levels["perspective"]), levels["action"]
    else:
        understood, act = max(levels["acknowledgement"], levels["shared_feeling"]), levels["ownership"]
    if rung == 3 and (understood == 0 or act == 0):
        rung = 1 if understood == 0 else 2
    if rung == 2 and understood == 0:
        rung = 1
    if rung == 0 and understood and rubric == "reflection" and not capped:
        rung = 1
    return STAGES[rung]


class _Shown:
    """The sentences that carry a text's levels."""

    def __init__(self, reader: Reader, reading: Reading) -> None:
        self._reader, self._reading = reader, reading
        self._matches: dict[str, list[Match]] = {}
        for match in reading.matches:
            if match.counts:
                self._matches.setdefault(match.cue.dimension, []).append(match)

    def of(self, dimension: str, level: int) -> tuple[Evidence, ...]:
        """The evidence for a level: the strongest cues, or the sentence whose words speak most for it."""
        matches = self._matches.get(dimension, ())
        if dimension in ABSENCES:
            against = [m for m in matches if m.cue.level < 0] if level < 2 else []
            return quotes(self._reading.words, sentence_order(against))
        if level == 0:
            return ()
        strongest = max((m.cue.level for m in matches), default=0)
        if strongest > 0:
            found = [m for m in matches if m.cue.level == strongest]
            return quotes(self._reading.words, sentence_order(found))
        return self._by_words(dimension)

    def _by_words(self, dimension: str) -> tuple[Evidence, ...]:
        reason = self._reader.rubric.fallback.get(dimension)
        sentence = None if reason is None else self._reader.best(self._totals, dimension)
        if sentence is None or reason is None:
            return ()
        return (_quote(self._reading.words, dimension, sentence, reason, ""),)

    @cached_property
    def _totals(self) -> list[int]:
        return self._reader.sentence_totals(self._reading.words)


def quotes(words: Words, matches: list[Match]) -> tuple[Evidence, ...]:
    """Evidence from matches in order: one quotation for a sentence, the first few sentences."""
    first: dict[int, Match] = {}
    for match in matches:
        first.setdefault(match.sentence, match)
    chosen = list(first.values())[:_MOST_EVIDENCE]
    return tuple(_quote(words, m.cue.dimension, m.sentence, m.cue.reason, m.cue.id) for m in chosen)


def _quote(words: Words, dimension: str, sentence: int, reason: str, cue: str) -> Evidence:
    start, end = words.spans[sentence]
    return Evidence(dimension, start, end, words.text[start:end], reason, cue)
