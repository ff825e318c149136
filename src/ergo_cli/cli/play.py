"""What runs in time at a terminal: the guided session and the countdown. The engine says what a second or key does."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ergo_cli.cli.wiring import can_animate

if TYPE_CHECKING:
    from ergo_cli.content.model.base import Advice
    from ergo_cli.content.model.stretches import Stretch
    from ergo_cli.engine.session import Key, Session

_KEYS: dict[str, Key] = {
    " ": "pause",
    "n": "next",
    "\x1b[C": "next",
    "\x1bOC": "next",
    "b": "back",
    "\x1b[D": "back",
    "\x1bOD": "back",
    "r": "again",
    "q": "quit",
}
_FRAME = 0.25


def play(stretches: Sequence[Stretch], stop: Sequence[Advice], *, animation: bool, bell: bool) -> None:
    """Guide the user through *stretches* and say at the end what was done."""
    import sys

    from ergo_cli.engine.session import begin
    from ergo_cli.render.session import summary
    from ergo_cli.render.text import console_for, render

    console = console_for(sys.stdout)
    session = begin(stretches)
    ring: Callable[[], None] = console.bell if bell else lambda: None
    redraw = animation and can_animate()
    session = _animated(session, stop, ring) if redraw else _line_by_line(session, ring)
    render(summary(session), console)


def _animated(session: Session, stop: Sequence[Advice], ring: Callable[[], None]) -> Session:
    """Run *session* on the alternate screen, which leaves the terminal as it was, whatever happens."""
    import sys

    from rich.live import Live

    from ergo_cli.engine.session import press, tick
    from ergo_cli.prompt.keys import reading
    from ergo_cli.render.session import frame
    from ergo_cli.render.text import console_for

    console = console_for(sys.stdout)
    with reading() as read, Live(console=console, screen=True, auto_refresh=False) as live:
        before = time.monotonic()
        while not session.over:
            live.update(frame(session, stop, console), refresh=True)
            keys = read(_FRAME)
            after = time.monotonic()
            index = session.index
            session, before = tick(session, after - before), after
            if session.index != index:
                ring()
            for key in keys:
                if key in _KEYS and not session.over:
                    session = press(session, _KEYS[key])
    return session


def _line_by_line(session: Session, ring: Callable[[], None]) -> Session:
    """Run *session* as one line a phase: for screen readers, logs and terminals that cannot redraw."""
    import sys

    from ergo_cli.engine.session import tick
    from ergo_cli.render.session import line
    from ergo_cli.render.text import console_for, render

    console = console_for(sys.stdout)
    while not session.over:
        ring()
        render(line(session), console)
        time.sleep(session.left)
        session = tick(session, session.left)
    return session


def count_down(seconds: int) -> None:
    """Count *seconds* down on one line, until a key is pressed."""
    import sys

    from ergo_cli.prompt.keys import reading
    from ergo_cli.render.session import countdown
    from ergo_cli.render.text import console_for

    if not can_animate():
        time.sleep(seconds)
        return
    from rich.live import Live

    end = time.monotonic() + seconds
    console = console_for(sys.stdout)
    with reading() as read, Live(console=console, auto_refresh=False, transient=True) as live:
        while (left := end - time.monotonic()) > 0:
            live.update(countdown(left, seconds, console.width), refresh=True)
            if read(_FRAME):
                return
