"""Stretches as a film strip, or as a page that plays them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ergo_cli.content.library import Library
    from ergo_cli.content.model.base import Advice
    from ergo_cli.content.model.stretches import Stretch

# Pictures of a movement in a strip.
_FRAMES = 4


def print_film(content: Library, stretches: Sequence[Stretch], *, moving: bool) -> None:
    """Print the movements of *stretches*: as an SVG film strip each or, *moving*, as an HTML page.

    Raises `UsageError` if there are none, `NothingFoundError` if none has a figure.
    """
    from ergo_cli.cli.output import print_markup
    from ergo_cli.content.model.figures import Clips, Poses, Props
    from ergo_cli.errors import NothingFoundError, UsageError
    from ergo_cli.figure.film import Take, page, scenes, strips
    from ergo_cli.figure.pose import starting
    from ergo_cli.figure.scene import figure

    if not stretches:
        raise UsageError("say which stretches to draw: ergo stretch --show neck-stretch -f svg")
    poses, props = starting(content.read(Poses).poses), content.read(Props).props
    clips = {clip.id: clip for clip in content.read(Clips).clips}
    parts = [part for stretch in stretches for part in stretch.parts if part.figure]
    title = ", ".join(stretch.name for stretch in stretches)
    if not parts:
        raise NothingFoundError(f"there is no figure of: {title}")
    takes = [Take(figure(clips[part.figure or ""], poses, props), part.steps) for part in parts]
    print_markup(
        page(title, takes, _notes(content, stretches))
        if moving
        else strips(title, [scenes(take.figure, _FRAMES) for take in takes])
    )


def _notes(content: Library, stretches: Sequence[Stretch]) -> dict[str, list[str]]:
    """Return what is to be heeded with *stretches*: a page is seen without the program."""
    from ergo_cli.content.model.stretches import Stretches

    rules = content.read(Stretches)
    stop = (*rules.stop, *(advice for stretch in stretches for advice in stretch.stop))
    return {
        "Take care": _texts(advice for stretch in stretches for advice in stretch.cautions),
        "For every stretch": _texts(rules.principles),
        "When to stop": _texts(stop),
    }


def _texts(advice: Iterable[Advice]) -> list[str]:
    """Return each text once."""
    return list(dict.fromkeys(entry.text for entry in advice))
