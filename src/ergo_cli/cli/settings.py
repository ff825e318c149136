"""The user's settings, `config.toml` in the folder of the configuration."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from ergo_cli.cli.wiring import config_dir, has_own_folders
from ergo_cli.content.model.base import END
from ergo_cli.errors import SettingsError
from ergo_cli.plain import clean
from ergo_cli.store.private import close_to_others


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """What can be set.

    That is the *country* for emergency numbers, after how many *screening_days* to screen again, and the *glyphs* that
    figures are drawn with.
    """

    country: Annotated[str, Meta(pattern="^[A-Za-z]{2}" + END)] | None = None
    screening_days: Annotated[int, Meta(ge=1, le=365)] = 30
    glyphs: Literal["auto", "braille", "block", "ascii"] = "auto"


_POSSIBLE = (
    'It may say: country = "GB", screening_days = 30 (from 1 to 365), '
    'and glyphs = "auto" (or "braille", "block", "ascii").'
)


def settings() -> Settings:
    """Return the user's settings, or the defaults; raises `SettingsError` if the file cannot be used."""
    path = config_dir() / "config.toml"
    try:
        # Editors on Windows may begin a file with a mark.
        return msgspec.toml.decode(path.read_bytes().removeprefix(BOM_UTF8), type=Settings)
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except (OSError, ValueError) as error:
        raise _unusable(path, error) from error


def keep_country(code: str) -> None:
    """Write the country *code* into the settings, which have none yet; raises `SettingsError` if that fails."""
    path = config_dir() / "config.toml"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        close_to_others(path.parent, ours=has_own_folders())
        # What a link leads to is replaced: people keep their settings elsewhere and link to them.
        path = path.resolve()
        # As bytes: TOML is UTF-8, whatever the locale. In front: what follows a table's head belongs to it.
        before = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        _replace(path, f'country = "{code}"\n{before}'.encode())
    except (OSError, ValueError) as error:
        raise _unusable(path, error) from error


def _replace(path: Path, content: bytes) -> None:
    """Write *content* beside *path* first, for the owner alone: a full disk must not cost the settings."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    try:
        with open(beside, "xb", opener=partial(os.open, mode=0o600)) as stream:
            stream.write(content)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def _unusable(path: Path, error: Exception) -> SettingsError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    hint = f"\n{_POSSIBLE}" if isinstance(error, msgspec.ValidationError) else ""
    return SettingsError(f"{clean(str(path))}: {clean(reason)}{hint}")
