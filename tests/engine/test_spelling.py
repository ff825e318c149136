from __future__ import annotations

import pytest

from ergo_cli.engine.spelling import spelt

# How rare each word is, in tenths; how far it pulls is of no matter.
RARITY = {"bowels": (60, 9), "bowel": (70, 9), "numb": (30, 9), "2020": (10, 9), "z" * 19: (80, 9), "z" * 20: (80, 9)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bowls", "bowels"),  # a letter too few ...
        ("bowes", "bowels"),
        ("bowwels", "bowels"),  # ... too many ...
        ("bowelsh", "bowels"),
        ("numbb", "numb"),
        ("boweks", "bowels"),  # ... wrong ...
        ("bpwels", "bowels"),
        ("bowelz", "bowels"),
        ("bwoels", "bowels"),  # ... or swapped with the next
        ("bowesl", "bowels"),
    ],
)
def test_a_word_one_typing_error_away_from_a_known_one_is_taken_for_that(typed: str, meant: str) -> None:
    assert spelt(typed, RARITY) == meant


@pytest.mark.parametrize(
    ("rarity", "meant"),
    [
        ({"stings": (51, 0), "stinks": (50, 9)}, "stinks"),
        ({"stings": (50, 9), "stinks": (51, 0)}, "stings"),
        ({"stinks": (50, 0), "stings": (50, 9)}, "stings"),
    ],
)
def test_of_several_the_commonest_is_meant_and_of_equals_the_first_in_the_alphabet(
    rarity: dict[str, tuple[int, int]], meant: str
) -> None:
    assert spelt("stinss", rarity) == meant


@pytest.mark.parametrize("typed", ["cowels", "obwels", "bxxels", "nmb", "nub", "20200", "", "keyboard", "z" * 21])
def test_what_is_further_away_or_short_or_long_or_no_word_stays_as_it_is(typed: str) -> None:
    assert spelt(typed, RARITY) == typed


def test_what_a_short_word_means_is_not_guessed_among_several() -> None:
    assert spelt("nubm", {"numb": (30, 9)}) == "numb"
    assert spelt("nubm", {"numb": (30, 9), "nub": (30, 9)}) == "nubm"
    assert spelt("numbm", {"numb": (30, 9), "numbs": (40, 9)}) == "numb"


def test_words_of_four_to_twenty_letters_are_looked_at() -> None:
    assert spelt("nubm", RARITY) == "numb"
    assert spelt("zz" + "y" + "z" * 17, RARITY) == "z" * 19
