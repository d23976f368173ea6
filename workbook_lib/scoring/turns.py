"""What a turn in a conversation does: the moves of the turns rubric, each present or not."""

from __future__ import annotations

from workbook_lib.model import Evidence, TurnReading
from workbook_lib.scoring import turn_relations as relations
from workbook_lib.scoring.assessing import quotes
from workbook_lib.scoring.reader import Reader, Reading, reader_for, sentence_order
from workbook_lib.scoring.words import Words


def read_beside(found: Reader, words: Words, client_said: str = "", history: str = "") -> Reading:
    """A turn's reading beside the client's words; training reads with it too.

    Its features are cues and relations only: single words would teach the voices of a few writers.
    """
    plain = found.read(words)
    matches = plain.matches
    features = {name for name in plain.features if name[0] == "p"}
    features |= {f"c:{m.cue.id}" for m in matches if m.counts}
    speech = relations.Speech(found)
    echoes = relations.echoes(words, matches, client_said, speech)
    features |= relations.echo_features(echoes)
    features |= relations.company(matches, any(e.shared for e in echoes))
    features |= relations.advice(matches, history, asks_how(client_said))
    features |= relations.limits(matches)
    features |= relations.clean(matches)
    features |= relations.own_story(
        words, found.data.classes["me"], frozenset(found.data.encoder.word("you"))
    )
    features |= relations.asking(words, matches)
    return Reading(words, matches, frozenset(features), frozenset())


def asks_how(client_said: str) -> bool:
    """True where the client asks what to do."""
    said = client_said.lower()
    return any(
        words in said for words in ("what do i do", "how do i", "what should i do", "tell me what to do")
    )


def read(text: str, client_said: str = "", history: str = "") -> TurnReading:
    """The moves of ``text`` and the sentences they rest on; no move is said without one."""
    found = reader_for("turns")
    words = found.encode(text)
    reading = read_beside(found, words, client_said, history)
    scores = found.scores(reading)
    moves: dict[str, bool] = {}
    evidence: list[Evidence] = []
    for move in found.rubric.dimensions:
        present = bool(found.model.level(move, scores[move]))
        shown = _evidence(found, reading, move, client_said) if present else ()
        moves[move] = bool(shown)
        evidence += shown
    return TurnReading(moves, tuple(evidence))


def _evidence(found: Reader, reading: Reading, move: str, client_said: str) -> tuple[Evidence, ...]:
    words, matches = reading.words, reading.of(move)
    chosen = [m for m in matches if m.cue.level > 0] or [m for m in matches if m.cue.level == 0]
    if chosen or move not in found.rubric.fallback:
        strongest = max((m.cue.level for m in chosen), default=0)
        return quotes(words, sentence_order([m for m in chosen if m.cue.level == strongest]))
    if move == "takes_up":
        echoes = relations.echoes(words, reading.matches, client_said, relations.Speech(found))
        best = max(range(len(echoes)), key=lambda i: echoes[i].shared, default=None)
        chosen_one = best if best is not None and echoes[best].shared else None
    else:
        chosen_one = next((i for i in range(len(words.starts)) if relations.asks(words, i)), None)
    if chosen_one is None:
        return ()
    start, end = words.spans[chosen_one]
    return (Evidence(move, start, end, words.text[start:end], found.rubric.fallback[move]),)
