from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.screening import Screening
from ergo_cli.content.model.stretches import Stretches
from tests.conftest import Ergo

STRETCHES = {stretch.id: stretch for stretch in Library(data_dir()).read(Stretches).stretches}
every = pytest.mark.parametrize("stretch", STRETCHES)

PACK = """
stretches:
  - id: toe-spread
    name: Toe spread
    summary: Wakes your feet.
    areas: [legs]
    position: seated
    muscles: small muscles of the foot
    parts: [{id: spread, name: Spread, steps: [Spread your toes.], feel: in your feet, hold: 10}]
    cautions: []
    sources: [kp-ergonomics]
"""


def result_of(ergo: Ergo, *argv: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(ergo("stretch", *argv, "--json").out)["result"]
    return result


def ids(ergo: Ergo, *argv: str) -> list[str]:
    return [stretch["id"] for stretch in result_of(ergo, *argv)["stretches"]]


def flat(text: str) -> str:
    return " ".join(text.split())


def test_without_a_terminal_all_are_listed_and_nothing_is_asked(ergo: Ergo) -> None:
    assert ids(ergo) == list(STRETCHES)
    assert ergo("stretch").out == ergo("stretch", "--list").out


@pytest.mark.parametrize("stretch", ["neck-stretch", "hip-stretch"])
def test_without_a_terminal_a_stretch_is_told_and_not_timed(ergo: Ergo, stretch: str) -> None:
    assert ergo("stretch", stretch).out == ergo("stretch", stretch, "--show").out


@every
def test_a_stretch_is_told_with_its_steps_its_cautions_and_when_to_stop(ergo: Ergo, stretch: str) -> None:
    shown = flat(ergo("stretch", stretch, "--show").out)
    known = STRETCHES[stretch]
    steps = [step for part in known.parts for step in part.steps]
    warnings = [entry.text for entry in (*known.cautions, *known.stop)]
    assert [text for text in (*steps, *warnings) if flat(text) not in shown] == []
    assert "When to stop" in shown


def test_stretches_come_in_the_order_they_are_named_in(ergo: Ergo) -> None:
    assert ids(ergo, "hip-stretch", "Neck Stretch") == ["hip-stretch", "neck-stretch"]


@pytest.mark.parametrize(
    ("area", "found"),
    [
        ("neck", {"neck-stretch", "shoulder-rolls"}),
        ("hands", {"wrist-circles"}),
        ("wrist", {"wrist-circles"}),
        ("Lower Back", {"torso-twist", "back-stretch", "arm-circles"}),
    ],
)
def test_an_area_is_found_by_its_id_or_by_an_everyday_word(ergo: Ergo, area: str, found: set[str]) -> None:
    assert set(ids(ergo, "--area", area)) == found


def test_areas_add_up(ergo: Ergo) -> None:
    assert set(ids(ergo, "--area=neck", "--area=hands")) == {"neck-stretch", "shoulder-rolls", "wrist-circles"}


@pytest.mark.parametrize("position", ["seated", "standing"])
def test_a_position_leaves_what_can_be_done_in_it(ergo: Ergo, position: str) -> None:
    found = {stretch["position"] for stretch in result_of(ergo, "--position", position)["stretches"]}
    assert found == {position, "either"}


@pytest.mark.parametrize("minutes", [1, 2, 5, 9, 60])
def test_a_routine_fits_the_minutes(ergo: Ergo, minutes: int) -> None:
    result = result_of(ergo, f"--minutes={minutes}")
    assert result["stretches"]
    assert result["seconds"] <= minutes * 60


def test_a_routine_covers_different_areas_before_it_repeats_one(ergo: Ergo) -> None:
    areas = [set(stretch["areas"]) for stretch in result_of(ergo, "--minutes=5")["stretches"]]
    assert len(areas) > 2
    assert not areas[0] & areas[1]


def test_more_minutes_than_there_are_stretches_take_each_once(ergo: Ergo) -> None:
    assert sorted(ids(ergo, "--minutes=60")) == sorted(STRETCHES)


@pytest.mark.parametrize(
    "argv",
    [["--area=eyes"], ["--area=legs", "--position=seated"], ["hip-stretch", "--area=neck"], ["--area=eyes", "--list"]],
)
def test_if_nothing_fits_it_says_so_and_exits_1(ergo: Ergo, argv: list[str]) -> None:
    code, out, err = ergo("stretch", *argv)
    assert (code, out) == (1, "")
    assert err == "ergo: no stretch fits; leave out --area or --position, or allow more --minutes\n"


@every
def test_the_seconds_of_a_stretch_are_those_of_its_movements_on_all_sides(ergo: Ergo, stretch: str) -> None:
    (card,) = result_of(ergo, stretch)["stretches"]
    assert card["seconds"] == sum(m["seconds"] * (1 if m["sides"] == "none" else 2) for m in card["movements"])


def test_a_stretch_of_ones_own_pack_is_listed_with_the_shipped(ergo: Ergo, home: Path) -> None:
    pack = home / "packs" / "physio" / "stretches.yaml"
    pack.parent.mkdir(parents=True)
    pack.write_text(PACK)
    assert ids(ergo, "--list") == [*STRETCHES, "toe-spread"]


@pytest.mark.parametrize("tier", ["doctor", "urgent", "emergency"])
def test_every_outcome_that_wants_a_doctor_first_says_what_it_means_for_stretching(tier: str, library: Library) -> None:
    [outcome] = [outcome for outcome in library.read(Screening).outcomes if outcome.id == tier]
    assert [item.id for item in outcome.advice].count("no-exercise") == 1


# --- areas to avoid


def test_a_routine_leaves_out_what_works_on_an_area_to_avoid(ergo: Ergo) -> None:
    ergo("screen", "--avoid=neck")
    found = ids(ergo, "--minutes=60")
    assert found
    assert not [name for name in found if "neck" in STRETCHES[name].areas]


@pytest.mark.parametrize("argv", [("--area=shoulders",), ("--position=seated",), ("--show",)])
def test_whatever_is_chosen_for_you_leaves_out_an_area_to_avoid(ergo: Ergo, argv: tuple[str, ...]) -> None:
    assert "neck-stretch" in ids(ergo, *argv) or "torso-twist" in ids(ergo, *argv)
    ergo("screen", "--avoid=neck", "--avoid=back")
    assert {"neck-stretch", "shoulder-rolls", "torso-twist"}.isdisjoint(ids(ergo, *argv))


def test_a_stretch_for_an_area_to_avoid_is_told_if_it_is_asked_for_by_name(ergo: Ergo) -> None:
    ergo("screen", "--avoid=neck")
    assert ids(ergo, "neck-stretch") == ["neck-stretch"]


def test_the_list_still_holds_what_works_on_an_area_to_avoid(ergo: Ergo) -> None:
    ergo("screen", "--avoid=neck")
    assert ids(ergo, "--list") == ids(ergo) == list(STRETCHES)


def test_an_area_that_is_allowed_again_is_stretched_again(ergo: Ergo) -> None:
    ergo("screen", "--avoid=neck")
    ergo("screen", "--allow=neck")
    assert sorted(ids(ergo, "--minutes=60")) == sorted(STRETCHES)


def test_if_nothing_is_left_but_what_to_avoid_it_says_so(ergo: Ergo) -> None:
    ergo("screen", "--avoid=hands", "--avoid=knee")
    code, out, err = ergo("stretch", "--area=hands")
    assert (code, out) == (1, "")
    assert err.endswith("; you avoid: hands, legs\n")
