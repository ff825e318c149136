"""The outside world in one place: folders, clock, terminal. Everything below is handed what it needs from here."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ergo_cli.cli.console import is_console
from ergo_cli.errors import HistoryError, SettingsError

if TYPE_CHECKING:
    from msgspec import Struct

    from ergo_cli.content.library import Library
    from ergo_cli.store.history import History


_HOMELESS = "your home folder is not known; set HOME, or ERGO_HOME to a folder of your own"


def config_dir() -> Path:
    """Return the folder of the user's packs and settings; raises `SettingsError` if there can be none."""
    if home := os.environ.get("ERGO_HOME"):
        return Path(home)
    import platformdirs

    try:
        return platformdirs.user_config_path("ergo", appauthor=False)
    except RuntimeError as error:  # neither HOME nor an entry among the users
        raise SettingsError(_HOMELESS) from error


def data_home() -> Path:
    """Return the folder of the history; raises `HistoryError` if there can be none."""
    if home := os.environ.get("ERGO_HOME"):
        return Path(home)
    import platformdirs

    try:
        return platformdirs.user_data_path("ergo", appauthor=False)
    except RuntimeError as error:
        raise HistoryError(_HOMELESS) from error


def has_own_folders() -> bool:
    """Return whether the folders are those with ergo's name, and not one that the user has chosen."""
    return not os.environ.get("ERGO_HOME")


def packs_dir() -> Path | None:
    """Return the folder of the user's packs; None if there can be none."""
    try:
        return config_dir() / "packs"
    except SettingsError:
        return None


def library(*, packs: bool = True) -> Library:
    """Return the shipped content, with the user's packs unless it is wanted alone."""
    from ergo_cli.content.library import Library
    from ergo_cli.content.locate import data_dir

    return Library(data_dir(), packs_dir() if packs else None)


_HISTORY = "history.db"


def history() -> History:
    """Return the user's history."""
    from ergo_cli.store.history import History

    return History(data_home() / _HISTORY, ours=has_own_folders())


def has_history() -> bool:
    """Return whether there may be one, without what it takes to open it."""
    try:
        (data_home() / _HISTORY).stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True  # opening it will tell what is wrong
    return True


def record(kind: str, answers: Mapping[str, str], result: Struct, digest: str) -> None:
    """Keep *result*, what came of *answers*, in the history; *digest* names the content behind it."""
    import msgspec

    history().record(kind, now(), digest, answers, msgspec.json.encode(result))


def now() -> datetime:
    """Return the time, with the local zone."""
    return datetime.now().astimezone()


def can_ask(*, no_input: bool) -> bool:
    """Return whether there is somebody to ask: a terminal on both ends, and no `--no-input`."""
    return not no_input and all(map(_is_terminal, (sys.stdin, sys.stdout)))


def _is_terminal(stream: TextIO) -> bool:
    """Return whether *stream* is a terminal; on Windows NUL says that it is one."""
    return stream.isatty() and (sys.platform != "win32" or is_console(stream))


def can_animate() -> bool:
    """Return whether the terminal can redraw itself and its user wants it to."""
    usual = "" if sys.platform == "win32" else "dumb"  # nobody sets it there
    return os.environ.get("TERM", usual) not in {"dumb", "unknown"} and not os.environ.get("ACCESSIBLE")


# ISO 3166-1 has reserved these, because people write them.
_OTHER_CODES = {"UK": "GB", "EL": "GR"}


def country(option: str | None, configured: str | None = None) -> str | None:
    """Return the country code to take emergency numbers for: *option*, else what is *configured*, else the locale's."""
    if code := option or configured:
        return _OTHER_CODES.get(code.upper(), code.upper())
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        language, _, region = os.environ.get(name, "").partition(".")[0].partition("_")
        if language and len(region) == 2:  # noqa: PLR2004  # ISO 3166-1 alpha-2
            return region.upper()
    return None
