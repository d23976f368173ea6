"""A reading -> an Assessment: levels by the trained cuts, the codebook's rules over them, and the
evidence."""

from __future__ import annotations

from collections.abc import Mapping
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
    scores = model.scores(reading)
    caps, floors = _caps(reading), _floors(reading)
    ratings = []
    for dimension in reader.rubric.dimensions:
        level = max(model.level(dimension, scores[dimension]), floors.get(dimension, 0))
        level = min(level, caps.get(dimension, 2))
        evidence = _evidence(reader, reading, dimension, level)
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
    strong = {(m.cue.dimension, m.sentence) for m in reading.matches if m.counts and m.cue.level == 2}
    for match in reading.matches:
        if match.cue.caps and match.counts:
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


def _evidence(reader: Reader, reading: Reading, dimension: str, level: int) -> tuple[Evidence, ...]:
    if dimension in ABSENCES:
        found = [m for m in reading.of(dimension) if m.cue.level < 0] if level < 2 else []
        return quotes(reading.words, sentence_order(found))
    if level == 0:
        return ()
    found = [m for m in reading.of(dimension) if m.cue.level > 0]
    if found:
        strongest = max(m.cue.level for m in found)
        found = [m for m in found if m.cue.level == strongest]
        return quotes(reading.words, sentence_order(found))
    sentence = reader.best_sentence(reading, dimension)
    if sentence is None or dimension not in reader.rubric.fallback:
        return ()
    return (_quote(reading.words, dimension, sentence, reader.rubric.fallback[dimension], ""),)


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
