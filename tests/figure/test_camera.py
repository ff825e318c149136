from __future__ import annotations

import pytest

from ergo_cli.content.model.figures import Angles, View
from ergo_cli.figure.camera import Box, Camera, box_around, camera, fit, union


@pytest.mark.parametrize(
    ("view", "own_left", "ahead"),
    [("front", (1, 0), (0, 1)), ("side", (0, -1), (1, 0)), ("back", (-1, 0), (0, -1))],
)
def test_each_view_has_left_and_ahead_where_it_belongs(
    view: View, own_left: tuple[int, int], ahead: tuple[int, int]
) -> None:
    level = Camera(camera(view).yaw, 0)
    for point, (right, near) in (((1.0, 0.0, 0.0), own_left), ((0.0, 0.0, 1.0), ahead)):
        assert level.sees(point) == pytest.approx((right, 0, near), abs=1e-9)


def test_a_view_may_be_given_by_its_angles() -> None:
    assert camera(Angles(30, 8)) == Camera(30, 8)


def test_a_camera_keeps_lengths() -> None:
    x, y, z = camera("three-quarter").sees((3, 4, 12))
    assert x * x + y * y + z * z == pytest.approx(169)


def test_boxes_go_round_points_and_each_other() -> None:
    assert box_around([(1, 5), (3, 2)], 1) == Box(0, 1, 4, 6)
    assert union([Box(0, 0, 1, 1), Box(-2, 0.5, 0, 9)]) == Box(-2, 0, 1, 9)


def test_a_box_stands_on_the_lower_edge_and_a_close_up_hangs_from_the_upper() -> None:
    whole = fit(Box(-10, 0, 10, 20), 100, 200, 10, mirrored=False)
    assert (whole.spot((0, 0)), whole.spot((10, 20))) == ((50, 190), (90, 110))
    close = fit(Box(-10, 0, 10, 20, close=True), 100, 200, 10, mirrored=False)
    assert (close.spot((0, 20)), close.spot((-10, 0))) == ((50, 10), (10, 90))


def test_a_mirrored_picture_is_turned_about_its_middle() -> None:
    box = Box(0, 0, 10, 10)
    there, back = (fit(box, 100, 100, 10, mirrored=mirrored) for mirrored in (False, True))
    assert back.spot((2, 3)) == (100 - there.spot((2, 3))[0], there.spot((2, 3))[1])
