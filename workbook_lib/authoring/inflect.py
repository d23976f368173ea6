"""Word forms: ``feel~`` in a cue stands for feel, feels, feeling, felt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

_VOWELS = "aeiou"


def _double(word: str) -> bool:
    return (
        len(word) >= 3
        and word[-1] not in "aeiouwxyhc"
        and word[-2] in _VOWELS
        and word[-3] not in _VOWELS
        and (len(word) <= 4 or word.endswith(("el", "mit", "fer", "gret", "pet", "rap")))
    )


def _plain(word: str) -> Iterator[str]:
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        yield word + "es"
    elif word.endswith("y") and word[-2:-1] not in _VOWELS:
        yield word[:-1] + "ies"
    else:
        yield word + "s"


def inflect(word: str, irregular: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The forms of a verb, noun or adjective, itself first. ``irregular`` adds forms to the regular ones."""
    forms = [word, *_plain(word)]
    if word.endswith("e"):
        forms += [word + "d", word[:-1] + "ing", word + "r"]
    elif word.endswith("y") and word[-2:-1] not in _VOWELS:
        forms += [word[:-1] + "ied", word + "ing"]
    else:
        stem = word + word[-1] if _double(word) else word
        forms += [stem + "ed", stem + "ing"]
    return tuple(dict.fromkeys([*forms, *irregular.get(word, ())]))


_PAIRS = (("ise", "ize"), ("isi", "izi"), ("yse", "yze"), ("our", "or"), ("tre", "ter"), ("ogue", "og"))


def spellings(word: str) -> Iterator[str]:
    """Other accepted spellings of the same word: realise and realize, colour and color, cancelled and
    canceled."""
    for british, american in _PAIRS:
        if british in word[2:]:
            yield american.join(word.rsplit(british, 1))
        if american in word[2:] and (american[-1] == british[-1] or word.endswith(american)):
            yield british.join(word.rsplit(american, 1))
    for ending in ("ed", "ing", "er"):
        if word.endswith("ll" + ending):
            yield word[: -len(ending) - 1] + ending
