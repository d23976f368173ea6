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
    features = {name for name in plain.features if name[0] in "cp"}
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
    """The moves of ``text`` and the sentences they rest on."""
    found = reader_for("turns")
    words = found.encode(text)
    reading = read_beside(found, words, client_said, history)
    scores = found.model.scores(reading)
    moves = {move: bool(found.model.level(move, scores[move])) for move in found.rubric.dimensions}
    evidence: list[Evidence] = []
    for move, present in moves.items():
        if present:
            matches = [m for m in reading.of(move) if m.cue.level > 0]
            evidence += quotes(words, sentence_order(matches))
    return TurnReading(moves, tuple(evidence))
