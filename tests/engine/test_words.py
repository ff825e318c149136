from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ergo_cli.content.model.words import Notion, index
from ergo_cli.engine.words import MAX_WORDS, Lexicon, words_of

LEXICON = Lexicon(
    index(
        [
            Notion("numb", ("numb*", "cant feel", "no feeling")),
            Notion("groin", ("groin*", "between my legs")),
            Notion("chest", ("chest",), never=("chess",)),
            Notion("pain", ("pain*", "hurt*")),
        ]
    )
)


def affirmed(text: str) -> list[str]:
    return [said.notion for said in LEXICON.find(words_of(text)) if not said.denied]


@pytest.mark.parametrize(
    ("text", "notions"),
    [
        ("My groin is numb", ["groin", "numb"]),
        ("NUMBNESS between my legs!", ["numb", "groin"]),
        ("I can't feel my groin", ["numb", "groin"]),
        ("I can\u2019t feel my groin", ["numb", "groin"]),
        ("no feeling in the groin", ["numb", "groin"]),
        ("between my desk and my legs", []),
        ("painful chest", ["pain", "chest"]),
        ("", []),
        ("😀 ... 42", []),
    ],
)
def test_a_notion_is_found_by_any_of_its_words(text: str, notions: list[str]) -> None:
    assert affirmed(text) == notions


@pytest.mark.parametrize("typo", ["chst", "chests", "cheest", "chets", "chesr"])
def test_one_typing_error_in_a_long_word_is_forgiven(typo: str) -> None:
    assert affirmed(f"{typo} ok") == (["chest"] if len(typo) > 4 else [])


@pytest.mark.parametrize("other", ["chess", "best", "cheetah", "hest", "grain"])
def test_another_word_is_no_typing_error(other: str) -> None:
    assert affirmed(other) in ([], ["groin"] if other == "grain" else [])


@pytest.mark.parametrize(
    "text",
    [
        "no chest pain",
        "without any chest pain",
        "I don't have chest pain",
        "no chest or groin pain",
        "never had pain in my chest",
    ],
)
def test_what_is_denied_is_not_affirmed(text: str) -> None:
    assert affirmed(text) == []


@pytest.mark.parametrize(
    ("text", "notions"),
    [
        ("no pain, numb groin", ["numb", "groin"]),
        ("no pain but a numb groin", ["numb", "groin"]),
        ("not only pain", ["pain"]),
        ("I am not sure, chest pain", ["chest", "pain"]),
        ("no idea. chest pain", ["chest", "pain"]),
        ("no sleep and chest pain", ["chest", "pain"]),
        ("no sleep because my chest hurts", ["chest", "pain"]),
    ],
)
def test_a_no_reaches_to_the_end_of_its_clause(text: str, notions: list[str]) -> None:
    assert affirmed(text) == notions


def test_a_phrase_does_not_reach_over_a_full_stop() -> None:
    assert affirmed("I can't. Feel free to ask") == []


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for said in LEXICON.find(words_of(text)):
        assert 0 <= said.start < said.end <= len(words_of(text))


def test_of_ten_thousand_words_the_first_are_read() -> None:
    assert len(words_of("pain " * 10_000)) == MAX_WORDS
