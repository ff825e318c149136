"""The shipped figures, set up once for all tests."""

from __future__ import annotations

from functools import cache

import pytest

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.figures import Clips, Pictures, Poses, Props
from ergo_cli.content.model.stretches import Part, Stretches
from ergo_cli.figure.motion import Motion, Step
from ergo_cli.figure.pose import starting
from ergo_cli.figure.scene import Figure, figure

_LIBRARY = Library(data_dir())
POSES = starting(_LIBRARY.read(Poses).poses)
PROPS = _LIBRARY.read(Props).props
CLIPS = {clip.id: clip for clip in _LIBRARY.read(Clips).clips}
PICTURES = _LIBRARY.read(Pictures).pictures
PARTS: dict[str, Part] = {
    part.figure or "": part for stretch in _LIBRARY.read(Stretches).stretches for part in stretch.parts
}

each_clip = pytest.mark.parametrize("name", CLIPS)


@cache
def shipped(name: str) -> Figure:
    """Return the shipped figure of that name."""
    return figure(CLIPS[name], POSES, PROPS)


def steps(motion: Motion) -> tuple[Step, ...]:
    return motion.approach + motion.loop
