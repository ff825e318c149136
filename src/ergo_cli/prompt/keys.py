"""Single keys while something is running: the terminal hands them over at once, and is left as it was."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

# An arrow key is three bytes; a lone Escape is one.
_TOKEN = re.compile(r"\x1b\[[A-D]|\x1bO[A-D]|[\s\S]")

if sys.platform == "win32":
    import msvcrt

    @contextmanager
    def reading() -> Iterator[Callable[[float], list[str]]]:
        """Yield a function that waits up to so many seconds and returns the keys pressed meanwhile."""

        def read(seconds: float) -> list[str]:
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                if msvcrt.kbhit():
                    return [msvcrt.getwch()]
                time.sleep(0.02)
            return []

        yield read

else:
    import os
    import select
    import termios
    import tty

    @contextmanager
    def reading() -> Iterator[Callable[[float], list[str]]]:
        """Yield a function that waits up to so many seconds and returns the keys pressed meanwhile."""
        fd = sys.stdin.fileno()
        before = termios.tcgetattr(fd)

        def read(seconds: float) -> list[str]:
            start = time.monotonic()
            ready, _, _ = select.select([fd], [], [], seconds)
            if not ready:
                return []
            data = os.read(fd, 64)
            if not data:  # the terminal is gone: do not spin
                time.sleep(max(0.0, seconds - (time.monotonic() - start)))
            # Before 3.12.2, Python hands Enter over as it is.
            return _TOKEN.findall(data.decode(errors="ignore").replace("\r", "\n"))

        try:
            tty.setcbreak(fd)
            yield read
        finally:
            with suppress(termios.error):  # the terminal may be gone
                termios.tcsetattr(fd, termios.TCSAFLUSH, before)  # without what was typed too late
