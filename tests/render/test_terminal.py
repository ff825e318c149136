from __future__ import annotations

import io
import os
import pty
import sys
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import TextIO

import pytest
from rich.color import Color
from rich.style import Style

from ergo_cli.render.console import console_for
from ergo_cli.render.terminal import MAX_WIDTH, Terminal, terminal_for
from ergo_cli.render.theme import STYLES

VARIABLES = ("TERM", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "ACCESSIBLE", "COLORTERM", "COLUMNS", "LINES")
LINE = ((" ", ""), ("stop", "danger"), ("  ", "muted"), (" ", ""))

NOTHING = (False, False)
STYLES_ALONE = (True, False)
EVERYTHING = (True, True)


@pytest.fixture
def tty() -> Iterator[TextIO]:
    """Return a terminal."""
    ours, its = pty.openpty()
    with os.fdopen(its, "w") as file:
        yield file
    os.close(ours)


@pytest.fixture
def pipe() -> TextIO:
    return io.StringIO()


def given(monkeypatch: pytest.MonkeyPatch, variables: Mapping[str, str]) -> None:
    """Let the environment have these *variables* alone, of those that matter."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def taken(file: TextIO) -> tuple[bool, bool]:
    terminal = terminal_for(file)
    return terminal.styles, terminal.colours


# --- what a terminal takes, by what it says of itself


@pytest.mark.parametrize(
    ("variables", "looks"),
    [
        ({"TERM": "xterm-256color"}, EVERYTHING),
        ({}, EVERYTHING),
        ({"TERM": "dumb"}, NOTHING),
        ({"TERM": "Unknown"}, NOTHING),
        ({"TERM": "linux", "NO_COLOR": "1"}, STYLES_ALONE),
        ({"NO_COLOR": ""}, EVERYTHING),
        ({"ACCESSIBLE": "1"}, NOTHING),
        ({"ACCESSIBLE": "1", "FORCE_COLOR": "1"}, NOTHING),
        ({"TTY_COMPATIBLE": "0"}, NOTHING),
        ({"FORCE_COLOR": ""}, NOTHING),
    ],
)
def test_a_terminal(
    variables: dict[str, str], looks: tuple[bool, bool], tty: TextIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(monkeypatch, variables)
    assert taken(tty) == looks


@pytest.mark.parametrize(
    ("variables", "looks"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, NOTHING),
        ({"FORCE_COLOR": "1"}, EVERYTHING),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, STYLES_ALONE),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, NOTHING),
        ({"FORCE_COLOR": "1", "TTY_COMPATIBLE": "0"}, NOTHING),
        ({"TTY_COMPATIBLE": "1"}, EVERYTHING),
        ({"TTY_COMPATIBLE": "yes"}, NOTHING),
    ],
)
def test_a_pipe(
    variables: dict[str, str], looks: tuple[bool, bool], pipe: TextIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(monkeypatch, variables)
    assert taken(pipe) == looks


@pytest.mark.parametrize("kind", ["tty", "pipe"])
def test_rich_decides_the_same(kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    file: TextIO = request.getfixturevalue(kind)
    others = []
    for values in product(
        (None, "dumb", "xterm-256color"), *[(None, "", "1")] * 2, (None, "0", "1", "x"), (None, "1"), (None, "24bit")
    ):
        variables = {name: value for name, value in zip(VARIABLES, values, strict=False) if value is not None}
        given(monkeypatch, variables)
        console = console_for(file)
        styles = console.color_system is not None
        if taken(file) != (styles, styles and not console.no_color):
            others.append(variables)
    assert others == []


@pytest.mark.parametrize(("legacy", "looks"), [(False, EVERYTHING), (True, NOTHING)])
def test_on_windows_rich_is_asked(
    looks: tuple[bool, bool], tty: TextIO, monkeypatch: pytest.MonkeyPatch, *, legacy: bool
) -> None:
    given(monkeypatch, {"TERM": "xterm"})
    monkeypatch.setattr("rich.console.detect_legacy_windows", lambda: legacy)
    monkeypatch.setattr(sys, "platform", "win32")
    assert taken(tty) == looks


# --- how wide it is


@pytest.mark.parametrize(("asked", "width"), [(5, 20), (20, 20), (88, 88), (200, MAX_WIDTH)])
def test_a_screen_is_neither_too_narrow_nor_too_wide_to_read(asked: int, width: int, pipe: TextIO) -> None:
    assert terminal_for(pipe, asked).width == width
    assert console_for(pipe, asked).width == width


@pytest.mark.parametrize(
    ("columns", "width"), [("47", 47), ("7", 20), ("300", MAX_WIDTH), ("", 66), ("x", 66), ("0", 66), ("²", 66)]
)
def test_the_environment_says_how_wide_or_the_terminal_does(
    columns: str, width: int, pipe: TextIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((66, 20)))
    given(monkeypatch, {"COLUMNS": columns})
    assert terminal_for(pipe).width == width


def test_a_dumb_terminal_tells_its_width_like_any_other(tty: TextIO, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, {"TERM": "dumb", "COLUMNS": "47"})
    assert terminal_for(tty).width == 47


@pytest.mark.parametrize("last", [0, 1, 2])
def test_any_of_the_streams_may_lead_to_the_terminal(last: int, pipe: TextIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def size(stream: int) -> os.terminal_size:
        if stream != last:
            raise OSError
        return os.terminal_size((66, 20))

    monkeypatch.setattr(os, "get_terminal_size", size)
    given(monkeypatch, {})
    assert terminal_for(pipe).width == console_for(pipe).width == 66


@pytest.mark.parametrize("told", [OSError, (0, 0)], ids=["no terminal", "a terminal that does not know"])
def test_who_is_told_nothing_takes_80(
    told: type[OSError] | tuple[int, int], pipe: TextIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def size(_: int) -> os.terminal_size:
        if isinstance(told, tuple):
            return os.terminal_size(told)
        raise told

    monkeypatch.setattr(os, "get_terminal_size", size)
    given(monkeypatch, {})
    assert terminal_for(pipe).width == console_for(pipe).width == 80


# --- what is written


@pytest.mark.parametrize(
    ("looks", "written"),
    [
        (NOTHING, " stop\n"),
        (STYLES_ALONE, " \x1b[1mstop\x1b[0m\n"),
        (EVERYTHING, " \x1b[1;31mstop\x1b[0m\n"),
    ],
)
def test_a_line_is_written_as_the_terminal_takes_it(looks: tuple[bool, bool], written: str) -> None:
    file = io.StringIO()
    Terminal(file, 80, *looks).write([LINE])
    assert file.getvalue() == written


def test_nothing_is_written_of_a_page_that_fails(tmp_path: Path) -> None:
    path = tmp_path / "page"
    with path.open("w") as file, pytest.raises(ZeroDivisionError):
        Terminal(file, 80, *NOTHING).write(((str(1 / number), ""),) for number in (1, 0))
    assert path.read_text() == ""


def test_no_style_needs_more_colours_than_every_terminal_has() -> None:
    used = [Style.parse(style).color or Color.default() for style in STYLES.values()]
    assert [color for color in used if color.number is not None and color.number >= 8] == []
