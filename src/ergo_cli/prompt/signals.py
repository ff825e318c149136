"""Signals that would leave the terminal in a state that nobody can use, were they obeyed at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

# Windows has no SIGTSTP and no SIGHUP; Ctrl-Break, and a console that is closed, are its SIGBREAK.
_STOP = getattr(signal, "SIGTSTP", None)
_END = [number for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if (number := getattr(signal, name, None))]


@contextmanager
def held_signals() -> Iterator[Callable[[], bool]]:
    """Yield a function that tells whether the program was asked to stop (Ctrl-Z); what ends it ends it in order.

    What is to be ignored, as SIGHUP under nohup, stays so.
    """
    asked: list[int] = []

    def end(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)  # as a shell reports it

    handlers: dict[int, Callable[[int, FrameType | None], None]] = dict.fromkeys(_END, end)
    if _STOP:
        handlers[_STOP] = lambda number, _: asked.append(number)
    heard = {number: handler for number, handler in handlers.items() if signal.getsignal(number) is not signal.SIG_IGN}
    before = {number: signal.signal(number, handler) for number, handler in heard.items()}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def stop() -> None:
    """Stop the program until the shell takes it up again."""
    if _STOP:
        os.kill(os.getpid(), _STOP)
