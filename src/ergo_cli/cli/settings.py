"""The user's settings, `config.toml` in the folder of the configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from ergo_cli.cli.wiring import config_dir
from ergo_cli.content.model.base import END
from ergo_cli.errors import SettingsError
from ergo_cli.plain import clean


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """What can be set.

    That is the *country* for emergency numbers, after how many *screening_days* to screen again, and the *glyphs* that
    figures are drawn with.
    """

    country: Annotated[str, Meta(pattern="^[A-Za-z]{2}" + END)] | None = None
    screening_days: Annotated[int, Meta(ge=1, le=365)] = 30
    glyphs: Literal["auto", "braille", "block", "ascii"] = "auto"


def settings() -> Settings:
    """Return the user's settings, or the defaults; raises `SettingsError` if the file cannot be used."""
    path = config_dir() / "config.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Settings)
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except (OSError, ValueError) as error:
        raise _unusable(path, error) from error


def keep_country(code: str) -> None:
    """Write the country *code* into the settings, which have none yet; raises `SettingsError` if that fails."""
    path = config_dir() / "config.toml"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        before = path.read_text() if path.exists() else ""
        # Beside it first: a full disk must not cost the settings. In front: what follows a table's head belongs to it.
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(f'country = "{code}"\n{before}')
        beside.chmod(0o600)
        beside.replace(path)
    except (OSError, ValueError) as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: Exception) -> SettingsError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return SettingsError(f"{clean(str(path))}: {clean(reason)}")
