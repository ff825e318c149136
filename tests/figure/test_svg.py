from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from ergo_cli.figure.film import Take, flip_book, page, scenes, strips
from ergo_cli.figure.motion import Moment
from ergo_cli.figure.scene import scene
from ergo_cli.figure.svg import svg
from tests.figure.shipped import CLIPS, each_clip, shipped

SVG = "{http://www.w3.org/2000/svg}"
KB = 1000


def parsed(document: str) -> ET.Element:
    assert "nan" not in document
    return ET.fromstring(document)  # noqa: S314  # our own


@each_clip
def test_a_still_says_what_it_shows_and_is_small(name: str) -> None:
    figure = shipped(name)
    document = svg(scene(figure, Moment(figure.motion.peak, "hold")))
    root = parsed(document)
    assert [root.findtext(f"{SVG}{tag}") for tag in ("title", "desc")] == [CLIPS[name].name, CLIPS[name].text]
    assert root.get("role") == "img"
    assert {element.get("id") for element in root.iter()} >= set((root.get("aria-labelledby") or "").split())
    assert len(document) < 12 * KB


@each_clip
def test_a_strip_shows_instants_side_by_side(name: str) -> None:
    document = strips("Strip", [scenes(shipped(name), 4)], 100, 120)
    frames = parsed(document).findall(f"{SVG}svg")
    assert [frame.get("x") for frame in frames] == ["0", "100", "200", "300"]
    assert len(document) < 40 * KB


@pytest.mark.parametrize("name", ["lunge-on-chair", "windmills"])
def test_a_flip_book_moves_without_a_script_and_is_still_if_motion_is_to_be_reduced(name: str) -> None:
    document = flip_book(shipped(name), 6)
    frames = parsed(document).findall(f"{SVG}g")
    assert [frame.get("class") for frame in frames] == [f"frame f{index}" for index in range(6)]
    still, _, moving = document.partition("@media (prefers-reduced-motion:no-preference){")
    assert still.count("{visibility:visible}") == 1
    assert moving.count("step-end infinite") == 6
    assert "<script" not in document


@pytest.mark.parametrize("name", ["lunge-on-chair", "windmills"])
def test_in_a_flip_book_one_frame_is_to_be_seen_at_a_time(name: str) -> None:
    document = flip_book(shipped(name), 6)
    rules = [rule.split("}}")[0] for rule in document.split("@keyframes ")[1:]]
    changes = [
        dict(entry.rstrip("}").split("{visibility:") for entry in rule.split("{", 1)[1].split("}") if entry)
        for rule in rules
    ]
    for percent in sorted({percent for change in changes for percent in change}, key=lambda p: float(p[:-1])):
        shown = [
            max((p for p in change if float(p[:-1]) <= float(percent[:-1])), key=lambda p: float(p[:-1]))
            for change in changes
        ]
        assert [change[at] for change, at in zip(changes, shown, strict=True)].count("visible") == 1


def test_a_page_holds_the_figure_and_its_words_and_nothing_from_outside() -> None:
    document = page("Neck", [Take(shipped("neck-chin"))], {"Take care": ["Go <slowly>."], "None": []})
    assert document.startswith("<!doctype html>")
    assert CLIPS["neck-chin"].text in document
    assert "<h2>Take care</h2><ul><li>Go &lt;slowly&gt;.</li></ul>" in document
    assert "<h2>None" not in document
    assert "http" not in document


def test_arrows_and_trails_are_in_the_picture() -> None:
    for name, layer in (("neck-half-circles", "cue"), ("windmills", "trail")):
        figure = shipped(name)
        assert f'class="line {layer}"' in svg(scene(figure, Moment(figure.motion.peak, "loop")))
