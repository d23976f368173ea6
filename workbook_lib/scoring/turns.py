"""What a turn in a conversation does: the moves of the turns rubric, each present or not."""

from __future__ import annotations

from workbook_lib.model import Evidence, TurnReading
from workbook_lib.scoring.assessing import quotes
from workbook_lib.scoring.reader import Reader, Reading, reader_for, sentence_order
from workbook_lib.scoring.words import Words


def read_beside(found: Reader, words: Words, client_said: str = "", history: str = "") -> Reading:
    """A turn's reading beside the client's words; training reads with it too."""
    beside = found.beside_message(words, client_said, None)
    beside.add("r:first_turn" if not history else "r:later_turn")
    return found.read(words, beside)


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
