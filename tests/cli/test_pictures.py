from __future__ import annotations

import re
import sys
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.figures import Clips, Pictures
from ergo_cli.content.model.stretches import Stretches
from tests.conftest import Ergo

SVG = "{http://www.w3.org/2000/svg}"
_LIBRARY = Library(data_dir())
STRETCHES = _LIBRARY.read(Stretches)
PARTS = {stretch.id: stretch.parts for stretch in STRETCHES.stretches}
CLIPS = {clip.id: clip for clip in _LIBRARY.read(Clips).clips}
SITTING = [picture for picture in _LIBRARY.read(Pictures).pictures if picture.posture == "sitting"]

DRAWN = [("posture", "sitting"), ("fit", "178")]
each_command = pytest.mark.parametrize("argv", DRAWN, ids=[argv[0] for argv in DRAWN])


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Let stdout be a terminal of 80 by 40 characters."""
    assert capsys
    # Its class: capsys has another object for the test than for its fixtures.
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True)
    monkeypatch.setenv("LINES", "40")


def pictured(text: str) -> bool:
    """Return whether there is a numbered picture in *text*."""
    return bool(re.search(r"[|#_'.]{3}", text)) or bool(re.search(r"[⠁-⣿]", text))


@each_command
def test_a_pipe_carries_words_alone(ergo: Ergo, argv: tuple[str, ...]) -> None:
    assert not pictured(ergo(*argv).out)


@each_command
def test_a_pipe_carries_a_picture_if_its_characters_are_named(ergo: Ergo, argv: tuple[str, ...]) -> None:
    words = ergo(*argv).out
    code, out, err = ergo(*argv, "--glyphs", "ascii")
    assert (code, err) == (0, "")
    assert pictured(out)
    assert out.startswith(words.splitlines()[0].split("  ")[0])
    assert words.splitlines()[-1] == out.splitlines()[-1]


@each_command
@pytest.mark.usefixtures("terminal")
def test_a_terminal_shows_the_picture_before_the_words(ergo: Ergo, argv: tuple[str, ...]) -> None:
    out = ergo(*argv).out
    assert pictured(out.partition("\n\n")[2][:1500])


@each_command
@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("name", "value"), [("COLUMNS", "39"), ("LINES", "14"), ("ACCESSIBLE", "1")])
def test_where_there_is_no_room_or_no_wish_there_are_words_alone(
    ergo: Ergo, argv: tuple[str, ...], name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert not pictured(ergo(*argv).out)


@each_command
@pytest.mark.parametrize("option", [("--no-picture",), ("-f", "markdown"), ("--json",)])
def test_words_alone_can_be_asked_for(ergo: Ergo, argv: tuple[str, ...], option: tuple[str, ...]) -> None:
    assert ergo(*argv, "--glyphs", "ascii", *option).out.replace("```", "").count("__") == 0


@each_command
def test_svg_is_one_document_with_words(ergo: Ergo, argv: tuple[str, ...]) -> None:
    code, out, err = ergo(*argv, "-f", "svg")
    assert (code, err) == (0, "")
    root = ET.fromstring(out)  # noqa: S314  # our own
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")
    assert "prefers-color-scheme" in out
    assert len(out.encode()) < 60_000


def test_every_word_of_a_posture_is_in_its_svg(ergo: Ergo) -> None:
    out = ergo("posture", "sitting", "-f", "svg").out
    for picture in SITTING:
        assert picture.name in out
        assert [mark.text for mark in picture.marks if mark.text.partition("{deg}")[0] not in out] == []


@pytest.mark.parametrize(
    ("desk", "rows", "shown"), [("74", "40", (True, False)), ("115", "40", (False, True)), ("74", "60", (True, True))]
)
def test_the_workstation_is_that_of_the_desk_or_both(
    ergo: Ergo, desk: str, rows: str, shown: tuple[bool, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINES", rows)
    out = ergo("fit", "178", "--desk", desk, "--glyphs", "ascii").out
    assert ("high, 46.5 cm deep" in out, "desk or keys 115 cm" in out) == shown


def test_svg_shows_who_stands_as_well(ergo: Ergo) -> None:
    out = ergo("fit", "178", "--desk=80", "-f", "svg").out
    assert "Standing, to scale" in out
    assert "footrest 9.5 cm" in out


@pytest.mark.parametrize("name", ["neck-stretch", "hamstring-stretch", "shoulder-rolls"])
def test_a_film_strip_has_a_row_for_each_movement(ergo: Ergo, name: str) -> None:
    root = ET.fromstring(ergo("stretch", "--show", name, "-f", "svg").out)  # noqa: S314  # our own
    clips = [CLIPS[part.figure or ""] for part in PARTS[name]]
    assert [text.text for text in root.iter(f"{SVG}text")] == [clip.name for clip in clips]
    frames = root.findall(f"{SVG}svg")
    assert len(frames) == 4 * len(clips)
    assert len({(frame.get("x"), frame.get("y")) for frame in frames}) == len(frames)


def test_a_page_plays_each_movement_by_itself_and_tells_its_steps(ergo: Ergo) -> None:
    out = ergo("stretch", "--show", "neck-stretch", "-f", "html").out
    assert out.startswith("<!doctype html>")
    assert "http" not in out
    assert "<script" not in out
    assert out.count("prefers-reduced-motion") == len(PARTS["neck-stretch"])
    ids = re.findall(r'\bid="([^"]+)"', out)
    assert len(ids) == len(set(ids)) == 2 * len(PARTS["neck-stretch"])
    frames = re.findall(r"@keyframes (\w+)", out)
    assert len(frames) == len(set(frames)) == 12 * len(PARTS["neck-stretch"])
    assert [step for part in PARTS["neck-stretch"] for step in part.steps if step not in out] == []


def test_a_page_says_what_to_heed(ergo: Ergo) -> None:
    out = unescape(ergo("stretch", "--show", "neck-stretch", "-f", "html").out)
    assert [advice.text for advice in STRETCHES.stop if advice.text not in out] == []
    stretch = next(stretch for stretch in STRETCHES.stretches if stretch.id == "neck-stretch")
    assert [advice.text for advice in stretch.cautions if advice.text not in out] == []


def test_the_still_of_a_page_outweighs_the_rule_that_hides_frames(ergo: Ergo) -> None:
    # Several sheets of style stand on one page: what comes later wins among rules of equal weight.
    out = ergo("stretch", "--show", "neck-stretch", "-f", "html").out
    assert re.findall(r"(\.frame\.\w+)\{visibility:visible\}@", out) == [
        f".frame.m{index}f{4 if CLIPS[part.figure or ''].loop else 11}"
        for index, part in enumerate(PARTS["neck-stretch"])
    ]


@pytest.mark.parametrize("form", ["svg", "html"])
def test_a_film_wants_a_stretch(ergo: Ergo, form: str) -> None:
    code, out, err = ergo("stretch", "-f", form)
    assert (code, out) == (2, "")
    assert "--show" in err


@pytest.mark.parametrize("argv", [("posture",), ("fit", "178"), ("stretch",)])
def test_two_formats_exclude_each_other(ergo: Ergo, argv: tuple[str, ...]) -> None:
    code, out, err = ergo(*argv, "--json", "-f", "svg")
    assert (code, out) == (2, "")
    assert "--json and -f svg" in err


@pytest.mark.parametrize(("name", "form"), [("heel-forward", "svg"), ("sitting-good", "html")])
def test_a_contact_sheet_is_a_document_too(ergo: Ergo, name: str, form: str) -> None:
    code, out, err = ergo("content", "figure", name, "-f", form)
    assert (code, err) == (0, "")
    assert out.startswith("<svg" if form == "svg" else "<!doctype html>")


def test_a_figure_that_does_not_exist_is_told_with_one_that_does(ergo: Ergo) -> None:
    code, out, err = ergo("content", "figure", "heel-foward")
    assert (code, out) == (2, "")
    assert "heel-forward" in err
