"""What no schema sees: references between files, slots in words, patterns that must compile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from workbook_lib.authoring import care_words, clients, discussing, practices
from workbook_lib.authoring.faults import Fault, did_you_mean, shown
from workbook_lib.authoring.pack import Pack
from workbook_lib.authoring.reader import Path_, Source

SLOT = re.compile(r"\{(\w*)\}")
_MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!]")
UNREAD = ("too_short", "other_language", "off_topic", "own_hurt", "no_words", "bigger_than_a_reply")
NOTES = (*UNREAD, "done_to_me", "i_need", "limit")
QUESTIONS = ("why_important", "what_made_them_feel", "hardship", "who_and_what_motivates", "how_would_i_feel")


def checked(pack: Pack) -> list[Fault]:
    """Every fault between files. The pack's own faults (form, schema) aren't repeated."""
    sound = pack.sound()
    return [
        *_scenarios(pack),
        *_feedback(pack.files.get("feedback.yaml"), sound),
        *_patterns(pack),
        *_care(pack),
        *practices.faults(sound),
        *discussing.faults(sound.files.get("discussion.yaml"), sound.data("rubric.yaml")),
        *_markup(pack),
        *_same_words(pack),
        *_questions(pack),
        *_left_out(pack),
        *_unwritten(pack),
        *clients.faults(pack.named("clients"), _common_words(pack)),
    ]


def _common_words(pack: Pack) -> frozenset[str]:
    """The words that say nothing of a matter, as page 07 has them."""
    words = _group(_group(pack.data("pages/07_listening.yaml")).get("words"))
    return frozenset(word.strip() for word in str(words.get("small_common", "")).split(","))


def _at(source: Source, path: Path_, expected: str, got: str, hint: str = "") -> Fault:
    return Fault(source.place(path), ".".join(str(p) for p in path), expected, got, hint)


def texts(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """Every text in a value, with the way to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from texts(child, (*path, key))
    elif isinstance(value, list):
        for i, child in enumerate(value):
            yield from texts(child, (*path, i))


def _strings(value: Any) -> list[str]:
    return [v for v in value if isinstance(v, str)] if isinstance(value, list | dict) else []


def _known(source: Source, path: Path_, value: object, known: Iterable[str], what: str) -> Iterator[Fault]:
    known = list(known)
    if isinstance(value, str) and value not in known:
        hint = did_you_mean(value, known)
        yield _at(source, path, f"{what}: one of " + ", ".join(known), shown(value), hint)


def _scenarios(pack: Pack) -> Iterator[Fault]:
    desks, first = _strings(pack.data("desks.yaml")), dict[str, Source]()
    for name, source in pack.named("scenarios").items():
        if source.broken:
            continue
        data = source.data
        for i, desk in enumerate(_strings(data.get("desks"))):
            yield from _known(source, ("desks", i), desk, desks, "a desk")
        if len(set(_strings(data.get("desks")))) < len(_strings(data.get("desks"))):
            yield _at(source, ("desks",), "each desk once", "one that is there twice")
        own = data.get("id")
        if isinstance(own, str) and own in first:
            yield _at(source, ("id",), "an id of its own", f'"{own}", which {first[own].place(("id",))} has')
        elif isinstance(own, str):
            first[own] = source
            if own != name:
                yield _at(source, ("id",), f'the file\'s own name, "{name}"', shown(own))
        registers = [m["register"] for m in data.get("messages", []) if isinstance(m, dict)]
        if len(registers) != len(set(registers)):
            yield _at(source, ("messages",), "client messages in different registers", "the same one twice")


def _left_out(pack: Pack) -> Iterator[Fault]:
    source = pack.files.get("pack.yaml")
    if source is not None and isinstance(source.data, dict):
        cases = [str(s.data.get("id")) for s in pack.named("scenarios").values()] + [*pack.named("clients")]
        for i, name in enumerate(_strings(source.data.get("leave_out"))):
            yield from _known(source, ("leave_out", i), name, cases, "a case")


def _unwritten(pack: Pack) -> Iterator[Fault]:
    for source in pack.files.values():
        for path, text in texts(source.data):
            if "[[" in text:
                yield _at(source, path, "your own words", "what the template says here: " + shown(text, 40))


def _group(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _feedback(source: Source | None, pack: Pack) -> Iterator[Fault]:
    """The faults of a file of coaching, whatever its form; what it speaks of is looked up in ``pack``."""
    data = _group(source.data if source else None)
    if source is None or not data:
        return
    for key, situation in _group(data.get("situations")).items():
        if isinstance(situation, dict):
            yield from _situation(pack, source, ("situations", key), situation)
    for kind, notices in _group(data.get("notices")).items():
        for dimension in _strings(notices):
            yield from _known(
                source, ("notices", kind, dimension), dimension, _dimensions(pack, kind), "a dimension"
            )
    for prompt, dimensions in _group(data.get("focus")).items():
        yield from _known(source, ("focus", prompt), prompt, _strings(pack.data("prompts.yaml")), "a prompt")
        for i, dimension in enumerate(_strings(dimensions)):
            yield from _known(
                source, ("focus", prompt, i), dimension, _dimensions(pack, "both"), "a dimension"
            )


def _dimensions(pack: Pack, kind: object) -> list[str]:
    kinds = ("reflection", "reply") if kind == "both" else (str(kind),)
    rubric = pack.data("rubric.yaml")
    return [d for k in kinds for d in _strings((rubric.get(k) or {}).get("dimensions") or {})]


def _situation(pack: Pack, source: Source, path: Path_, data: dict[str, Any]) -> Iterator[Fault]:
    dimensions = _dimensions(pack, data.get("kind"))
    yield from _known(source, (*path, "dimension"), data.get("dimension"), dimensions, "a dimension")
    when = _group(data.get("when"))
    yield from _known(source, (*path, "when", "note"), when.get("note"), NOTES, "a reason not to read")
    for dimension in _strings(when.get("levels")):
        yield from _known(source, (*path, "when", "levels", dimension), dimension, dimensions, "a dimension")
    patterns = _strings(_group(source.data).get("patterns"))
    for i, name in enumerate(_strings(when.get("text"))):
        yield from _known(source, (*path, "when", "text", i), name, patterns, "a pattern's name")
    yield from _slots(source, (*path, "ask"), data.get("ask"), {"quote", "person", "theirs"}, needed=True)
    yield from _slots(source, (*path, "plain"), data.get("plain"), set(), needed=False)


def _slots(source: Source, path: Path_, wordings: Any, allowed: set[str], *, needed: bool) -> Iterator[Fault]:
    for i, wording in enumerate(_strings(wordings)):
        found = SLOT.findall(wording)
        names = " or ".join(f"{{{n}}}" for n in sorted(allowed))
        if needed and len(found) != 1:
            yield _at(source, (*path, i), f"a question with one slot, {names}", shown(wording))
        elif not set(found) <= allowed:
            expected = f"the slot {names}" if allowed else "a question without a slot"
            yield _at(
                source, (*path, i), expected, shown("{" + found[0] + "}"), did_you_mean(found[0], allowed)
            )


def _patterns(pack: Pack) -> Iterator[Fault]:
    source = pack.files.get("feedback.yaml")
    if source is None or not isinstance(source.data, dict):
        return
    for group in ("patterns", "avoid"):
        for path, text in texts(source.data.get(group), (group,)):
            if problem := _broken_pattern(text):
                yield _at(source, path, "a regular expression that compiles", shown(text), problem)


def _care(pack: Pack) -> Iterator[Fault]:
    source = pack.files.get("care.yaml")
    if source is not None and isinstance(source.data, dict):
        yield from care_words.faults(source)


def _broken_pattern(text: str) -> str:
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error)
    return ""


def _markup(pack: Pack) -> Iterator[Fault]:
    for source in pack.files.values():
        for path, text in texts(source.data):
            regex = path[:1] in {("patterns",), ("avoid",)}
            if not regex and (found := _MARKUP.search(text)):
                yield _at(source, path, "words without HTML", shown(text[found.start() :]))


def _same_words(pack: Pack) -> Iterator[Fault]:
    """Words of an upper layer against English: no key that nothing uses, and the same slots."""
    english = pack.layers[0]
    for layer in pack.layers[1:]:
        for name in ("ui.yaml", "prompts.yaml", "desks.yaml", *(n for n in layer if n.startswith("pages/"))):
            if name in layer and name in english:
                yield from _against(english[name], layer[name])
    if pack.language != "en":
        yield from _missing(english, pack.layers[1:])


def _against(english: Source, source: Source) -> Iterator[Fault]:
    known = dict(texts(english.data))
    names = [".".join(str(p) for p in path) for path in known]
    for path, text in texts(source.data):
        if path in known:
            want, got = sorted(set(SLOT.findall(known[path]))), sorted(set(SLOT.findall(text)))
            if want != got:
                slots = ", ".join(f"{{{s}}}" for s in want) or "no slot"
                yield _at(source, path, f"the same slots as in English: {slots}", shown(text))
        elif path and not isinstance(path[-1], int) and path[0] != "words" and not _may_add(english):
            key = ".".join(str(p) for p in path)
            yield _at(source, path, "a key that the workbook uses", f'"{key}"', did_you_mean(key, names))


def _may_add(english: Source) -> bool:
    """Prompts and desks may be added; a word on the screen that no page asks for would never be seen."""
    return english.places[()].file.name in {"prompts.yaml", "desks.yaml"}


def _missing(english: dict[str, Source], layers: list[dict[str, Source]]) -> Iterator[Fault]:
    """What only English has, of the files that a language has at all, whichever layer brings it."""
    pages = {n for layer in layers for n in layer if n.startswith("pages/")}
    for name in ["ui.yaml", "prompts.yaml", "desks.yaml", *sorted(pages)]:
        own = [layer[name] for layer in layers if name in layer]
        if not own or name not in english:
            continue
        have = {path for source in own for path, _ in texts(source.data)}
        for path, text in texts(english[name].data):
            if path not in have and not isinstance(path[-1], int):
                expected, got = "this key in every language", f"only English has it: {shown(text)}"
                yield replace(_at(own[0], path, expected, got), severity="gap")


def _questions(pack: Pack) -> Iterator[Fault]:
    prompts = pack.files.get("prompts.yaml")
    if prompts is not None and isinstance(prompts.data, dict):
        for question in QUESTIONS:
            if question not in prompts.data:
                yield _at(prompts, (question,), f'the question "{question}"', "it is missing")
