"""The console of Windows, which is asked for what terminals elsewhere are; there, there is none."""

from __future__ import annotations

import sys
from typing import TextIO

# ENABLE_VIRTUAL_TERMINAL_PROCESSING
_OBEYS = 0x4


def is_console(stream: TextIO) -> bool:
    """Return whether *stream* is a console: NUL is a character device as well, which is all that `isatty` looks at."""
    return _mode(stream) is not None


def obey_escape_codes(stream: TextIO) -> None:
    """Have the console of *stream* obey escape codes until the program ends; by default it shows them."""
    before = _mode(stream)
    if before is not None and not before & _OBEYS and _set_mode(stream, before | _OBEYS):
        import atexit

        atexit.register(_set_mode, stream, before)


def _mode(stream: TextIO) -> int | None:
    """Return the mode of the console of *stream*; None if it is no console."""
    if sys.platform == "win32" and stream.isatty():
        import msvcrt
        from ctypes import byref, windll
        from ctypes.wintypes import DWORD, HANDLE

        mode = DWORD()
        handle = HANDLE(msvcrt.get_osfhandle(stream.fileno()))
        if windll.kernel32.GetConsoleMode(handle, byref(mode)):
            return mode.value
    return None


def _set_mode(stream: TextIO, mode: int) -> bool:
    """Give the console of *stream* this *mode*; return whether it took it."""
    if sys.platform == "win32":
        import msvcrt
        from ctypes import windll
        from ctypes.wintypes import DWORD, HANDLE

        return bool(windll.kernel32.SetConsoleMode(HANDLE(msvcrt.get_osfhandle(stream.fileno())), DWORD(mode)))
    return False
