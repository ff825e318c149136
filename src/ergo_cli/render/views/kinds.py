"""Which view shows which kind of result; only the one that is wanted is imported."""

from __future__ import annotations

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
    "break",
    "breaks",
    "habits",
    "content",
    "content-lint",
]


def view_of(kind: Kind) -> View:
    """Return the view for *kind*."""
    match kind:
        case "screen" | "screen-status" | "emergency":
            from ergo_cli.render.views import screen

            return screen.VIEWS[kind]
        case "setup-check":
            from ergo_cli.render.views import setup_check

            return setup_check.VIEWS[kind]
        case "troubleshoot" | "symptoms":
            from ergo_cli.render.views import troubleshoot

            return troubleshoot.VIEWS[kind]
        case "stretch" | "stretches":
            from ergo_cli.render.views import stretch

            return stretch.VIEWS[kind]
        case _:
            from ergo_cli.render.views import guides

            return guides.VIEWS[kind]
