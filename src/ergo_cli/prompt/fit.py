"""Texts that fit the window, also when it changes its size while they are shown."""

from __future__ import annotations

import os
import textwrap
from typing import Self, TypeVar

from prompt_toolkit.application import Application
from prompt_toolkit.output import Output

T = TypeVar("T")

# Narrower than this, nothing is readable anyway.
_LEAST = 12
# A longer answer gets lines of its own.
_SHORT = 18


def fit(text: str, margin: int, columns: int, *, room: int = 0) -> list[str]:
    """Return *text* in rows for behind a *margin*; the last leaves *room* for what will stand behind it.

    The last column stays free: prompt_toolkit would cut off, or break inside a word, what reaches into it.
    """
    width = max(columns - margin - 1, _LEAST)
    rows = textwrap.wrap(text, width, break_on_hyphens=False) or [""]
    if len(rows[-1]) + room > width:
        rows[-1:] = textwrap.wrap(rows[-1], max(width - room, _LEAST), break_on_hyphens=False)
    return rows


def beside(answer: str) -> bool:
    """Return whether *answer* is short enough to stand behind its question."""
    return len(answer) <= _SHORT


class Fitted(str):
    """A question that is wrapped whenever it is drawn: questionary formats its messages each time."""

    __slots__ = ("_output", "_room")

    def __new__(cls, text: str, output: Output, room: int) -> Self:  # noqa: D102, ARG004  # for __init__
        return super().__new__(cls, text)

    def __init__(self, text: str, output: Output, room: int) -> None:  # noqa: ARG002  # for __new__
        self._output, self._room = output, room

    def __format__(self, spec: str) -> str:
        return "\n  ".join(fit(str(self), 2, self._output.get_size().columns, room=self._room))


def follow(application: Application[T]) -> Application[T]:
    """Let *application* take away all that it drew when its window becomes narrower.

    Most terminals break long lines anew then, and what was one row is two; prompt_toolkit goes up by as many as it drew.
    """
    if _cuts_lines_off():
        return application
    output = application.output
    drawn: list[int] = []  # the last column in use, in each row down to the cursor

    def remember(_: object) -> None:
        if screen := application.renderer.last_rendered_screen:
            cursor = screen.get_cursor_position(application.layout.current_window)
            rows = (screen.data_buffer[y].items() for y in range(cursor.y))
            drawn[:] = [max((x for x, cell in row if cell.char != " "), default=0) for row in rows]
            drawn.append(cursor.x)

    def go_up(_: object) -> None:
        columns = output.get_size().columns
        if broken := sum(last // columns for last in drawn):
            output.cursor_up(broken)
            output.erase_down()

    application.after_render += remember
    application.before_render += go_up
    return application


def _cuts_lines_off() -> bool:
    """Return whether the terminal is one of the few that leave each row where it is: there, going up would erase others."""
    tmux = "TMUX" in os.environ
    return not tmux and (bool({"XTERM_VERSION", "STY"} & os.environ.keys()) or os.environ.get("TERM") == "linux")
