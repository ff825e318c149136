"""Where the shipped content is: inside the wheel, or at the root of a checkout."""

from __future__ import annotations

from pathlib import Path


def data_dir() -> Path:
    """Return the folder of the shipped content."""
    package = Path(__file__).parents[1]
    installed = package / "data"
    return installed if installed.is_dir() else package.parents[1] / "data"
