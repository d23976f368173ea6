"""Details that could tell who a client is: found where they stand, and nothing else touched."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_lib.details import Detail, Kind, details, replaced

WORDS: dict[Kind, str] = {"email": "[e-mail]", "card": "[card]", "phone": "[phone]", "name": "[name]"}


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("Write to r.tull+lib@example.org today.", "email", "r.tull+lib@example.org"),
        ("She said call 0412 345 678 after four.", "phone", "0412 345 678"),
        ("Her number is +44 (0)20 7946 0018.", "phone", "+44 (0)20 7946 0018"),
        ("Ring 555-010-9988, she is in.", "phone", "555-010-9988"),
        ("Card 2 1234 00456 7890 is blocked.", "card", "2 1234 00456 7890"),
        ("The card 29123004567890 again.", "card", "29123004567890"),
    ],
)
def test_contacts_are_found_where_they_stand(text: str, kind: str, quote: str) -> None:
    [found] = details(text)
    assert (found.kind, text[found.start : found.end]) == (kind, quote)


@pytest.mark.parametrize(
    "text",
    [
        "She owes 46 dollars since 2019.",
        "It was $1,204.50 in all.",
        "He came at 9.30 and again at 16:45 on 12/03/2026.",
        "The form from 2026-03-12 is lost.",
        "ISBN ends in 414.",
        "Renee Tull stood at the desk.",
        "Ten thousand people, 10 000 of them.",
        "",
    ],
)
def test_amounts_dates_and_names_alone_are_left(text: str) -> None:
    assert details(text) == []


def test_a_full_name_beside_a_contact_is_found() -> None:
    text = "Renee Tull, 0412 345 678, wants the frog book."
    assert [d.kind for d in details(text)] == ["name", "phone"]


def test_replacing_leaves_the_rest_as_it_was() -> None:
    text = "Call Renee Tull on 0412 345 678 or r@example.org, please."
    assert replaced(text, details(text), WORDS) == "Call [name] on [phone] or [e-mail], please."


@given(st.text(alphabet=st.sampled_from("aB1 -.@+()/\n\u00e9\ud83d0")))
def test_details_never_overlap_and_lie_in_the_text(text: str) -> None:
    found = details(text)
    assert all(0 <= d.start < d.end <= len(text) for d in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.text())
def test_without_details_replacing_changes_nothing(text: str) -> None:
    nothing: list[Detail] = []
    assert replaced(text, nothing, WORDS) == text
