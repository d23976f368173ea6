"""Days as people say them, in the words of the content and not of the machine's locale."""

from __future__ import annotations

from datetime import date, datetime

_NAMES = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
MONTHS = {language: names.split() for language, names in _NAMES.items()}


def day_of(day: date, language: str = "en", *, year: bool = True) -> str:
    """``16 November 2026``; ``16 Nov`` with ``year`` off. Without months for a language, as ISO 8601 writes it."""
    months = MONTHS.get(language)
    if months is None:
        return day.isoformat()
    name = months[day.month - 1]
    of = " de " if language == "es" else " "
    return f"{day.day}{of}{name}{of}{day.year}" if year else f"{day.day} {name[:3]}"


def local_day(when: datetime) -> date:
    """The day of a moment by this computer's clock."""
    return when.astimezone().date()
