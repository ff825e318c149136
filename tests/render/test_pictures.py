from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain

import pytest
from rich.cells import cell_len

from ergo_cli.figure.camera import Box
from ergo_cli.figure.cells import Glyphs
from ergo_cli.figure.shapes import Scene
from ergo_cli.figure.still import Label, Still
from ergo_cli.figure.workstation import seated
from ergo_cli.render.blocks import Picture
from ergo_cli.render.pictures import Room, beside, contact_sheet, side_by_side
from ergo_cli.render.theme import STYLES
from tests.conftest import screen_of
from tests.figure.shipped import shipped
from tests.figure.test_still import POSTURES
from tests.figure.test_workstation import heights

Golden = Callable[[str, str], None]
ROWS = 26
SITTER = seated(178, heights(178))

each_posture = pytest.mark.parametrize("posture", POSTURES)
each_width = pytest.mark.parametrize("width", [40, 57, 58, 80, 88])
each_glyphs = pytest.mark.parametrize("glyphs", ["braille", "block", "ascii"])


def plain(picture: Picture) -> list[str]:
    return ["".join(text for text, _ in line) for line in picture.lines]


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


@each_posture
@pytest.mark.parametrize("width", [40, 80])
def test_a_posture_looks_as_agreed(posture: str, width: int, golden: Golden) -> None:
    picture = side_by_side(POSTURES[posture], Room(width, ROWS, "braille"))
    golden(f"postures/{posture}.{width}.txt", screen_of([picture], width))


@each_posture
def test_a_posture_in_ascii_looks_as_agreed(posture: str, golden: Golden) -> None:
    screen = screen_of([side_by_side(POSTURES[posture], Room(80, ROWS, "ascii"))])
    assert screen.isascii()
    golden(f"postures/{posture}.ascii.txt", screen)


@pytest.mark.parametrize("width", [40, 80])
def test_a_workstation_looks_as_agreed(width: int, golden: Golden) -> None:
    golden(f"postures/workstation.{width}.txt", screen_of([beside(SITTER, Room(width, ROWS, "braille"))], width))


@each_posture
@each_width
@each_glyphs
def test_every_label_and_its_number_are_there(posture: str, width: int, glyphs: Glyphs) -> None:
    picture = side_by_side(POSTURES[posture], Room(width, ROWS, glyphs))
    assert max(map(cell_len, plain(picture))) <= width
    assert {style for line in picture.lines for _, style in line} <= set(STYLES)
    words = columns_of(picture, width)
    for still in POSTURES[posture]:
        sign = {"good": "✓+", "bad": "✗x"}[still.verdict or ""][glyphs == "ascii"]
        for number, label in enumerate(still.labels, start=1):
            said = label.text.replace("°", " degrees") if glyphs == "ascii" else label.text
            assert without_blanks(f"{number}{sign}{said}") in words
            marked = [text for text, style in chain(*picture.lines) if style == f"figure.{still.verdict}"]
            assert marked.count(str(number)) >= 2  # in the picture and before its label


def columns_of(picture: Picture, width: int) -> str:
    """Return all words of the left column, then of the right one, without blanks."""
    if width < 58:
        return without_blanks("".join(plain(picture)))
    half = min(44, (width - 2) // 2)
    lines = plain(picture)
    return without_blanks("".join([*(line[:half] for line in lines), *(line[half:] for line in lines)]))


@each_width
def test_two_pictures_are_side_by_side_where_there_is_room(width: int) -> None:
    lines = plain(side_by_side(POSTURES["standing"], Room(width, ROWS, "braille")))
    together = any("Good" in line and "Bad" in line for line in lines)
    assert together == (width >= 58)


def test_pictures_of_an_odd_number_leave_no_gap_open() -> None:
    good, bad = POSTURES["standing"]
    lines = plain(side_by_side([good, bad, good], Room(80, ROWS, "braille")))
    assert sum("Good" in line for line in lines) == 2


def test_a_low_terminal_has_lower_pictures() -> None:
    high, low = (len(side_by_side(POSTURES["standing"], Room(80, rows, "braille")).lines) for rows in (40, 20))
    assert high - low >= 8


def test_points_at_one_place_get_cells_of_their_own() -> None:
    scene = Scene("Crowd", "A crowd.", Box(0, 0, 80, 80), (), (), ())
    still = Still(scene, tuple(Label((40, 0.5), f"label {number}") for number in range(5)))
    picture = side_by_side([still], Room(40, ROWS, "braille"))
    marks = [text for text, style in chain(*picture.lines) if style == "figure.mark"]
    assert sorted(marks) == sorted("12345" * 2)


@pytest.mark.parametrize("width", [58, 80])
def test_words_beside_a_picture_are_not_above_their_points(width: int) -> None:
    lines = beside(SITTER, Room(width, ROWS, "braille")).lines
    for number, _ in enumerate(SITTER.labels, start=1):
        rows = [
            row
            for row, line in enumerate(lines)
            for text, style in line
            if (text, style) == (str(number), "figure.mark")
        ]
        assert len(rows) == 2
        assert rows[1] - rows[0] <= 3


@pytest.mark.parametrize(("width", "count"), [(40, 4), (60, 4), (80, 6)])
def test_a_contact_sheet_tells_the_seconds_of_its_pictures(width: int, count: int) -> None:
    picture = contact_sheet(shipped("heel-forward"), Room(width, ROWS, "braille"))
    seconds = [float(found) for found in re.findall(r"([\d.]+) s", "\n".join(plain(picture)))]
    assert len(seconds) == count
    assert seconds == sorted(seconds)
    assert max(map(cell_len, plain(picture))) <= width
