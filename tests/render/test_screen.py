from __future__ import annotations

import io

import pyte
import pytest

from ergo_cli.render.console import console_for
from ergo_cli.render.lines import Line
from ergo_cli.render.screen import Screen, alternate_screen

SIZE = (20, 4)


def plain(*texts: str) -> list[Line]:
    return [((text, "plain"),) for text in texts]


@pytest.fixture
def file() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def screen(file: io.StringIO) -> Screen:
    return Screen(console_for(file, 80))


def shown(file: io.StringIO, size: tuple[int, int] = SIZE) -> list[str]:
    terminal = pyte.Screen(*size)
    pyte.Stream(terminal).feed(file.getvalue())
    return [line.rstrip() for line in terminal.display]


def test_a_frame_is_shown_line_by_line(screen: Screen, file: io.StringIO) -> None:
    screen.show(plain("one", "", "three"), SIZE)
    assert shown(file) == ["one", "", "three", ""]


def test_only_what_differs_is_written(screen: Screen, file: io.StringIO) -> None:
    screen.show(plain("one", "two"), SIZE)
    written = len(file.getvalue())
    screen.show(plain("one", "2"), SIZE)
    assert shown(file) == ["one", "2", "", ""]
    assert "one" not in file.getvalue()[written:]
    written = len(file.getvalue())
    screen.show(plain("one", "2"), SIZE)
    assert len(file.getvalue()) == written


def test_fewer_lines_leave_nothing_behind(screen: Screen, file: io.StringIO) -> None:
    screen.show(plain("one", "two", "three"), SIZE)
    screen.show(plain("one"), SIZE)
    screen.show(plain("one", "two"), SIZE)
    assert shown(file) == ["one", "two", "", ""]


def test_another_size_starts_anew(screen: Screen, file: io.StringIO) -> None:
    screen.show(plain("one", "two"), (30, 6))
    screen.show(plain("uno"), SIZE)
    assert shown(file) == ["uno", "", "", ""]


def test_what_is_too_long_or_too_much_is_cut(screen: Screen, file: io.StringIO) -> None:
    screen.show(plain("x" * 99, *"abcdef"), SIZE)
    assert shown(file) == ["x" * 19, "a", "b", "c"]


def test_without_a_terminal_the_size_is_the_usual(screen: Screen) -> None:
    assert screen.size == (80, 24)


def test_the_terminal_is_given_back_whatever_happens(file: io.StringIO) -> None:
    with pytest.raises(KeyboardInterrupt), alternate_screen(console_for(file, 80)):
        raise KeyboardInterrupt
    assert file.getvalue().startswith("\x1b[?1049h")
    assert file.getvalue().endswith("\x1b[?25h\x1b[?1049l")
