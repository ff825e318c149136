from __future__ import annotations

from itertools import combinations

import pytest

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.fit import Fit
from ergo_cli.engine.fit import fit
from ergo_cli.figure.camera import Spot
from ergo_cli.figure.shapes import Head
from ergo_cli.figure.still import Still
from ergo_cli.figure.workstation import seated, standing

FIT = Library(data_dir()).read(Fit)
STATURES = [141.0, 150.0, 178.0, 200.0]

each_stature = pytest.mark.parametrize("stature", STATURES)


def heights(stature: float) -> dict[str, float]:
    return {height.id: height.cm for height in fit(FIT, stature, "either", {}).heights}


def at(still: Still, start: str) -> Spot:
    """Return the place of the label that starts so."""
    (found,) = (label.at for label in still.labels if label.text.startswith(start))
    return found


def nose(still: Still) -> Spot:
    (head,) = (piece for shape in still.scene.shapes for piece in shape.pieces if isinstance(piece, Head))
    return head.nose


@each_stature
def test_distances_in_the_pictures_are_as_the_heights(stature: float) -> None:
    cm = heights(stature)
    sitting, upright = seated(stature, cm), standing(stature, cm)
    drawn = {
        "seated-screen-top": at(sitting, "screen top")[1],
        "seated-desk": at(sitting, "desk")[1],
        "chair-height": at(sitting, "seat ")[1],
        "armrest": at(sitting, "armrests")[1] - at(sitting, "seat ")[1],
        "viewing-distance": 2 * (at(sitting, "screen top")[0] - at(sitting, "62.5")[0]),
        "standing-screen-top": at(upright, "screen top")[1],
        "standing-desk": at(upright, "desk")[1],
    }
    for one, other in combinations(drawn, 2):
        assert drawn[one] / drawn[other] == pytest.approx(cm[one] / cm[other], rel=0.01)


@each_stature
def test_the_eyes_are_level_with_the_screens_top(stature: float) -> None:
    cm = heights(stature)
    for still in (seated(stature, cm), standing(stature, cm)):
        assert nose(still)[1] == pytest.approx(at(still, "screen top")[1], abs=2.5)


@each_stature
def test_each_height_is_written_at_its_place(stature: float) -> None:
    cm = heights(stature)
    said = " ".join(label.text for label in seated(stature, cm).labels)
    for name in ("seated-screen-top", "seated-desk", "chair-height", "armrest"):
        assert f"{round(2 * cm[name]) / 2:g} cm" in said


def test_a_footrest_bears_the_feet_of_somebody_who_sits_higher() -> None:
    cm = heights(178)
    higher = {name: cm[name] + 8.9 for name in ("chair-height", "seated-desk", "seated-screen-top")}
    plain, raised = seated(178, cm), seated(178, cm | higher, footrest=8.9)
    for label in ("screen top", "desk", "armrests", "seat "):
        assert at(raised, label)[1] - at(plain, label)[1] == pytest.approx(5)
    assert at(raised, "footrest 9 cm")[1] == pytest.approx(5)
    assert "desk or keys 79.5 cm" in [label.text for label in raised.labels]


def test_who_sits_on_a_cushion_is_above_the_seat() -> None:
    cm = heights(178)
    assert at(seated(178, cm, cushion=5), "seat ") == pytest.approx(at(seated(178, cm), "seat "), abs=3)


@pytest.mark.parametrize("stature", [140.0, 205.0])
@pytest.mark.parametrize("knee", [28.0, 60.0])
@pytest.mark.parametrize("elbow", [40.0, 95.0])
def test_any_measures_can_be_drawn(stature: float, knee: float, elbow: float) -> None:
    given = {"knee": knee, "elbow": elbow, "shoes": 12.0, "cushion": 15.0}
    cm = {height.id: height.cm for height in fit(FIT, stature, "either", given).heights}
    still = seated(stature, cm, cushion=15, footrest=40)
    box = still.scene.box
    assert all(
        box.left <= x <= box.right and box.bottom <= y <= box.top for x, y in (label.at for label in still.labels)
    )
