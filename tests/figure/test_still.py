from __future__ import annotations

from itertools import pairwise
from math import acos, degrees, dist
from xml.etree import ElementTree as ET

import pytest

from ergo_cli.content.model.figures import Joint, Picture
from ergo_cli.figure.plate import plate
from ergo_cli.figure.pose import merge
from ergo_cli.figure.shapes import Line
from ergo_cli.figure.skeleton import solve
from ergo_cli.figure.still import Label, Still, alike, still
from tests.figure.shipped import PICTURES, POSES, PROPS

SVG = "{http://www.w3.org/2000/svg}"
STILLS = {picture.id: still(picture, POSES, PROPS) for picture in PICTURES}
POSTURES = {
    posture: [STILLS[p.id] for p in PICTURES if p.posture == posture] for posture in ("standing", "sitting", "bending")
}

each_picture = pytest.mark.parametrize("picture", PICTURES, ids=[picture.id for picture in PICTURES])


def angle(picture: Picture, *names: Joint) -> float:
    """Return the angle at the middle joint, by the law of cosines."""
    a, b, c = (solve(merge(POSES[picture.pose], picture)).joints[name] for name in names)
    one, other, across = dist(a, b), dist(b, c), dist(a, c)
    return degrees(acos((one * one + other * other - across * across) / (2 * one * other)))


def plumb(name: str) -> float:
    """Return how far right the plumb line of the picture of that name is."""
    lines = [
        mark for mark in STILLS[name].scene.before if isinstance(mark, Line) and mark.spots[0][0] == mark.spots[1][0]
    ]
    return lines[0].spots[0][0]


def off_plumb(name: str) -> list[float]:
    return [round(abs(label.at[0] - plumb(name)), 2) for label in STILLS[name].labels]


@pytest.mark.parametrize("stills", POSTURES.values(), ids=POSTURES)
def test_each_posture_has_good_beside_bad(stills: list[Still]) -> None:
    assert [found.verdict for found in stills] == ["good", "bad"]


@each_picture
def test_an_angle_is_as_drawn(picture: Picture) -> None:
    said = [label.text for label in STILLS[picture.id].labels]
    for mark in picture.marks:
        expected = f"{angle(picture, *mark.angle):.0f}°" if mark.angle else ""
        assert mark.text.replace("{deg}", expected) in said


@each_picture
def test_each_mark_has_its_label_and_the_uppermost_comes_first(picture: Picture) -> None:
    heights = [label.at[1] for label in STILLS[picture.id].labels]
    assert len(heights) == len(picture.marks)
    assert all(below <= above + 0.1 for above, below in pairwise(heights))


def test_sitting_well_has_open_angles() -> None:
    picture = next(picture for picture in PICTURES if picture.id == "sitting-good")
    assert 90 <= angle(picture, "right-shoulder", "right-elbow", "right-wrist") <= 120
    assert 90 <= angle(picture, "right-shoulder", "right-hip", "right-knee") <= 115
    assert 85 <= angle(picture, "right-hip", "right-knee", "right-ankle") <= 100


def test_who_sits_well_looks_at_the_top_of_the_screen() -> None:
    picture = next(picture for picture in PICTURES if picture.id == "sitting-good")
    eye = solve(merge(POSES[picture.pose], picture)).joints["eye"]
    (look,) = (mark.to for mark in picture.marks if mark.to)
    assert look[1] == pytest.approx(eye[1], abs=1)
    screen = next(prop for prop in PROPS if prop.id == "monitor")
    assert look in screen.lines[0]


def test_the_plumb_line_runs_through_every_mark_of_who_stands_well() -> None:
    assert len(off_plumb("standing-good")) == 5
    assert max(off_plumb("standing-good")) <= 1


def test_the_plumb_line_misses_the_marks_of_who_slouches() -> None:
    assert min(off_plumb("standing-bad")) > 1
    assert max(off_plumb("standing-bad")) > 8


def test_bending_well_is_in_the_hips_and_badly_in_the_back() -> None:
    good, bad = (next(p for p in PICTURES if p.id == name) for name in ("bending-good", "bending-bad"))
    back_good, back_bad = (angle(picture, "pelvis", "waist", "neck") for picture in (good, bad))
    knee_good, knee_bad = (angle(picture, "right-hip", "right-knee", "right-ankle") for picture in (good, bad))
    assert back_good > 165
    assert back_bad < 150
    assert knee_good < 150
    assert knee_bad > 170


@pytest.mark.parametrize("stills", POSTURES.values(), ids=POSTURES)
def test_pictures_beside_each_other_are_on_one_scale_and_floor(stills: list[Still]) -> None:
    boxes = [found.scene.box for found in alike(stills)]
    assert len({(round(box.right - box.left, 9), box.bottom, box.top) for box in boxes}) == 1
    for box, before in zip(boxes, (found.scene.box for found in stills), strict=True):
        assert box.left <= before.left + 1e-9
        assert box.right >= before.right - 1e-9


@pytest.mark.parametrize("posture", POSTURES)
def test_a_plate_says_all_in_words(posture: str) -> None:
    stills = POSTURES[posture]
    document = plate(f"Posture: {posture}", [stills])
    root = ET.fromstring(document)  # noqa: S314  # our own
    assert root.findtext(f"{SVG}title") == f"Posture: {posture}"
    desc = root.findtext(f"{SVG}desc") or ""
    shown = ["".join(text.itertext()).replace(" ", "") for text in root.iter(f"{SVG}text")]
    for found in stills:
        assert found.scene.text in desc
        assert f"{'✓Good' if found.verdict == 'good' else '✗Bad'}:{found.scene.title.replace(' ', '')}" in shown
        for label in found.labels:
            assert label.text in desc
            assert label.text.replace(" ", "") in shown
    assert "prefers-color-scheme:dark" in document
    assert "nan" not in document
    assert document.replace("http://www.w3.org/2000/svg", "").count("http") == 0


def test_all_postures_together_are_a_small_document() -> None:
    assert len(plate("Posture", list(POSTURES.values())).encode()) < 60_000


def test_labels_of_a_plate_keep_apart_and_within_it() -> None:
    low = STILLS["standing-good"]._replace(
        labels=tuple(
            Label((0.0, 2.0 + number / 10), f"a label that is too long for one line {number}") for number in range(7)
        )
    )
    root = ET.fromstring(plate("Crowded", [[low]]))  # noqa: S314  # our own
    labels = [text for text in root.iter(f"{SVG}text") if text.get("class") == "label"]
    tops = [float(text.get("y") or 0) for text in labels]
    assert len(labels) == 7
    assert all(after - before >= 15 * 2 for before, after in pairwise(tops))
    assert 0 < tops[0] < tops[-1] + 15 <= 320 + 10
