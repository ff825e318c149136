from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import RenderableType

from ergo_cli.content.library import Library
from ergo_cli.content.model.base import Advice
from ergo_cli.content.model.stretches import Part, Stretch, Stretches
from ergo_cli.engine.session import Session, begin, press, tick
from ergo_cli.render.session import countdown, frame, line, summary
from ergo_cli.render.text import console_for
from tests.conftest import screen_of

SIDE = Part("side", "Side bend", ("Sit or stand tall.", "Lower one ear."), "along your neck", sides="each", hold=15)
ROLLS = Part("rolls", "Rolls", ("Lift your shoulders.",), "in the shoulders", sides="directions", reps=6, pace=3)
CHIN = Part("chin", "Chin to chest", ("Let your chin sink.",), "down the back of your neck", hold=10)
NECK = Stretch("neck", "Neck stretch", "Loosens.", ("neck",), "either", "neck", (SIDE, CHIN), (), ("s",))
SHOULDERS = Stretch("rolls", "Shoulder rolls", "Loosens.", ("neck",), "either", "shoulders", (ROLLS,), (), ("s",))
STOP = (Advice("sharp", "Stop if a pain is sharp.", ("s",)), Advice("dizzy", "Stop if you feel dizzy.", ("s",)))
START = begin([NECK, SHOULDERS])


def drawn(shown: RenderableType, width: int = 80) -> str:
    file = io.StringIO()
    console_for(file, width).print(shown)
    return "".join(f"{row.rstrip()}\n" for row in file.getvalue().splitlines())


def framed(session: Session, width: int = 80) -> str:
    return drawn(frame(session, STOP, console_for(io.StringIO(), width)), width)


def at(index: int) -> Session:
    return replace(START, index=index, left=float(START.phases[index].seconds))


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize(
    ("name", "session"),
    [
        ("ready", START),
        ("work", tick(at(1), 5.5)),
        ("paused", press(tick(at(1), 5.5), "pause")),
        ("last", at(len(START.phases) - 1)),
    ],
)
def test_a_frame_looks_as_agreed(name: str, session: Session, width: int, golden: Callable[[str, str], None]) -> None:
    golden(f"session-{name}.{width}.txt", framed(session, width))


@pytest.mark.parametrize(
    ("index", "following"),
    [(0, "Side bend, the other side"), (2, "Chin to chest"), (4, "Shoulder rolls: Rolls, one way")],
)
def test_a_frame_says_what_comes_next(index: int, following: str) -> None:
    for session in (at(index), at(index + 1)):
        assert f"\nNext: {following}\n" in framed(session)


def test_a_frame_without_a_stop_sign_leaves_no_gap_for_it() -> None:
    bare = drawn(frame(START, (), console_for(io.StringIO(), 80)))
    assert bare == framed(START).replace("Stop if a pain is sharp.\n", "")


@pytest.mark.parametrize(("passed", "full", "seconds"), [(0, 40, 15), (0.4, 39, 15), (7.5, 20, 8), (14.9, 0, 1)])
def test_the_bar_shrinks_with_the_time_that_is_left(passed: float, full: int, seconds: int) -> None:
    (bar,) = [row for row in framed(tick(at(1), passed)).splitlines() if "░" in row or "█" in row]
    assert bar == f"{'█' * full}{'░' * (40 - full)} {seconds:>3} s  Hold for 15 seconds"


def test_movements_that_are_counted_tell_how_often() -> None:
    assert "6 times" in framed(at(len(START.phases) - 1))


@pytest.mark.parametrize("size", [(40, 24), (56, 24), (80, 24)])
def test_every_real_frame_fits_a_small_terminal(size: tuple[int, int], library: Library) -> None:
    content = library.read(Stretches)
    session = begin(content.stretches)
    width, height = size
    too_large = set()
    for index, phase in enumerate(session.phases):
        now = replace(session, index=index, left=float(phase.seconds))
        rows = drawn(frame(now, content.stop, console_for(io.StringIO(), width)), width).splitlines()
        if len(rows) > height or max(map(cell_len, rows)) > width:
            too_large.add(f"{phase.stretch.id} {phase.part.id}: {len(rows)} lines")
    assert too_large == set()


# --- line by line


def test_getting_ready_tells_how_it_is_done() -> None:
    assert screen_of(line(START)).splitlines()[1:] == ["  1  Sit or stand tall.", "  2  Lower one ear."]


def test_getting_ready_names_the_stretch_the_movement_and_the_time() -> None:
    head = screen_of(line(START)).splitlines()[0]
    assert [word in head for word in ("Neck stretch", "Side bend, one side", "5 seconds")] == [True, True, True]


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (1, "Now: hold for 15 seconds. You feel it along your neck.\n"),
        (7, "Now: 6 times. You feel it in the shoulders.\n"),
    ],
)
def test_the_work_itself_is_one_line(index: int, words: str) -> None:
    assert screen_of(line(at(index))) == words


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
