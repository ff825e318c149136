from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ergo_cli.plain import clean, plain

REPLACED = "\N{REPLACEMENT CHARACTER}"
CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
REORDERING = list("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
BREAKS = list("\u2028\u2029")
UNSAFE = [*CONTROLS, *REORDERING, *BREAKS, "\ud800", "\udfff"]
TEXTS = st.text(st.characters() | st.sampled_from(UNSAFE))


@pytest.mark.parametrize("character", UNSAFE, ids=ascii)
def test_a_character_that_a_terminal_would_obey_is_replaced(character: str) -> None:
    assert clean(f"a{character}b") == plain(f"a{character}b") == f"a{REPLACED}b"


@pytest.mark.parametrize(
    "text", ["", "plain", "naïve café", "腰が痛い", "ظهر", "👩‍💻", "a\u00a0b", "~!@#$%^&*(){}[]|\\/<>?"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == plain(text) == text


@given(TEXTS)
@settings(deadline=None)
def test_nothing_that_is_shown_controls_or_reorders(text: str) -> None:
    shown = clean(text) + plain(text)
    assert not any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in shown)
    assert not set(shown) & set(REORDERING)


@given(TEXTS)
@settings(deadline=None)
def test_cleaning_keeps_the_length_and_what_is_clean(text: str) -> None:
    assert len(clean(text)) == len(text)
    assert clean(clean(text)) == clean(text)


@given(TEXTS, st.integers(1, 100))
@settings(deadline=None)
def test_plain_text_is_never_longer_than_its_limit(text: str, limit: int) -> None:
    shown = plain(text, limit)
    assert len(shown) == min(len(text), limit)
    assert shown.endswith("…") or shown == clean(text)


@pytest.mark.parametrize(("length", "expected"), [(79, "x" * 79), (80, "x" * 80), (81, "x" * 79 + "…")])
def test_what_is_longer_than_a_line_is_cut_with_a_mark(length: int, expected: str) -> None:
    assert plain("x" * length) == expected
