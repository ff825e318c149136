from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ergo_cli.content.model.words import Notion, index
from ergo_cli.engine.words import MAX_WORDS, Lexicon, Word, words_of

LEXICON = Lexicon(
    index(
        [
            Notion("numb", ("numb*", "cant feel", "no feeling")),
            Notion("groin", ("groin*", "between my legs")),
            Notion("chest", ("chest",), never=("chess",)),
            Notion("pain", ("pain*", "hurt*")),
            Notion("tingling", ("tingl*",)),
            Notion("asleep", ("foot falls asleep",)),
            Notion("idiom", ("pain in the neck",)),
            Notion("neck", ("neck",)),
            Notion("thing", ("printer", "laptop", "mouse", "printer neck", "on screen keyboard")),
            Notion("dead", ("is dead",)),
            Notion("cold", ("only cold",)),
        ]
    )
)


def test_words_are_in_lower_case_without_accents_and_counted_by_sentence_and_clause() -> None:
    assert words_of("My neck, a D\u00e9j\u00e0-vu; it isn't new: 1.5 days. Yes! It hurts but why?\nPain") == [
        *(Word("my", 0, 0), Word("neck", 0, 0)),
        *(Word("a", 0, 1), Word("deja", 0, 1), Word("vu", 0, 1)),
        *(Word("it", 1, 2), Word("isnt", 1, 2), Word("new", 1, 2)),
        *(Word("1", 1, 3), Word("5", 1, 3), Word("days", 1, 3)),
        Word("yes", 2, 4),
        *(Word("it", 3, 5), Word("hurts", 3, 5), Word("but", 3, 6), Word("why", 3, 6)),
        Word("pain", 5, 8),
    ]


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


def test_notions_are_told_as_they_are_said_and_what_holds_others_before_these() -> None:
    assert affirmed("numb, and a pain in the neck, and my groin") == ["numb", "idiom", "pain", "neck", "groin"]


@pytest.mark.parametrize("whose", ["my", "his", "her", "their", "your", "our"])
def test_what_is_said_of_somebody_else_is_understood(whose: str) -> None:
    assert affirmed(f"numb between {whose} legs") == ["numb", "groin"]


@pytest.mark.parametrize(
    ("text", "notions"),
    [
        ("my foot just falls really asleep", ["asleep"]),
        ("my foot really just falls asleep", ["asleep"]),
        ("my foot really just falls so asleep", []),
        ("my foot often falls asleep", []),
    ],
)
def test_up_to_two_small_words_may_stand_inside_a_phrase(text: str, notions: list[str]) -> None:
    assert affirmed(text) == notions


@pytest.mark.parametrize("typo", ["chst", "chests", "cheest", "chets", "chesr", "chast"])
def test_one_typing_error_in_a_long_word_is_forgiven(typo: str) -> None:
    assert affirmed(f"{typo} ok") == (["chest"] if len(typo) > 4 else [])


@pytest.mark.parametrize("typo", ["laptp", "lapttop", "latpop", "laprop"])
def test_one_letter_too_few_too_many_wrong_or_swapped_is_forgiven(typo: str) -> None:
    assert affirmed(typo) == ["thing"]


@pytest.mark.parametrize("typo", ["tngling", "tinngling", "tinfling", "tignling", "tingking"])
def test_one_typing_error_in_the_stem_of_a_word_is_forgiven(typo: str) -> None:
    assert affirmed(typo) == ["tingling"]


@pytest.mark.parametrize(("stem", "notions"), [("ow*", ["pain"]), ("o*", [])])
def test_a_stem_has_two_letters_or_more(stem: str, notions: list[str]) -> None:
    lexicon = Lexicon(index([Notion("pain", (stem,))]))
    assert [said.notion for said in lexicon.find(words_of("owie"))] == notions


@pytest.mark.parametrize("other", ["tongue", "tangy", "tinkering", "sting"])
def test_what_begins_otherwise_is_no_typing_error_in_a_stem(other: str) -> None:
    assert affirmed(other) == []


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


@pytest.mark.parametrize(
    ("text", "notions"),
    [
        ("no one two three four pain", []),
        ("no one two three four five pain", ["pain"]),
        ("is it numb or not", ["numb"]),
        ("numb or not", ["numb"]),
    ],
)
def test_a_no_reaches_over_the_five_words_after_it(text: str, notions: list[str]) -> None:
    assert affirmed(text) == notions


@pytest.mark.parametrize(
    ("text", "notions"),
    [
        ("no pain here that I can tell or numbness", []),
        ("no pain here that I can tell nor only cold", []),
        ("no pain here that I can tell numb", ["numb"]),
        ("sad or not here that I can tell numb", ["numb"]),
        ("pain here that I can tell or numbness", ["pain", "numb"]),
        ("no pain, either cold or numb", ["numb"]),
        ("no pain but numb here that I can tell or tingling", ["numb", "tingling"]),
    ],
)
def test_an_or_and_a_nor_go_on_with_what_is_denied_in_its_clause(text: str, notions: list[str]) -> None:
    assert affirmed(text) == notions


@pytest.mark.parametrize(
    "text",
    [
        "the printer is numb",
        "printer is numb",
        "I think the printer is numb",
        "the printer is just so numb again",
        "my printer is dead",
        "on screen keyboard is numb",
        "the printer is numb, please come over",
    ],
)
def test_what_a_thing_is_or_has_is_nothing_of_the_body(text: str) -> None:
    assert set(affirmed(text)) == {"thing"}


@pytest.mark.parametrize("text", ["the printer neck", "printer neck", "on my printer neck"])
def test_a_part_of_a_thing_is_no_part_of_the_body(text: str) -> None:
    assert set(affirmed(text)) == {"thing"}


@pytest.mark.parametrize(
    ("text", "notion"),
    [
        ("numb at the printer", "numb"),
        ("at the printer is numb", "numb"),
        ("at printer is numb", "numb"),
        ("near my new laptop is pain", "pain"),
        ("what hurts with the laptop is my neck", "neck"),
        ("I have mouse pain", "pain"),
        ("the mouse, it is numb", "numb"),
        ("with the mouse numb", "numb"),
        ("neck is numb", "neck"),
        ("is numb", "numb"),
    ],
)
def test_what_only_happens_at_a_thing_is_of_the_body(text: str, notion: str) -> None:
    assert notion in affirmed(text)


@pytest.mark.parametrize("whose", ["my", "his", "her", "me", "both", "their"])
def test_whom_a_thing_has_hurt_is_hurt(whose: str) -> None:
    assert affirmed(f"the printer has hurt {whose} a lot") == ["thing", "pain"]


def test_a_phrase_does_not_reach_over_a_full_stop() -> None:
    assert affirmed("I can't. Feel free to ask") == []


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for said in LEXICON.find(words_of(text)):
        assert 0 <= said.start < said.end <= len(words_of(text))


@pytest.mark.parametrize(("blanks", "texts"), [(MAX_WORDS * 40 - 4, ["pain"]), (MAX_WORDS * 40, [])])
def test_no_more_is_read_than_so_many_words_of_forty_letters(blanks: int, texts: list[str]) -> None:
    assert [word.text for word in words_of(" " * blanks + "pain")] == texts


def test_of_ten_thousand_words_the_first_are_read() -> None:
    assert len(words_of("pain " * 10_000)) == MAX_WORDS
