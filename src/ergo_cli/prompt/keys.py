"""Single keys while something is running: the terminal hands them over at once, and is left as it was."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

# An arrow key is three bytes; a lone Escape is one.
_TOKEN = re.compile(r"\x1b\[[A-D]|\x1bO[A-D]|[\s\S]")

if sys.platform == "win32":
    import msvcrt
    import time

    # A special key comes in two parts. The first is not all: à is typed, too, and looks like it.
    _FIRST = "\0\xe0"
    _SECOND = {"H": "\x1b[A", "P": "\x1b[B", "M": "\x1b[C", "K": "\x1b[D"}
    # Seconds between two looks at the keyboard; no wait for it has an end of its own.
    _POLL = 0.02

    @contextmanager
    def reading() -> Iterator[Callable[[float], list[str]]]:
        """Yield a function that waits up to so many seconds and returns the keys pressed meanwhile."""

        def read(seconds: float) -> list[str]:
            end = time.monotonic() + seconds
            while not msvcrt.kbhit():
                left = end - time.monotonic()
                if left <= 0:
                    return []
                time.sleep(min(_POLL, left))
            return list(_pressed())

        try:
            yield read
        finally:
            list(_pressed())  # what was typed too late

    def _pressed() -> Iterator[str]:
        """Yield the keys that wait; a special key that is no arrow as an empty one."""
        while msvcrt.kbhit():
            key = msvcrt.getwch()
            if key == "\x03":  # only if the console does not make a signal of it
                raise KeyboardInterrupt
            if key in _FIRST and _goes_on(key):
                yield _SECOND.get(msvcrt.getwch(), "")
            else:
                yield "\n" if key == "\r" else key

    def _goes_on(first: str) -> bool:
        """Return whether *first* has a second part, which the runtime library keeps where only one character has room."""
        try:
            msvcrt.ungetwch(first)
        except OSError:
            return True
        msvcrt.getwch()
        return False

else:
    import errno
    import os
    import select
    import termios
    import tty

    @contextmanager
    def reading() -> Iterator[Callable[[float], list[str]]]:
        """Yield a function that waits up to so many seconds and returns the keys pressed meanwhile.

        Raises `OSError` (EIO) where the terminal is gone, and so does the function.
        """
        fd = sys.stdin.fileno()
        try:
            before = termios.tcgetattr(fd)
        except termios.error as error:
            raise OSError(*error.args) from error

        def read(seconds: float) -> list[str]:
            ready, _, _ = select.select([fd], [], [], seconds)
            if not ready:
                return []
            data = os.read(fd, 64)
            if not data:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            # Before 3.12.2, Python hands Enter over as it is.
            return _TOKEN.findall(data.decode(errors="ignore").replace("\r", "\n"))

        try:
            with suppress(termios.error):  # the first to read will find out
                tty.setcbreak(fd)
            yield read
        finally:
            with suppress(termios.error):  # the terminal may be gone
                termios.tcsetattr(fd, termios.TCSAFLUSH, before)  # without what was typed too late
