"""Which view shows which kind of result; only the one that is wanted is imported."""

from __future__ import annotations

from importlib import import_module
from typing import Literal

from ergo_cli.render.blocks import View

Kind = Literal[
    "home",
    "screen",
    "screen-status",
    "emergency",
    "stretch",
    "stretches",
    "posture",
    "troubleshoot",
    "symptoms",
    "setup-check",
    "setup-check-rosa",
    "setup-check-show",
    "setup-check-diff",
    "fit",
    "break",
    "breaks",
    "habits",
    "content",
    "content-lint",
    "data-path",
    "data-export",
    "data-forget",
]


# The module of each view, by the first word of its kind; what is not here is in `guides`.
_MODULES = {
    "screen": "screen",
    "emergency": "screen",
    "setup": "setup_check",
    "setup-check-rosa": "rosa",
    "fit": "fit",
    "data": "data",
    "troubleshoot": "troubleshoot",
    "symptoms": "troubleshoot",
    "stretch": "stretch",
    "stretches": "stretch",
}


def view_of(kind: Kind) -> View:
    """Return the view for *kind*."""
    module = _MODULES.get(kind) or _MODULES.get(kind.partition("-")[0], "guides")
    views: dict[str, View] = import_module(f"ergo_cli.render.views.{module}").VIEWS
    return views[kind]
