from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.fit import Fit, Sex
from ergo_cli.engine.fit import DeskAdvice, Fitted, Fitting, fit, footrest_of

FIT = Library(data_dir()).read(Fit)
INPUTS = {entry.id: entry for entry in FIT.inputs}
STATURE = INPUTS["stature"]

# The outputs of the research notes: cm and inches for statures of 155, 175 and 195 cm, and what nine in ten lie within.
TABLE = {
    "chair-height": ([(38.9, 15.3), (45.2, 17.8), (51.5, 20.3)], (2.3, 0.9)),
    "seat-depth": ([(41.1, 16.2), (45.7, 18.0), (50.3, 19.8)], (3.4, 1.3)),
    "armrest": ([(22.7, 9.0), (24.3, 9.6), (25.9, 10.2)], (4.5, 1.8)),
    "seated-desk": ([(61.7, 24.3), (69.5, 27.4), (77.4, 30.5)], (3.9, 1.5)),
    "clearance": ([(57.2, 22.5), (65.1, 25.6), (72.9, 28.7)], (2.7, 1.1)),
    "seated-screen-top": ([(110.9, 43.6), (125.1, 49.3), (139.4, 54.9)], (2.8, 1.1)),
    "standing-desk": ([(99.6, 39.2), (112.8, 44.4), (126.0, 49.6)], (2.6, 1.0)),
    "standing-screen-top": ([(146.9, 57.8), (166.1, 65.4), (185.3, 73.0)], (1.3, 0.5)),
    "close-reach": ([(41.8, 16.5), (47.7, 18.8), (53.5, 21.1)], (2.5, 1.0)),
    # A fixed band of 50 to 75 cm, whatever the stature.
    "viewing-distance": ([(62.5, 24.6), (62.5, 24.6), (62.5, 24.6)], (12.5, 4.9)),
}
# The regressions of each sex, (intercept, slope), behind each height, and what is added to them.
LINES: dict[str, dict[Sex, tuple[float, float]]] = {
    "chair-height": {"male": (-10.70, 0.3056), "female": (-9.41, 0.2962)},
    "seat-depth": {"male": (-3.29, 0.3051), "female": (-4.70, 0.3267)},
    "armrest": {"male": (11.63, 0.0733), "female": (15.57, 0.0471)},
    "seated-desk": {"male": (0.93, 0.3790), "female": (6.16, 0.3433)},
    "clearance": {"male": (-2.64, 0.3625), "female": (-4.12, 0.3667)},
    "seated-screen-top": {"male": (5.10, 0.6738), "female": (8.70, 0.6441)},
    "standing-desk": {"male": (-10.59, 0.6898), "female": (-6.28, 0.6673)},
    "standing-screen-top": {"male": (-4.78, 0.9624), "female": (-3.47, 0.9544)},
    "close-reach": {"male": (1.06, 0.2674), "female": (-0.70, 0.2744)},
}
ADDED = {
    "chair-height": 2.5,
    "seat-depth": -5,
    "armrest": 0,
    "seated-desk": 2.5,
    "clearance": 4.5,
    "seated-screen-top": 2.5,
    "standing-desk": 2.5,
    "standing-screen-top": 2.5,
    "close-reach": 0,
}
# What is measured from the floor, so that shoes raise it.
FROM_THE_FLOOR = {
    "chair-height",
    "seated-desk",
    "clearance",
    "seated-screen-top",
    "standing-desk",
    "standing-screen-top",
}
MEASURED = {"knee": "chair-height", "elbow": "seated-desk", "standing-elbow": "standing-desk"}

SEXES: st.SearchStrategy[Sex] = st.sampled_from(("either", "male", "female"))
STATURES = st.floats(STATURE.low, STATURE.high)
each_sex = pytest.mark.parametrize("sex", ["male", "female"])


def heights(result: Fitting) -> dict[str, Fitted]:
    return {height.id: height for height in result.heights}


def fitted(stature: float = 175, sex: Sex = "either", **given: float) -> dict[str, Fitted]:
    return heights(fit(FIT, stature, sex, {name.replace("_", "-"): value for name, value in given.items()}))


def raised(more: Mapping[str, Fitted]) -> dict[str, float]:
    """Return by how much *more* differs from the heights without it."""
    changes = {name: round(height.cm - fitted()[name].cm, 1) for name, height in more.items()}
    return {name: change for name, change in changes.items() if change}


def desk_of(stature: float, desk: float, **given: float) -> DeskAdvice:
    advice = fit(FIT, stature, "either", {"desk": desk, **given}).desk
    assert advice is not None
    return advice


# --- the heights


def test_the_heights_are_those_of_the_research_notes() -> None:
    assert list(fitted()) == list(TABLE)


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize(("number", "stature"), [(0, 155), (1, 175), (2, 195)], ids=["155", "175", "195"])
def test_the_worked_examples_of_the_research_notes(name: str, number: int, stature: int) -> None:
    found = fitted(stature)[name]
    values, tolerance = TABLE[name]
    assert (found.cm, found.inches) == pytest.approx(values[number], abs=0.1)
    assert (found.tolerance_cm, found.tolerance_in) == tolerance


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("stature", [150, 172.5, 200])
@each_sex
def test_each_sex_has_figures_of_its_own(name: str, stature: float, sex: Sex) -> None:
    intercept, slope = LINES[name][sex]
    expected = intercept + slope * stature + ADDED[name]
    assert fitted(stature, sex)[name].cm == pytest.approx(expected, abs=0.0501)


@each_sex
def test_the_distance_to_the_screen_is_the_same_for_everybody(sex: Sex) -> None:
    assert {fitted(stature, sex)["viewing-distance"].cm for stature in (140, 175, 205)} == {62.5}


@given(STATURES, SEXES)
def test_centimetres_and_inches_agree_and_have_one_decimal(stature: float, sex: Sex) -> None:
    for height in fitted(stature, sex).values():
        assert height.inches * 2.54 == pytest.approx(height.cm, abs=0.05 * 2.54 + 0.05 + 1e-9)
        assert (height.cm, height.inches) == (round(height.cm, 1), round(height.inches, 1))


@given(st.lists(STATURES, min_size=2, max_size=6), SEXES)
def test_who_is_taller_never_gets_a_lower_height(statures: list[float], sex: Sex) -> None:
    found = [fitted(stature, sex) for stature in sorted(statures)]
    lower = [name for short, tall in pairwise(found) for name in short if tall[name].cm < short[name].cm]
    assert lower == []


@given(STATURES, SEXES)
def test_the_heights_stand_in_the_order_of_a_body(stature: float, sex: Sex) -> None:
    names = ["chair-height", "clearance", "seated-desk", "standing-desk", "standing-screen-top"]
    found = fitted(stature, sex)
    assert sorted(names, key=lambda name: found[name].cm) == names
    assert found["seated-desk"].cm < found["seated-screen-top"].cm < found["standing-screen-top"].cm < stature + 2.5


def test_each_height_says_what_it_rests_on_and_how_to_check_it() -> None:
    shown = [(height.id, height.name, height.text, height.sources, height.note) for height in fitted().values()]
    assert shown == [(height.id, height.name, height.text, height.sources, height.note) for height in FIT.heights]


def test_the_stature_and_every_note_are_told() -> None:
    result = fit(FIT, 178.5, "either", {})
    assert (result.stature_cm, result.notes, result.desk) == (178.5, FIT.notes, None)


# --- what else is known


def test_the_shoes_raise_what_is_measured_from_the_floor_and_nothing_else() -> None:
    assert raised(fitted(shoes=4.5)) == dict.fromkeys(FROM_THE_FLOOR, 2.0)
    assert raised(fitted(shoes=0)) == dict.fromkeys(FROM_THE_FLOOR, -2.5)


def test_a_cushion_lowers_the_seat_raises_the_armrests_and_leaves_the_rest() -> None:
    assert raised(fitted(cushion=3)) == {"chair-height": -3.0, "armrest": 3.0}


@pytest.mark.parametrize(("measure", "name"), MEASURED.items())
def test_what_was_measured_counts_instead_of_the_stature_and_is_exact(measure: str, name: str) -> None:
    value = fitted()[name].cm + 5
    found = heights(fit(FIT, 175, "either", {measure: value}))
    assert (found[name].cm, found[name].tolerance_cm, found[name].tolerance_in) == (round(value + 2.5, 1), 0.0, 0.0)
    assert [other for other, height in found.items() if height != fitted()[other]] == [name]


@given(STATURES, SEXES, st.floats(28, 60))
def test_with_the_knee_measured_neither_stature_nor_sex_changes_the_chair(
    stature: float, sex: Sex, knee: float
) -> None:
    assert fitted(stature, sex, knee=knee)["chair-height"] == fitted(knee=knee)["chair-height"]


# --- a desk that stays as it is


def test_a_short_person_at_a_usual_desk_sits_twelve_centimetres_higher() -> None:
    advice = desk_of(155, 74)
    assert (advice.id, advice.raise_desk_cm) == ("high", 0.0)
    assert advice.raise_chair_cm == advice.footrest_cm == pytest.approx(12, abs=0.5)
    assert "12.5 cm (5 in)" in advice.text


def test_a_desk_that_is_too_low_is_to_be_raised() -> None:
    advice = desk_of(195, 70)
    assert (advice.id, advice.raise_desk_cm) == ("low", 7.4)
    assert (advice.raise_chair_cm, advice.footrest_cm) == (0.0, 0.0)
    assert "7.5 cm (3 in)" in advice.text


@pytest.mark.parametrize(
    ("off", "name"), [(-5, "low"), (-1.1, "low"), (-1.0, "fits"), (0, "fits"), (1.0, "fits"), (1.1, "high")]
)
def test_a_desk_fits_if_it_is_no_more_than_a_centimetre_off(off: float, name: str) -> None:
    assert desk_of(175, fitted()["seated-desk"].cm + off).id == name


def test_about_a_desk_that_fits_there_is_nothing_to_do() -> None:
    advice = desk_of(175, 70)
    assert (advice.raise_chair_cm, advice.footrest_cm, advice.raise_desk_cm) == (0.0, 0.0, 0.0)


def test_the_desk_is_held_against_the_elbow_that_was_measured_and_the_shoes_that_are_worn() -> None:
    assert desk_of(155, 74, elbow=70, shoes=4).id == "fits"


@given(STATURES, st.floats(45, 135).map(lambda value: round(value, 1)))
def test_what_is_done_about_a_desk_makes_it_fit(stature: float, desk: float) -> None:
    advice = desk_of(stature, desk)
    assume(advice.id != "standing")
    off = desk + advice.raise_desk_cm - fitted(stature)["seated-desk"].cm - advice.raise_chair_cm
    assert abs(off) <= (1.0 if advice.id == "fits" else 0) + 1e-6
    assert min(advice.raise_chair_cm, advice.raise_desk_cm) == 0.0
    assert "{" not in advice.text


@pytest.mark.parametrize(("stature", "desk"), [(178, 120), (178, 110), (155, 100), (140, 82)])
def test_a_height_to_stand_at_raises_no_chair(stature: float, desk: float) -> None:
    advice = desk_of(stature, desk)
    assert (advice.id, advice.raise_chair_cm, advice.footrest_cm, advice.raise_desk_cm) == ("standing", 0.0, 0.0, 0.0)
    told = [float(text.split()[0]) for text in advice.text.split(" at ")[1:]]
    assert told == [round(cm * 2) / 2 for cm in (fitted(stature)["standing-desk"].cm, desk)]


@pytest.mark.parametrize(("below", "name"), [(0.0, "standing"), (10.0, "standing"), (10.1, "high")])
def test_from_ten_centimetres_below_the_height_to_stand_at_a_desk_is_one_to_stand_at(below: float, name: str) -> None:
    assert desk_of(175, round(fitted()["standing-desk"].cm - below, 1)).id == name


VERDICTS = {
    45: "too-low",
    59: "too-low",
    60.5: "low",
    65: "low",
    65.7: "perhaps-low",
    68.4: "perhaps-low",
    70: "fits",
    70.7: "perhaps-high",
    73.4: "perhaps-high",
    73.6: "high",
    76.2: "high",
    76.5: "too-high",
    102: "too-high",
    112: "standing",
}


@pytest.mark.parametrize(("desk", "verdict"), VERDICTS.items())
def test_what_is_said_about_a_desk_is_what_the_content_has_for_it(desk: float, verdict: str) -> None:
    [text] = [advice.text for advice in FIT.desk if advice.id == verdict]
    found = desk_of(175, desk)
    assert (found.verdict, found.desk_cm, found.id) == (verdict, desk, verdict.rpartition("-")[2])
    pattern = re.sub(r"\\\{\w+\\\}", r"[0-9.]+ cm \\([0-9.]+ in\\)", re.escape(text))
    assert re.fullmatch(pattern, found.text)


def test_there_is_a_text_for_every_verdict_and_no_other() -> None:
    assert {advice.id for advice in FIT.desk} == set(VERDICTS.values())


@given(STATURES, st.floats(45, 135).map(lambda value: round(value, 1)))
def test_a_desk_within_the_range_of_a_height_is_to_be_tried_first(stature: float, desk: float) -> None:
    wanted = fitted(stature)["seated-desk"]
    inside = abs(desk - wanted.cm) <= wanted.tolerance_cm + 1e-9
    assert desk_of(stature, desk).verdict.startswith(("perhaps-", "fits")) == inside


def test_who_was_measured_is_never_told_to_try_first() -> None:
    assert desk_of(175, 74, elbow=68).verdict == "high"
    assert desk_of(175, 68, elbow=68).verdict == "low"


@pytest.mark.parametrize(("desk", "verdict"), VERDICTS.items())
def test_the_heights_at_a_desk_fit_each_other(desk: float, verdict: str) -> None:
    result = fit(FIT, 175, "either", {"desk": desk})
    plain, found = fitted(), heights(result)
    own = {name: height.at_desk_cm for name, height in found.items() if height.at_desk_cm is not None}
    raised = ("chair-height", "clearance", "seated-screen-top") if verdict in {"high", "too-high"} else ()
    stays = () if verdict in {"low", "too-low", "standing"} else ("seated-desk",)
    assert own.keys() == {*raised, *stays}
    assert [own[name] for name in stays] == [desk] * len(stays)
    more = footrest_of(result)
    assert [own[name] - plain[name].cm for name in raised] == pytest.approx([more] * len(raised))
    assert (more > 0) == bool(raised)
    assert [height.cm for height in found.values()] == [height.cm for height in plain.values()]


def test_what_to_set_at_a_desk_is_told_in_both_units() -> None:
    found = heights(fit(FIT, 155, "either", {"desk": 74}))["chair-height"]
    assert (found.at_desk_cm, found.at_desk_in) == (51.2, 20.2)


def test_what_was_given_is_told() -> None:
    assert fit(FIT, 175, "either", {"desk": 74, "elbow": 68}).given == {"desk": 74, "elbow": 68}


def test_a_desk_is_told_to_be_off_in_tenths_of_a_centimetre() -> None:
    assert desk_of(175, fitted()["seated-desk"].cm + 4.26).raise_chair_cm == 4.3
