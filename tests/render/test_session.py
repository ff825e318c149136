from __future__ import annotations

import io

import pytest
from msgspec.structs import replace
from rich.text import Text

from ergo_cli.content.model.stretches import Part, Stretch
from ergo_cli.engine.session import Session, begin
from ergo_cli.render.blocks import Picture
from ergo_cli.render.console import console_for
from ergo_cli.render.lines import Line
from ergo_cli.render.session import coming, countdown, dose, keys, line, summary, what
from tests.conftest import screen_of

SIDE = Part("side", "Side bend", ("Sit or stand tall.", "Lower one ear."), "along your neck", sides="each", hold=15)
ROLLS = Part("rolls", "Rolls", ("Lift your shoulders.",), "in the shoulders", sides="directions", reps=6, pace=3)
CHIN = Part("chin", "Chin to chest", ("Let your chin sink.",), "down the back of your neck", hold=10)
NECK = Stretch("neck", "Neck stretch", "Loosens.", ("neck",), "either", "neck", (SIDE, CHIN), (), ("s",))
SHOULDERS = Stretch("rolls", "Shoulder rolls", "Loosens.", ("neck",), "either", "shoulders", (ROLLS,), (), ("s",))
START = begin([NECK, SHOULDERS])


def at(index: int) -> Session:
    return replace(START, index=index, left=float(START.phases[index].seconds))


def drawn(shown: Line, width: int = 80) -> str:
    file = io.StringIO()
    console_for(file, width).print(Text.assemble(*shown))
    return "".join(f"{row.rstrip()}\n" for row in file.getvalue().splitlines())


# --- line by line


def test_getting_ready_tells_how_it_is_done() -> None:
    assert screen_of(line(START)).splitlines()[1:] == ["  1  Sit or stand tall.", "  2  Lower one ear."]


def test_getting_ready_names_the_stretch_the_movement_and_the_time() -> None:
    head = screen_of(line(START)).splitlines()[0]
    assert [word in head for word in ("Neck stretch", "Side bend, one side", "6 seconds")] == [True, True, True]


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (1, "Now: hold for 15 seconds. You feel it along your neck.\n"),
        (7, "Now: 6 times. You feel it in the shoulders.\n"),
    ],
)
def test_the_work_itself_is_one_line(index: int, words: str) -> None:
    assert screen_of(line(at(index))) == words


def picture_of(part: Part) -> Picture:
    return Picture(((("<", "figure.body"), (part.id, "figure.accent"), (">", "figure.body")),))


def test_a_still_stands_below_the_steps_of_a_movement_where_it_is_first_done() -> None:
    assert screen_of(line(at(0), picture_of)).splitlines()[-2:] == ["", "<side>"]
    assert "<" not in screen_of(line(at(2), picture_of))
    assert screen_of(line(at(0), lambda _: None)) == screen_of(line(at(0)))


# --- what a screen says


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (0, "Next: Side bend, the other side"),
        (1, "Next: Side bend, the other side"),
        (2, "Next: Chin to chest"),
        (4, "Next: Shoulder rolls: Rolls, one way"),
        (8, "This is the last one."),
    ],
)
def test_what_comes_next_has_a_name_if_it_is_new(index: int, words: str) -> None:
    assert coming(at(index)) == words


def test_sets_are_counted() -> None:
    twice = begin([replace(NECK, parts=(replace(SIDE, sets=2),))])
    assert what(twice.phases[4]) == "Side bend, one side, set 2 of 2"


@pytest.mark.parametrize(("gone", "words"), [(0.0, "1 of 6"), (2.9, "1 of 6"), (3.0, "2 of 6"), (18.0, "6 of 6")])
def test_repetitions_are_counted(gone: float, words: str) -> None:
    assert dose(at(len(START.phases) - 1).phase, gone) == words


def test_what_is_held_is_not_counted() -> None:
    assert dose(at(1).phase, 3.0) == "Hold"


@pytest.mark.parametrize("width", [62, 79])
@pytest.mark.parametrize("kind", ["care", "ready", "work"])
def test_the_keys_fit_and_are_all_named(width: int, kind: str) -> None:
    shown = keys(width, kind)
    wanted = (
        ("n go on now", "s leave this stretch out", "q") if kind == "care" else ("space", "n", "b", "r", "s skip", "q")
    )
    assert len(shown) <= width
    assert [word for word in wanted if word not in shown] == []


def test_where_cautions_say_to_leave_something_out_the_key_for_it_is_named_on_a_narrow_screen_too() -> None:
    assert keys(39, "care") == "n go on   s leave this out   q quit"


@pytest.mark.parametrize("kind", ["care", "work"])
@pytest.mark.parametrize("width", range(6, 80))
def test_the_key_to_quit_is_the_last_to_go(width: int, kind: str) -> None:
    assert keys(width, kind).endswith("q quit")
    assert len(keys(width, kind)) <= width


# --- the end


@pytest.mark.parametrize(
    ("done", "words"),
    [
        ((), "No stretch finished this time. Come back whenever you like.\n"),
        (("rolls",), "▌ 1 of 2 done\n▌ Shoulder rolls.\n"),
        (("rolls", "neck"), "▌ 2 of 2 done\n▌ Neck stretch, Shoulder rolls.\n"),
    ],
)
def test_the_summary_says_what_was_done(done: tuple[str, ...], words: str) -> None:
    assert screen_of(summary(replace(START, done=frozenset(done)))) == words


# --- a break


@pytest.mark.parametrize(
    ("left", "width", "row"),
    [
        (20.0, 80, f"{'█' * 40} 20 s  any key ends it\n"),
        (9.1, 80, f"{'█' * 18}{'░' * 22} 10 s  any key ends it\n"),
        (20.0, 40, f"{'█' * 12} 20 s  any key ends it\n"),
        (0.2, 20, "░░░░ 1 s  any key\nends it\n"),
    ],
)
def test_a_countdown_is_one_line_where_there_is_room(left: float, width: int, row: str) -> None:
    assert drawn(countdown(left, 20, width), width) == row
