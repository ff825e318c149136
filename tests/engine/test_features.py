from __future__ import annotations

import pytest

from ergo_cli.content.model.words import Notion, index
from ergo_cli.engine.features import features_of, tells
from ergo_cli.engine.words import Lexicon, words_of

LEXICON = Lexicon(index([Notion("groin", ("groin",)), Notion("numb", ("numb", "dead")), Notion("leg", ("leg",))]))


def whole(text: str) -> set[str]:
    return set(next(iter(features_of(words_of(text), LEXICON))))


def test_features_are_words_neighbours_words_near_each_other_and_notions() -> None:
    assert whole("my groin is dead") == {
        *("my", "groin", "is", "dead"),
        *("my groin", "groin is", "is dead"),
        *("my .. is", "my .. dead", "groin .. dead"),
        *("+groin", "+numb", "+groin +numb"),
    }


def test_words_are_near_each_other_up_to_the_fourth() -> None:
    assert {feature for feature in whole("one two three four five six") if feature.startswith("one ")} == {
        *("one two", "one .. three", "one .. four", "one .. five")
    }


@pytest.mark.parametrize(
    ("feature", "telling"),
    [
        *((feature, True) for feature in ("numb", "+groin +numb", "cant .. feel")),
        *(
            (feature, False)
            for feature in ("and", "and .. my", "my groin", "+denies-nothing", "+groin +ordinary-words")
        ),
    ],
)
def test_of_features_those_tell_why_that_mean_something(feature: str, *, telling: bool) -> None:
    assert tells(feature) == telling


def test_what_is_denied_is_a_feature_of_its_own_and_goes_with_nothing() -> None:
    assert {feature for feature in whole("no numb groin but the leg") if feature[0] in "+-"} == {
        "-numb",
        "-groin",
        "+leg",
    }


def test_a_text_of_several_sentences_is_taken_whole_and_by_sentence() -> None:
    pieces = list(features_of(words_of("Leg sore. It is numb!"), LEXICON))
    assert [{"+leg", "+numb"} & set(piece) for piece in pieces] == [{"+leg", "+numb"}, {"+leg"}, {"+numb"}]
    assert len(list(features_of(words_of("my leg, it is numb"), LEXICON))) == 1


def test_a_long_sentence_is_also_taken_in_pieces_that_overlap() -> None:
    counted = " ".join("q" + "abcdefghij"[n // 10] + "abcdefghij"[n % 10] for n in range(100))
    pieces = [{word for word in piece if " " not in word} for piece in features_of(words_of(counted), LEXICON)]
    assert [len(piece) for piece in pieces] == [100, 40, 40, 40, 40]
    assert [min(piece) for piece in pieces[1:]] == ["qaa", "qca", "qea", "qga"]


def test_nothing_has_no_features() -> None:
    assert [set(piece) for piece in features_of([], LEXICON)] == [set()]
