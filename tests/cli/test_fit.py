from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.fit import Fit
from tests.conftest import Ergo

FIT = Library(data_dir()).read(Fit)

# domain.md C: centimetres at 155, 175 and 195 cm, the tolerance, and inches with theirs at 175 cm.
EXAMPLES = {
    "chair-height": ((38.9, 45.2, 51.5), 2.3, 17.8, 0.9),
    "seat-depth": ((41.1, 45.7, 50.3), 3.4, 18.0, 1.3),
    "armrest": ((22.7, 24.3, 25.9), 4.5, 9.6, 1.8),
    "seated-desk": ((61.7, 69.5, 77.4), 3.9, 27.4, 1.5),
    "clearance": ((57.2, 65.1, 72.9), 2.7, 25.6, 1.1),
    "seated-screen-top": ((110.9, 125.1, 139.4), 2.8, 49.3, 1.1),
    "standing-desk": ((99.6, 112.8, 126.0), 2.6, 44.4, 1.0),
    "standing-screen-top": ((146.9, 166.1, 185.3), 1.3, 65.4, 0.5),
    "close-reach": ((41.8, 47.7, 53.5), 2.5, 18.8, 1.0),
    "viewing-distance": ((62.5, 62.5, 62.5), 12.5, 24.6, 4.9),
}


def fitted(ergo: Ergo, *argv: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(ergo("fit", *argv, "--json").out)["result"]
    return result


def heights(ergo: Ergo, *argv: str) -> dict[str, dict[str, Any]]:
    return {height["id"]: height for height in fitted(ergo, *argv)["heights"]}


def centimetres(ergo: Ergo, *argv: str) -> dict[str, float]:
    return {name: height["cm"] for name, height in heights(ergo, *argv).items()}


def changed(ergo: Ergo, *options: str) -> dict[str, float]:
    """Return by how much *options* move each height of a person of 175 cm."""
    before, after = centimetres(ergo, "175"), centimetres(ergo, "175", *options)
    return {name: round(after[name] - before[name], 1) for name in before if after[name] != before[name]}


# --- the heights


@pytest.mark.parametrize(("column", "stature"), [(0, "155"), (1, "175"), (2, "195")])
def test_the_worked_examples_come_out_within_a_millimetre(ergo: Ergo, column: int, stature: str) -> None:
    for name, height in heights(ergo, stature).items():
        expected, tolerance, *_ = EXAMPLES[name]
        assert height["cm"] == pytest.approx(expected[column], abs=0.1001)
        assert height["tolerance_cm"] == tolerance


def test_inches_say_the_same(ergo: Ergo) -> None:
    inches = {name: (height["in"], height["tolerance_in"]) for name, height in heights(ergo, "175").items()}
    assert inches == {name: example[2:] for name, example in EXAMPLES.items()}


def test_the_json_has_the_names_that_are_agreed(ergo: Ergo) -> None:
    result = fitted(ergo, "178")
    assert result["stature_cm"] == 178.0
    assert [height["id"] for height in result["heights"]] == list(EXAMPLES)
    for height in result["heights"]:
        assert height.keys() >= {"id", "cm", "tolerance_cm", "in", "tolerance_in"}


@pytest.mark.parametrize(
    ("words", "stature"),
    [
        (["178"], 178),
        (["178cm"], 178),
        (["178", "CM"], 178),
        (["178,5"], 178.5),
        (["1.78m"], 178),
        (["1.78"], 178),
        (["1m78"], 178),
        (["1", "m", "78cm"], 178),
        (["1.75 m"], 175),
        (["5'9\""], 175.3),
        (["5'9"], 175.3),
        (["5\N{PRIME}9\N{DOUBLE PRIME}"], 175.3),
        (["5 ft 9 in"], 175.3),
        (["5", "feet", "9"], 175.3),
        (["6'"], 182.9),
        (["70in"], 177.8),
        (["140"], 140),
        (["205"], 205),
    ],
    ids=repr,
)
def test_a_height_can_be_written_as_people_write_it(ergo: Ergo, words: list[str], stature: float) -> None:
    assert fitted(ergo, *words)["stature_cm"] == stature


# --- bad input


@pytest.mark.parametrize(
    "height", ["abc", "-1", "", " ", "nan", "inf", "1e2", "178 179", "178kg", "5'9'9", "x" * 10_000, "1" * 10_000]
)
def test_what_is_no_height_is_refused_in_a_line_or_two(ergo: Ergo, height: str) -> None:
    code, out, err = ergo("fit", height)
    assert (code, out) == (2, "")
    assert height[:20].strip() in err
    assert len(err) < 200


@pytest.mark.parametrize("height", ["17.5", "0", "139.9", "205.1", "4'6\"", "9999", "3", "17.5 m"])
def test_a_height_that_nobody_was_measured_at_is_refused_with_the_reason(ergo: Ergo, height: str) -> None:
    code, out, err = ergo("fit", height)
    assert (code, out) == (2, "")
    assert "is not between 140 and 205 cm: there are no figures to go by for anybody shorter or taller" in err


@pytest.mark.parametrize(
    ("option", "least", "most"), [(entry.id, entry.low, entry.high) for entry in FIT.inputs if entry.id != "stature"]
)
def test_a_length_beyond_its_bounds_is_refused_with_the_reason(
    ergo: Ergo, option: str, least: float, most: float
) -> None:
    reason = next(entry.reason for entry in FIT.inputs if entry.id == option)
    for length in (f"{most + 1:g}cm", f"{least / 2:g}cm" if least else f"{most * 2:g}cm"):
        code, out, err = ergo("fit", "178", f"--{option}={length}")
        assert (code, out) == (2, "")
        assert f"is not between {least:g} and {most:g} cm: {reason}" in err
    assert ergo("fit", "178", f"--{option}={most:g}cm").code == 0


@pytest.mark.parametrize("option", [entry.id for entry in FIT.inputs if entry.id != "stature"])
@pytest.mark.parametrize("text", ["abc", "-1", "", "nan", "9" * 10_000])
def test_what_is_no_length_is_refused_by_its_name(ergo: Ergo, option: str, text: str) -> None:
    name = next(entry.name for entry in FIT.inputs if entry.id == option)
    code, out, err = ergo("fit", "178", f"--{option}={text}")
    assert (code, out) == (2, "")
    assert f"is no {name}; write it like " in err
    assert len(err) < 200


@pytest.mark.parametrize("sex", ["other", "", "m"])
def test_a_sex_without_figures_is_refused_with_those_that_there_are(ergo: Ergo, sex: str) -> None:
    code, out, err = ergo("fit", "178", f"--sex={sex}")
    assert (code, out) == (2, "")
    assert "'male', 'female'" in err


@pytest.mark.parametrize("form", ["junit", "xml"])
def test_another_form_is_refused(ergo: Ergo, form: str) -> None:
    assert ergo("fit", "178", "-f", form)[:2] == (2, "")


# --- options


def test_each_sex_has_its_own_figures(ergo: Ergo) -> None:
    either, male, female = (centimetres(ergo, "170", *sex) for sex in ([], ["--sex=male"], ["--sex=female"]))
    assert {either["seated-desk"], male["seated-desk"], female["seated-desk"]} == {67.6, 67.9, 67.0}
    assert male["viewing-distance"] == female["viewing-distance"] == either["viewing-distance"]


def test_without_shoes_everything_above_the_floor_is_lower_by_what_shoes_add(ergo: Ergo) -> None:
    lower = changed(ergo, "--shoes=0")
    from_the_floor = {"chair-height", "seated-desk", "clearance", "seated-screen-top", "standing-desk"}
    assert lower == dict.fromkeys([*from_the_floor, "standing-screen-top"], -2.5)


def test_a_cushion_lowers_the_seat_and_raises_the_armrests(ergo: Ergo) -> None:
    assert changed(ergo, "--cushion=4") == {"chair-height": -4, "armrest": 4}


@pytest.mark.parametrize(
    ("option", "height"), [("knee", "chair-height"), ("elbow", "seated-desk"), ("standing-elbow", "standing-desk")]
)
def test_what_is_measured_counts_instead_of_what_is_likely(ergo: Ergo, option: str, height: str) -> None:
    measured = {"knee": 50, "elbow": 70, "standing-elbow": 110}[option]
    result = heights(ergo, "175", f"--{option}={measured}", "--shoes=4")[height]
    assert (result["cm"], result["tolerance_cm"], result["tolerance_in"]) == (measured + 4, 0, 0)
    assert "as you measured" in ergo("fit", "175", f"--{option}={measured}").out


@pytest.mark.parametrize("option", ["shoes", "cushion"])
@pytest.mark.parametrize("length", ["1", "2", "2.5", "2,9"])
def test_the_height_of_a_sole_or_a_cushion_is_in_centimetres_however_small(
    ergo: Ergo, option: str, length: str
) -> None:
    assert fitted(ergo, "175", f"--{option}={length}") == fitted(ergo, "175", f"--{option}={length}cm")


def test_lengths_can_be_in_inches(ergo: Ergo) -> None:
    assert fitted(ergo, "178", "--desk=29in") == fitted(ergo, "178", "--desk=73.7cm")


# --- a desk of fixed height


@pytest.mark.parametrize(
    ("stature", "desk", "advice"),
    [
        ("155", "74", ("high", 12.3, 12.3, 0)),
        ("195", "74", ("low", 0, 0, 3.4)),
        ("175", "69.5", ("fits", 0, 0, 0)),
        ("175", "70.5", ("fits", 0, 0, 0)),
        ("175", "70.6", ("high", 1.1, 1.1, 0)),
        ("175", "68.4", ("low", 0, 0, 1.1)),
    ],
)
def test_a_fixed_desk_is_met_by_the_chair_or_raised(
    ergo: Ergo, stature: str, desk: str, advice: tuple[str, float, float, float]
) -> None:
    found = fitted(ergo, stature, f"--desk={desk}")["desk"]
    assert (found["id"], found["raise_chair_cm"], found["footrest_cm"], found["raise_desk_cm"]) == advice


def test_what_to_do_about_the_desk_comes_first_with_both_units(ergo: Ergo) -> None:
    out = ergo("fit", "155", "--desk=74").out
    assert "▌ Your desk is 12.5 cm (5 in) too high for you." in out
    assert out.index("footrest") < out.index("Chair, top of the seat")


def test_without_a_desk_there_is_no_advice_on_it(ergo: Ergo) -> None:
    assert fitted(ergo, "178")["desk"] is None
    assert "▌" not in ergo("fit", "178").out


def test_table_and_picture_say_alike_what_to_set_at_the_desk(ergo: Ergo) -> None:
    rows = dict(re.findall(r"^  (\S.*?)  +([0-9.]+ cm)", ergo("fit", "155", "--desk=74").out, re.MULTILINE))
    picture = ergo("fit", "155", "--desk=74", "-f", "svg").out
    assert [rows["Chair, top of the seat"], rows["Desk or keyboard, seated"]] == ["51 cm", "74 cm"]
    words = re.sub(r"<[^>]*>", " ", picture)
    for said in (
        f"seat {rows['Chair, top of the seat']}",
        f"footrest {rows['Footrest']}",
        f"desk or keys {rows['Desk or keyboard, seated']}",
        f"screen top {rows['Screen, top edge, seated']}",
    ):
        assert said in " ".join(words.split())


def test_a_desk_to_try_first_is_drawn_and_shown_as_it_is_with_nothing_raised(ergo: Ergo) -> None:
    shown = ergo("fit", "178", "--desk=74").out
    words = " ".join(re.sub(r"<[^>]*>", " ", ergo("fit", "178", "--desk=74", "-f", "svg").out).split())
    assert "try it first" in " ".join(shown.replace("▌", "").split())
    assert "70.5 ± 4 cm (28 ± 1.5 in); yours: 74 cm" in shown
    assert "desk or keys 74 cm" in words
    assert "seat 46 cm" in words
    assert "ootrest " not in words + shown.partition("Chair, top")[2]


def test_it_ends_with_what_would_make_it_fit_better(ergo: Ergo) -> None:
    plain, known = ergo("fit", "178").out, ergo("fit", "178", "--desk=74", "--elbow=68", "--shoes=3").out
    for option in ("desk", "elbow", "shoes"):
        assert f"ergo fit 178 --{option} LENGTH" in plain
        assert f"--{option} LENGTH" not in known
    assert "ergo setup-check" in known


def test_a_minus_sign_is_said_to_begin_an_option(ergo: Ergo) -> None:
    code, out, err = ergo("fit", "-5")
    assert (code, out) == (2, "")
    assert "numbers are written without one" in err
    assert "written without" not in ergo("fit", "178", "--dsek").err


# --- what it looks like


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_every_height_is_on_the_screen_with_both_units(
    ergo: Ergo, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = ergo("fit", "175").out.splitlines()
    shown = re.sub(r"\s", "", "".join(lines))
    assert max(map(len, lines)) <= int(columns)
    for height in FIT.heights:
        cm, tolerance, inches, also = EXAMPLES[height.id][0][1], *EXAMPLES[height.id][1:]
        rounded = tuple(f"{round(2 * value) / 2:g}" for value in (cm, tolerance, inches, also))
        assert "{}{}±{}cm({}±{}in)".format(re.sub(r" ", "", height.name), *rounded) in shown


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_nothing_that_there_is_to_say_is_lost(ergo: Ergo, form: str) -> None:
    shown = re.sub(r"\s", "", ergo("fit", "175", "-f", form).out)
    advice = [text for height in FIT.heights for text in (height.text[1:], height.note) if text]
    notes = [text for note in FIT.notes for text in (note.text, note.note) if text]
    assert [text for text in advice + notes if re.sub(r"\s", "", text) not in shown] == []


def test_it_says_nothing_on_stderr_and_records_nothing(ergo: Ergo, home: Path) -> None:
    run = ergo("fit", "178", "--desk=74")
    assert (run.code, run.err) == (0, "")
    assert not home.exists()


def test_a_number_that_only_makes_sense_in_inches_says_how_to_write_them(ergo: Ergo) -> None:
    assert "; for inches write 70in" in ergo("fit", "70").err
    assert "for inches" not in ergo("fit", "30").err


def test_without_a_height_and_without_a_terminal_it_says_what_is_missing(ergo: Ergo) -> None:
    code, out, err = ergo("fit")
    assert (code, out) == (2, "")
    assert "say how tall you are: ergo fit 178" in err
