from __future__ import annotations

import os
import select
import sys
import termios
from collections.abc import Iterator

import pytest

from ergo_cli.prompt.keys import reading

SOON = 10  # seconds that no test comes to wait


class Terminal:
    """A terminal whose keyboard a test has its fingers on."""

    def __init__(self) -> None:
        self._keyboard, self.fd = os.openpty()

    def press(self, keys: bytes) -> None:
        os.write(self._keyboard, keys)

    def hang_up(self) -> None:
        if self._keyboard >= 0:
            os.close(self._keyboard)
        self._keyboard = -1

    def settings(self) -> list[int | list[bytes | int]]:
        return termios.tcgetattr(self.fd)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    found = Terminal()
    with open(found.fd, closefd=False) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield found
    os.close(found.fd)
    found.hang_up()


@pytest.mark.parametrize(
    ("pressed", "keys"),
    [
        (b"n", ["n"]),
        (b" ", [" "]),
        (b"nbr", ["n", "b", "r"]),
        (b"\x1b[C", ["\x1b[C"]),
        (b"\x1bOD", ["\x1bOD"]),
        (b"\x1b[Cn\x1b[D", ["\x1b[C", "n", "\x1b[D"]),
        (b"\x1b", ["\x1b"]),
        (b"\r", ["\n"]),
        ("é".encode(), ["é"]),
        (b"\xffn", ["n"]),
    ],
)
def test_keys_arrive_without_enter_and_arrows_in_one_piece(pressed: bytes, keys: list[str], terminal: Terminal) -> None:
    with reading() as read:
        terminal.press(pressed)
        assert read(SOON) == keys


def test_without_a_key_there_is_nothing_to_read(terminal: Terminal) -> None:
    with reading() as read:
        assert read(0) == []
        terminal.press(b"q")
        assert read(SOON) == ["q"]
        assert read(0) == []


def test_keys_are_not_echoed(terminal: Terminal) -> None:
    with reading():
        local_modes = terminal.settings()[3]
    assert isinstance(local_modes, int)
    assert not local_modes & termios.ECHO
    assert local_modes & termios.ISIG


def test_the_terminal_is_left_as_it_was(terminal: Terminal) -> None:
    before = terminal.settings()
    with reading():
        assert terminal.settings() != before
    assert terminal.settings() == before


def test_the_terminal_is_left_as_it_was_when_interrupted(terminal: Terminal) -> None:
    before = terminal.settings()
    with pytest.raises(KeyboardInterrupt), reading():
        raise KeyboardInterrupt
    assert terminal.settings() == before


def test_what_is_typed_too_late_does_not_reach_the_shell(terminal: Terminal) -> None:
    with reading():
        terminal.press(b"rm\n")
        select.select([terminal.fd], [], [], SOON)
    assert select.select([terminal.fd], [], [], 0)[0] == []


def test_a_terminal_that_goes_away_is_an_end(terminal: Terminal) -> None:
    with reading() as read:
        terminal.hang_up()
        with pytest.raises(OSError, match="Input/output error"):
            read(SOON)


def test_a_terminal_that_is_gone_is_an_end(terminal: Terminal) -> None:
    terminal.hang_up()
    with pytest.raises(OSError, match="Input/output error"), reading():
        pass
