"""Lengths as people write them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.fit import Fit, Input
from ergo_cli.engine.lengths import inches, length, said
from ergo_cli.errors import UsageError

FIT = Library(data_dir()).read(Fit)
INPUTS = {entry.id: entry for entry in FIT.inputs}
STATURE = INPUTS["stature"]


@pytest.mark.parametrize(
    "text",
    [
        "177.8",
        "177,8",
        "177.80",
        "177.8cm",
        "177.8 cm",
        "177.8 CM",
        "1778mm",
        "1778 mm",
        " 177.8\t",
        "177.8\u00a0cm",
        "1.778",
        "1,778",
        "1.778m",
        "1.778 m",
        "1.778 M",
        "5'10",
        "5'10\"",
        "5' 10\"",
        "5 ' 10 \"",
        "5'10''",
        "5\u203210\u2033",
        "5\u201910\u201d",
        "5ft10",
        "5ft 10in",
        "5 ft 10 in",
        "5 FT 10 IN",
        "5 foot 10",
        "5 feet 10 inches",
        "70in",
        "70 in",
        "70 inch",
        "70 inches",
        '70"',
        "70\u2033",
        "70.0in",
    ],
)
def test_a_stature_may_be_written_in_many_ways(text: str) -> None:
    assert length(text, STATURE) == 177.8


@pytest.mark.parametrize(
    ("text", "centimetres"),
    [
        ("6'", 182.9),
        ("6ft", 182.9),
        ("6'0", 182.9),
        ("5'9.5\"", 176.5),
        ("5'9,5", 176.5),
        ("5'0.25", 153.0),
        ("5'11.9", 182.6),
        ("140", 140.0),
        ("205", 205.0),
        ("1.4", 140.0),
        ("2.05m", 205.0),
        ("4'8", 142.2),
    ],
)
def test_a_length_is_told_in_centimetres(text: str, centimetres: float) -> None:
    assert length(text, STATURE) == centimetres


@pytest.mark.parametrize("entry", FIT.inputs, ids=lambda entry: entry.id)
def test_a_plain_number_within_the_bounds_is_centimetres(entry: Input) -> None:
    numbers = [entry.low, (entry.low + entry.high) / 2, entry.high, entry.low + 1, entry.low + 2.5]
    assert [length(f"{number:g}", entry) for number in numbers] == numbers


@pytest.mark.parametrize(
    ("name", "text", "centimetres"),
    [("desk", "0.74", 74.0), ("desk", "29in", 73.7), ("shoes", "1in", 2.5), ("knee", "0.45 m", 45.0)],
)
def test_other_lengths_are_written_like_a_stature(name: str, text: str, centimetres: float) -> None:
    assert length(text, INPUTS[name]) == centimetres


@given(st.floats(STATURE.low, STATURE.high).map(lambda value: round(value, 1)))
def test_centimetres_and_metres_say_the_same(value: float) -> None:
    assert length(f"{value}", STATURE) == length(f"{value} cm", STATURE) == length(f"{value / 100:.3f}m", STATURE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "cm",
        "'",
        "ft",
        "-1",
        "-178",
        "+178",
        "1e2",
        "inf",
        "nan",
        "0xB2",
        "1_78",
        "178 kg",
        "178 178",
        "17 8",
        "178.",
        ".178",
        "1.7.8",
        "1.78 m cm",
        "5'9'",
        "5'10\"cm",
        "55'10",
        "178\n9",
        "178;rm",
        "1\u00b278",
        "\u2164'10",
        "99999",
        "1" * 10_000,
        "178" + " " * 10_000 + "x",
    ],
    ids=lambda text: repr(text[:20]),
)
def test_what_is_no_length_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        length(text, STATURE)
    assert re.fullmatch(r".{2,60} is no height; write it like 178, 178cm, 1\.78m or 5'10\"", str(caught.value))


@pytest.mark.parametrize(
    "text",
    [
        "\uff11\uff17\uff18",
        "\u0661\u0667\u0668",
        "\u0967\u096d\u096ecm",
        "\uff15'10",
        "1\u0667\u0668",
        "\uff17\uff10in",
    ],
    ids=ascii,
)
def test_digits_of_another_script_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no height"):
        length(text, STATURE)


@pytest.mark.parametrize("text", ["5'12", "5'13\"", "5 ft 20 in", "4'25"])
def test_twelve_inches_or_more_beside_feet_are_a_slip_and_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no height"):
        length(text, STATURE)


@pytest.mark.parametrize("text", ["\x1b[31m178", "178\u202e", "\x9b2J"], ids=ascii)
def test_a_length_is_echoed_without_being_obeyed(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        length(text, STATURE)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("text", "centimetres"),
    [
        ("17.5", "17.5"),
        ("0", "0"),
        ("50", "50"),
        ("139.9", "139.9"),
        ("205.1", "205.1"),
        ("9999", "9999"),
        ("1.39", "139"),
        ("2.06m", "206"),
        ("17.5m", "1750"),
        ("4'7", "139.7"),
        ("7'", "213.4"),
        ("81in", "205.7"),
    ],
)
def test_a_stature_out_of_bounds_is_refused_with_the_reason(text: str, centimetres: str) -> None:
    with pytest.raises(UsageError) as caught:
        length(text, STATURE)
    expected = f"a height of {centimetres} cm is not between 140 and 205 cm: {STATURE.reason}"
    assert str(caught.value) == expected


@pytest.mark.parametrize("text", ["70", " 70 ", "68.5", "55.12", "80.71"])
def test_a_number_that_makes_sense_in_inches_alone_says_how_to_write_them(text: str) -> None:
    with pytest.raises(UsageError, match=f"; for inches write {text.strip()}in$"):
        length(text, STATURE)


@pytest.mark.parametrize("text", ["55", "81", "70cm", "4'7"])
def test_what_makes_no_sense_in_inches_either_says_nothing_of_them(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        length(text, STATURE)
    assert "inches" not in str(caught.value)


@pytest.mark.parametrize("entry", FIT.inputs, ids=lambda entry: entry.id)
def test_every_length_has_bounds_and_a_reason_of_its_own(entry: Input) -> None:
    for value in (entry.high + 0.1, entry.low - 0.1):
        if value >= 0:
            with pytest.raises(UsageError, match=re.escape(f"{entry.low:g} and {entry.high:g} cm: {entry.reason}")):
                length(f"{value:.1f} cm", entry)


@pytest.mark.parametrize(
    ("centimetres", "told"),
    [(2.54, "2.5 cm (1 in)"), (70.7, "70.5 cm (28 in)"), (100.0, "100 cm (39.5 in)"), (0.0, "0 cm (0 in)")],
)
def test_a_length_is_told_in_both_units_to_a_half(centimetres: float, told: str) -> None:
    assert said(centimetres) == told


def test_inches_are_to_a_tenth() -> None:
    assert [inches(cm) for cm in (2.54, 178.0, 70.7)] == [1.0, 70.1, 27.8]


def test_an_example_is_of_the_length_that_was_asked_for() -> None:
    with pytest.raises(UsageError, match=r"'abc' is no desk height; write it like 74, 74cm or 29in$"):
        length("abc", INPUTS["desk"])


def test_what_is_no_length_is_told_to_forty_characters() -> None:
    with pytest.raises(UsageError) as caught:
        length("x" * 50, STATURE)
    assert f"'{'x' * 39}…'" in str(caught.value)
