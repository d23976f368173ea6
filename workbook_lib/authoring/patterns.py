"""The pattern language of cues, and its translation to short regular expressions over coded words.

``docs/scoring.md`` explains it to authors. In short, elements parted by spaces: ``word``, ``word~`` (all its
forms), ``a|b`` (either), ``take_in`` (words in a row), ``<class>`` (from words.yaml), ``#`` (a number), ``@``
(a name), ``*`` (any word), ``..5`` (up to five words between, no "not" among them; ``..`` is three),
``...`` (up
to forty), ``x?`` (may be missing), ``!x`` (x must not follow), ``^`` and ``$`` (where the sentence starts and
ends), ``?`` (where a question ends).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbook_lib.scoring.store import MOST_NEEDED
from workbook_lib.scoring.words import ASK, NAME, NUMBER

_GAP = re.compile(r"\.\.(\d?)$")
_ENDS = "\x01\x02"
_PLACES = {
    "^": f"(?<=[{_ENDS}])",
    "$": f"(?=[{_ENDS}])",
    "?": f"(?={ASK})",
}
_SPECIAL = {"#": (NUMBER,), "@": (NAME,)}


class PatternError(ValueError):
    """A pattern that can't be read; the message says which part, and what was expected."""


@dataclass(frozen=True, slots=True)
class Translated:
    """A pattern as a regular expression; every match holds a character of each set of ``needed``, rarest
    first."""

    regex: str
    needed: tuple[frozenset[str], ...]


class Translator:
    """Turns patterns into regular expressions, given word classes and a coder of words.

    ``code`` maps a word or contraction to its characters ("" for an article); ``forms`` gives a word's
    inflections; ``cost`` is how common a character is.
    """

    def __init__(
        self,
        classes: Mapping[str, Sequence[str]],
        code: Callable[[str], str],
        forms: Callable[[str], Sequence[str]],
        cost: Callable[[str], float],
    ) -> None:
        self._classes, self._code, self._forms, self._cost = classes, code, forms, cost
        denying = (
            sorted(c for c in self.sequences("<negator>") if len(c) == 1) if "negator" in classes else []
        )
        self._between = f"[^{_ENDS}{''.join(denying)}]"

    def translate(self, pattern: str) -> Translated:
        """One pattern. Raises PatternError where it has an unknown class, no word at all, or an empty
        part."""
        parts: list[str] = []
        anchors: list[set[str]] = []
        for element in pattern.split():
            gap = _GAP.match(element)
            if gap:
                parts.append(f"{self._between}{{0,{gap.group(1) or 3}}}?")
            elif element == "...":
                parts.append(f"{self._between}{{0,40}}?")
            elif element in _PLACES:
                parts.append(_PLACES[element])
            elif element.startswith("!"):
                parts.append(f"(?!{self._choice(element[1:], pattern)[0]})")
            else:
                self._required(element, pattern, parts, anchors)
        if not anchors and "?" in pattern.split():
            anchors.append({ASK})
        if not anchors:
            raise PatternError(f"{pattern!r}: no word that must be there")
        anchors.sort(key=lambda chars: (sum(map(self._cost, chars)), sorted(chars)))
        return Translated("".join(parts), tuple(map(frozenset, anchors[:MOST_NEEDED])))

    def _required(self, element: str, pattern: str, parts: list[str], anchors: list[set[str]]) -> None:
        optional = element.endswith("?")
        if element in ("*", "*?"):
            parts.append(f"[^{_ENDS}]" + ("?" if optional else ""))
            return
        regex, first = self._choice(element.rstrip("?"), pattern)
        if not first and not regex:
            return
        parts.append(f"(?:{regex})?" if optional else regex)
        if not optional:
            anchors.append(first)

    def _choice(self, element: str, pattern: str) -> tuple[str, set[str]]:
        """A regular expression for any of the alternatives, and one needed character of each."""
        coded = sorted({c for part in element.split("|") for c in self.sequences(part, pattern)})
        if not coded:
            return "", set()
        single = [c for c in coded if len(c) == 1]
        longer = sorted((c for c in coded if len(c) > 1), key=lambda c: (-len(c), c))
        options = longer + ([f"[{''.join(single)}]"] if single else [])
        needed = {min(c, key=lambda char: (self._cost(char), char)) for c in coded}
        return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})", needed

    def sequences(self, part: str, pattern: str = "") -> list[str]:
        """The coded strings one alternative stands for."""
        pieces = re.findall(r"<\w+>|[\w'~]+?(?=[_-]|$)|[#@]", part.replace("_<", "-<").replace(">_", ">-"))
        if not pieces or len("".join(pieces)) < len(part) - part.count("_") - part.count("-"):
            raise PatternError(f"{pattern!r}: {part!r} is not a word, a class in <> or one of # @ *")
        out = [""]
        for piece in pieces:
            options = self._piece(piece.strip("_"), pattern)
            out = [head + option for head in out for option in options]
        return [c for c in dict.fromkeys(out) if c]

    def _piece(self, piece: str, pattern: str) -> list[str]:
        if piece in _SPECIAL:
            return list(_SPECIAL[piece])
        if not piece.startswith("<"):
            words = self._forms(piece[:-1]) if piece.endswith("~") else (piece,)
            try:
                return [self._code(word) for word in words]
            except KeyError as unread:
                problem = f"{piece!r} is not read as a word; a number in digits is #"
                raise PatternError(f"{pattern!r}: {problem}") from unread
        if piece[1:-1] not in self._classes:
            raise PatternError(f"{pattern!r}: no word class called {piece[1:-1]!r} in words.yaml")
        return [c for member in self._classes[piece[1:-1]] for c in self.sequences(member, pattern)]
