from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ergo_cli.engine.nearest import find, normal, suggest
from ergo_cli.errors import UsageError
from ergo_cli.plain import clean
from tests.conftest import Ergo

KNOWN = {"neck-stretch": 1, "wrist-circles": 2, "torso-twist": 3}


def refusal(name: str) -> str:
    with pytest.raises(UsageError) as caught:
        find("stretch", name, KNOWN)
    return str(caught.value)


@pytest.mark.parametrize(
    "name",
    [
        "neck-stretch",
        "Neck-Stretch",
        "NECK_STRETCH",
        "neck stretch",
        "  neck   stretch ",
        "neck--stretch",
        "-neck_ stretch-",
    ],
)
def test_a_name_is_found_in_any_case_and_with_any_hyphens(name: str) -> None:
    assert find("stretch", name, KNOWN) == 1


@pytest.mark.parametrize("name", ["neck", "Neck", "strong-neck", "neck strong"])
def test_words_that_fit_one_name_alone_find_it_in_any_order(name: str) -> None:
    assert find("stretch", name, {"strong-neck-stretch": 1, "wrist-circles": 2, "arm-circles": 3}) == 1


def test_all_the_words_of_a_name_find_it_in_any_order() -> None:
    assert find("stretch", "twist torso", KNOWN) == 3


def test_words_that_fit_several_names_of_one_thing_find_it() -> None:
    thing = object()
    assert find("symptom", "ache", {"neck-ache": thing, "ache-in-neck": thing, "wrist-pain": object()}) is thing


def test_words_that_fit_several_things_name_them() -> None:
    with pytest.raises(UsageError, match="'circles' fits several; name one of: arm-circles, wrist-circles"):
        find("stretch", "circles", {"wrist-circles": object(), "arm-circles": object()})


@pytest.mark.parametrize("name", ["", "--", "circle"])
def test_words_that_fit_no_whole_word_find_nothing(name: str) -> None:
    with pytest.raises(UsageError, match="there is no stretch"):
        find("stretch", name, {"wrist-circles": object(), "arm-circles": object()})


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Neck_Stretch", "neck-stretch"), ("a  b\tc", "a-b-c"), ("STRASSE", "strasse"), ("", ""), ("--", "")],
)
def test_a_normal_name_is_lower_case_words_joined_by_hyphens(name: str, expected: str) -> None:
    assert normal(name) == expected


@given(st.text())
@settings(deadline=None)
def test_what_is_normal_stays_as_it_is(name: str) -> None:
    assert normal(normal(name)) == normal(name)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("neck-strech", "neck-stretch"),
        ("Wrist Circle", "wrist-circles"),
        ("twists", "torso-twist"),
        ("torso_twits", "torso-twist"),
    ],
)
def test_an_unknown_name_suggests_the_nearest(name: str, nearest: str) -> None:
    assert refusal(name) == f"there is no stretch {name!r}, did you mean {nearest!r}?"


@pytest.mark.parametrize("name", ["xyzzy", "", "???"])
def test_a_name_like_none_lists_what_there_is(name: str) -> None:
    assert refusal(name) == f"there is no stretch {name!r}; there is: neck-stretch, wrist-circles, torso-twist"


def test_where_only_some_names_are_offered_those_are_listed_and_any_name_is_found() -> None:
    with pytest.raises(UsageError, match=r"there is no stretch 'xyzzy'; there is: torso-twist$"):
        find("stretch", "xyzzy", KNOWN, offered=["torso-twist"])
    assert find("stretch", "neck", KNOWN, offered=["torso-twist"]) == 1


@pytest.mark.parametrize(("length", "listed"), [(159, True), (160, False)])
def test_a_list_too_long_for_two_lines_is_left_out(length: int, listed: bool) -> None:  # noqa: FBT001
    assert suggest("?", ["x" * length]) == (f"; there is: {'x' * length}" if listed else "")


@pytest.mark.parametrize("name", ["\x1b[31mneck", "neck\nstretch\r", "\u202eneck", "\x9b2J", "\x07", "\ud800"])
def test_an_escape_sequence_is_never_echoed(name: str) -> None:
    message = refusal(name + "!")
    assert message == clean(message)
    assert "\N{REPLACEMENT CHARACTER}" in message


@given(st.text())
@settings(deadline=None)
def test_whatever_is_typed_the_refusal_is_one_safe_line(name: str) -> None:
    message = refusal(f"{name}!")
    assert message == clean(message)
    assert len(message) < 300


def test_a_name_as_long_as_a_novel_is_cut() -> None:
    assert len(refusal("x" * 100_000)) < 200


@pytest.mark.parametrize(
    ("argv", "suggested"),
    [
        (["stretch", "neck_strech"], "neck-stretch"),
        (["posture", "siting"], "sitting"),
        (["setup-check", "chiar", "--template"], "chair"),
        (["break", "watre"], "water"),
    ],
)
def test_every_command_that_takes_a_name_suggests_the_nearest(argv: list[str], suggested: str, ergo: Ergo) -> None:
    run = ergo(*argv)
    assert (run.code, run.out) == (2, "")
    assert f", did you mean {suggested!r}?\n" in run.err
