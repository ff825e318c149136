from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ergo_cli.figure.camera import Camera
from ergo_cli.figure.cells import ACROSS, DOWN, Glyphs, cells, runs, text
from ergo_cli.figure.film import scenes, sheet
from ergo_cli.figure.motion import Moment, still
from ergo_cli.figure.pose import Pose
from ergo_cli.figure.raster import Canvas, paint
from ergo_cli.figure.scene import Figure, scene
from ergo_cli.figure.shapes import LAYERS, Scene
from ergo_cli.figure.svg import svg
from tests.figure.shipped import CLIPS, each_clip, shipped
from tests.figure.test_skeleton import pose

SIZES = [(14, 8), (16, 9), (24, 14), (44, 26)]
GLYPHS: tuple[Glyphs, ...] = ("braille", "block", "ascii")
ALPHABET = {
    "braille": {" ", *map(chr, range(0x2801, 0x2900))},
    "block": set(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"),
    "ascii": set(" |/\\-_'.#()+=\"o"),
}

each_size = pytest.mark.parametrize(("columns", "rows"), SIZES)
each_glyphs = pytest.mark.parametrize("glyphs", GLYPHS)


def pictures(figure: Figure) -> Iterator[Scene]:
    """Yield the still, and two telling pictures on the way."""
    yield scene(figure, Moment(still(figure.motion), "hold"))
    yield from scenes(figure, 4)[1:3]


def inked(canvas: Canvas) -> list[int]:
    """Return the rows of the body alone."""
    return [accent | body for accent, body in zip(canvas.layers["accent"], canvas.layers["body"], strict=True)]


@pytest.mark.untraced
@each_clip
@each_glyphs
def test_golden_frames(name: str, glyphs: Glyphs, golden: Callable[[str, str], None]) -> None:
    frames = list(pictures(shipped(name)))
    golden(f"figures/{name}.{glyphs}.txt", text(sheet(frames, 24, 14, glyphs)))


@pytest.mark.untraced
@each_size
@each_clip
def test_a_figure_stays_inside_its_canvas_and_fills_enough_of_it(name: str, columns: int, rows: int) -> None:
    for picture in pictures(shipped(name)):
        canvas = paint(picture, columns * ACROSS, rows * DOWN, thin=False)
        body = inked(canvas)
        if CLIPS[name].frame == "full":
            assert (body[0], body[-1], [row for row in body if row & 1 or row >> canvas.columns - 1]) == (0, 0, [])
        drawn = cells(picture, columns, rows, "braille")
        assert (len(drawn), {len(row) for row in drawn}) == (rows, {columns})
        assert sum(character != " " for row in drawn for character, _ in row) > 0.1 * columns * rows


def blobs(rows: list[int], columns: int) -> int:
    """Return how many groups of dots there are that touch, if only at a corner."""
    left = {(x, y) for y, row in enumerate(rows) for x in range(columns) if row >> x & 1}
    count = 0
    while left:
        count += 1
        edge = [left.pop()]
        while edge:
            x, y = edge.pop()
            near = {(x + a, y + b) for a in (-1, 0, 1) for b in (-1, 0, 1)} & left
            left -= near
            edge.extend(near)
    return count


@each_clip
def test_a_figure_does_not_fall_apart(name: str) -> None:
    for picture in pictures(shipped(name)):
        canvas = paint(picture, 48, 56, thin=False)
        assert blobs(inked(canvas), 48) <= 10


@pytest.mark.untraced
@each_glyphs
def test_each_set_of_glyphs_keeps_to_its_characters_and_an_empty_cell_is_a_space(glyphs: Glyphs) -> None:
    drawn = [
        cell
        for name in CLIPS
        for picture in pictures(shipped(name))
        for row in cells(picture, 24, 14, glyphs)
        for cell in row
    ]
    assert {character for character, _ in drawn} <= ALPHABET[glyphs]
    assert {layer for character, layer in drawn if character == " "} == {None}
    assert {layer for _, layer in drawn} == {None, *LAYERS}


def test_the_other_side_is_the_same_picture_mirrored() -> None:
    figure = shipped("neck-side")
    there, back = (
        paint(scene(figure, Moment(figure.motion.peak, "hold", mirrored=m)), 48, 56, thin=False) for m in (False, True)
    )
    mirrored = [int(f"{row:048b}"[::-1], 2) for row in inked(there)]
    differing = sum((a ^ b).bit_count() for a, b in zip(mirrored, inked(back), strict=True))
    assert differing <= 0.02 * sum(row.bit_count() for row in mirrored)
    assert inked(there) != inked(back)


def test_the_arrow_of_a_loop_turns_round_with_it() -> None:
    figure = shipped("windmills")
    there, back = (scene(figure, Moment(figure.motion.peak, "loop", reverse=r)) for r in (False, True))
    assert there.shapes == back.shapes
    assert there.behind != back.behind


@given(pose, st.floats(-180, 180), st.floats(-90, 90), st.sampled_from(GLYPHS))
def test_any_pose_can_be_drawn_from_anywhere(bent: Pose, yaw: float, pitch: float, glyphs: Glyphs) -> None:
    seen = replace(shipped("lunge-on-chair"), camera=Camera(yaw, pitch))
    picture = scene(seen, Moment(bent, "hold"))
    assert {len(row) for row in cells(picture, 24, 14, glyphs)} == {24}
    assert "nan" not in svg(picture)


def test_figures_moments_and_scenes_can_be_cached() -> None:
    figure = shipped("windmills")
    moment = Moment(figure.motion.peak, "loop")
    assert {figure: 1, moment: 2, scene(figure, moment): 3}[scene(figure, moment)] == 3


@each_clip
def test_what_machines_compute_differently_changes_no_frame(name: str) -> None:
    figure = shipped(name)
    peak = figure.motion.peak
    x, y, z = peak.root
    for noise in (1e-9, -1e-9):
        moved = replace(peak, root=(x + noise, y + noise, z + noise))
        there, here = (cells(scene(figure, Moment(pose, "hold")), 24, 14, "braille") for pose in (peak, moved))
        assert there == here


def test_runs_join_what_has_one_layer() -> None:
    assert runs((("a", "body"), ("b", "body"), (" ", None), ("c", "cue"))) == (
        ("ab", "body"),
        (" ", None),
        ("c", "cue"),
    )


def test_text_has_no_spaces_at_the_ends_of_lines() -> None:
    assert text(((("a", "body"), (" ", None)), ((" ", None), (" ", None)))) == "a\n\n"
