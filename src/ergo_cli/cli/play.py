"""What runs in time at a terminal: the guided session and the countdown. The engine says what a second or key does."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ergo_cli.cli.wiring import can_animate

if TYPE_CHECKING:
    from rich.console import Console

    from ergo_cli.content.model.base import Advice
    from ergo_cli.content.model.stretches import Stretch
    from ergo_cli.engine.session import Key, Session
    from ergo_cli.figure.cells import Glyphs
    from ergo_cli.render.figure import Figures, Shot
    from ergo_cli.render.screen import Screen
    from ergo_cli.render.stage import Stage

_KEYS: dict[str, Key] = {
    " ": "pause",
    "n": "next",
    "\x1b[C": "next",
    "\x1bOC": "next",
    "b": "back",
    "\x1b[D": "back",
    "\x1bOD": "back",
    "r": "again",
    "s": "skip",
    "q": "quit",
}
# Seconds between two looks at the keys while nothing on the screen moves but the countdown.
_STILL = 0.25


def play(
    stretches: Sequence[Stretch],
    stop: Sequence[Advice],
    figures: Figures | None,
    characters: Glyphs,
    *,
    animation: bool,
    bell: bool,
) -> None:
    """Guide the user through *stretches* and say at the end what was done."""
    import sys

    from ergo_cli.engine.session import begin
    from ergo_cli.render.console import console_for
    from ergo_cli.render.session import summary
    from ergo_cli.render.stage import Stage
    from ergo_cli.render.terminal import terminal_for
    from ergo_cli.render.text import render

    console = console_for(sys.stdout)
    session = begin(stretches)
    ring: Callable[[], None] = console.bell if bell else lambda: None
    if animation and can_animate() and not console.legacy_windows:
        session = _animated(session, Stage(session.phases, stop, figures, characters), console, ring)
    else:
        session = _line_by_line(session, figures, ring)
    render(summary(session), terminal_for(sys.stdout))


def _animated(session: Session, stage: Stage, console: Console, ring: Callable[[], None]) -> Session:
    """Run *session* on the alternate screen, which leaves the terminal as it was, whatever happens."""
    from ergo_cli.prompt.keys import reading
    from ergo_cli.prompt.signals import held_signals, stop
    from ergo_cli.render.screen import alternate_screen

    while not session.over:
        with held_signals() as stopped, reading() as read, alternate_screen(console) as screen:
            session = _watched(session, stage, screen, read, ring, stopped)
        if not session.over:
            stop()
    return session


def _watched(
    session: Session,
    stage: Stage,
    screen: Screen,
    read: Callable[[float], list[str]],
    ring: Callable[[], None],
    stopped: Callable[[], bool],
) -> Session:
    """Run *session* until it is over, or is to be *stopped* for a while."""
    from ergo_cli.engine.session import press, tick

    before = time.monotonic()
    while not session.over and not stopped():
        size, shot = screen.size, stage.shot(session)
        screen.show(stage.frame(session, size, shot), size)
        wait = _wait(session, shot) - (time.monotonic() - before)
        keys = read(max(0.0, wait))
        after = time.monotonic()
        index = session.index
        session, before = tick(session, after - before), after
        if session.index != index:
            ring()
        for key in keys:
            if key in _KEYS and not session.over:
                session = press(session, _KEYS[key])
    return session


def _wait(session: Session, shot: Shot | None) -> float:
    from ergo_cli.render.figure import RATE

    if session.paused:
        return _STILL
    return min(1 / RATE if shot and shot.moves else _STILL, session.left)


def _line_by_line(session: Session, figures: Figures | None, ring: Callable[[], None]) -> Session:
    """Run *session* as one line a phase: for screen readers, logs and terminals that cannot redraw."""
    import sys

    from ergo_cli.engine.session import tick
    from ergo_cli.render.session import line
    from ergo_cli.render.terminal import terminal_for
    from ergo_cli.render.text import render

    while not session.over:
        ring()
        render(line(session, figures.still if figures else None), terminal_for(sys.stdout))
        sys.stdout.flush()
        time.sleep(session.left)
        session = tick(session, session.left)
    return session


def count_down(seconds: int) -> None:
    """Count *seconds* down on one line, until a key is pressed."""
    import sys

    from ergo_cli.prompt.keys import reading
    from ergo_cli.render.console import console_for
    from ergo_cli.render.session import countdown

    if not can_animate():
        time.sleep(seconds)
        return
    from rich.live import Live
    from rich.text import Text

    end = time.monotonic() + seconds
    console = console_for(sys.stdout)
    with reading() as read, Live(console=console, auto_refresh=False, transient=True) as live:
        while (left := end - time.monotonic()) > 0:
            live.update(Text.assemble(*countdown(left, seconds, console.width)), refresh=True)
            if read(_STILL):
                return
