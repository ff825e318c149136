"""The styles, by name. Colour never carries a meaning alone: each tone also has its words or marks."""

from __future__ import annotations

STYLES = {
    "title": "bold",
    "plain": "default",
    "muted": "dim",
    "good": "green",
    "warn": "yellow",
    "danger": "bold red",
    "accent": "bold cyan",
    "command": "cyan",
    "mark": "dim",
    # What figures are made of; never white, which a light terminal would not show.
    "figure.body": "default",
    "figure.accent": "bold magenta",
    "figure.prop": "cyan",
    "figure.cue": "green",
    "figure.trail": "dim",
    # The numbers of what is to be looked at: reversed, because they stand in the body.
    "figure.good": "bold reverse green",
    "figure.bad": "bold reverse red",
    "figure.mark": "bold reverse cyan",
}
