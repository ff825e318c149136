"""Files and folders for their owner alone: made so, and closed again if they are ours and have become open to others.

Nothing here ever fails: what cannot be closed stays as it is.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
# A folder with one of these is meant for more than one user.
_SHARED = stat.S_ISVTX | stat.S_ISGID
_OURS = re.compile(r"history\.db(\.damaged-\d+)?(-wal|-shm|-journal)?|config\.toml|\.config\.toml\.new|packs")


def close_to_others(folder: Path, files: Iterable[Path] = (), *, ours: bool) -> None:
    """Close *files*, and their *folder* if that is *ours* by its name, or else if it holds nothing but what is ours."""
    with suppress(OSError):
        if folder.is_dir() and ((ours and not folder.is_symlink()) or _holds_ours_alone(folder)):
            _close(folder)
    for file in files:
        _close(file)


def _holds_ours_alone(folder: Path) -> bool:
    shared = folder.stat().st_mode & _SHARED
    return not shared and all(_OURS.fullmatch(entry.name) for entry in folder.iterdir())


def _close(path: Path) -> None:
    """Take from all but its owner, if that is the user, what they may do with *path*."""
    if sys.platform == "win32":  # no modes; who may do what there is inherited from the folder
        return
    with suppress(OSError):
        found = path.stat()
        if found.st_uid == os.geteuid() and found.st_mode & _OTHERS:
            path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
