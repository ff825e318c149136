"""Figures as lines of texts with their styles: what a session shows of them now, each picture drawn once."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from ergo_cli.content.model.figures import Clips, Poses, Props
from ergo_cli.content.model.stretches import Part
from ergo_cli.engine.session import Phase, Session, part_seconds
from ergo_cli.figure.cells import Glyphs, Row, cells, runs
from ergo_cli.figure.motion import Moment, Motion, moment_at, still
from ergo_cli.figure.pose import starting
from ergo_cli.figure.scene import Figure, figure, scene
from ergo_cli.render.blocks import Picture
from ergo_cli.render.lines import Line

# Frames a second.
RATE = 12
# Those of the longest shipped loop, and some more: some 20 kB each.
_KEPT = 128
# Columns and rows of a still among printed lines, and what is left of it.
_STILL = (32, 16)
_INDENT = "     "


class Shot(NamedTuple):
    """A frame of the figure of *part*: so many *frames* after its work begins, on that *turn*; whether it *moves*."""

    part: Part
    turn: int
    frame: int
    moves: bool


class Figures:
    """The figures of stretches, set up when they are first shown."""

    def __init__(self, clips: Clips, poses: Poses, props: Props, glyphs: Glyphs) -> None:
        self.glyphs = glyphs
        self._clips = {clip.id: clip for clip in clips.clips}
        self._poses = starting(poses.poses)
        self._props = props.props
        self._figure = cache(self._set_up)
        self.lines = lru_cache(_KEPT)(self._lines)

    def has(self, part: Part) -> bool:
        """Return whether there is a figure of *part*."""
        return part.figure in self._clips

    def shot(self, session: Session) -> Shot | None:
        """Return what to show now: the way back from the work before, the approach to that which comes, the work."""
        now = session.phase
        before = session.phases[session.index - 1] if session.index else None
        back = self._motion(before).back if before and before.kind == "work" and self.has(before.part) else 0.0
        ahead = self._motion(now).lead if now.kind != "care" and self.has(now.part) else 0.0
        gone = now.seconds - session.left
        if now.kind == "work":
            return self._shot(now, gone)
        # Both ways take their own time; if there is less, they are faster.
        haste = max(1.0, (back + ahead) / now.seconds)
        if before and gone * haste < back:
            return self._shot(before, before.seconds + gone * haste)
        return self._shot(now, -session.left * haste if ahead else float("-inf"))

    def _shot(self, phase: Phase, seconds: float) -> Shot | None:
        """Return the frame *seconds* into the work of *phase*; one that looks the same has the same number."""
        if not self.has(phase.part):
            return None
        motion, work, frame = self._motion(phase), part_seconds(phase.part), 0
        moves = -motion.lead < seconds < (work + motion.back)
        if seconds < 0 or seconds >= work:
            frame = round(max(-motion.lead, min(work + motion.back, seconds)) * RATE)
        elif motion.loop:
            frame = round(seconds * RATE) % (phase.part.pace * RATE)
        else:
            moves = False
        return Shot(phase.part, phase.turn, frame, moves)

    def _lines(self, shot: Shot, columns: int, rows: int) -> tuple[Line, ...]:
        shown = self._figure(shot.part.figure or "")
        moment = moment_at(shown.motion, shot.part, shot.frame / RATE, shot.turn)
        return tuple(map(_line, cells(scene(shown, moment), columns, rows, self.glyphs)))

    def still(self, part: Part) -> Picture | None:
        """Return one picture of *part* at its longest hold, if there is a figure of it, without empty lines about it."""
        if not self.has(part):
            return None
        shown = self._figure(part.figure or "")
        drawn = cells(scene(shown, Moment(still(shown.motion), "hold")), *_STILL, self.glyphs)
        inked = [index for index, row in enumerate(drawn) if any(layer for _, layer in row)]
        kept = drawn[inked[0] : inked[-1] + 1] if inked else ()
        return Picture(tuple(((_INDENT, "plain"), *_line(row)) for row in kept))

    def _motion(self, phase: Phase) -> Motion:
        return self._figure(phase.part.figure or "").motion

    def _set_up(self, clip: str) -> Figure:
        return figure(self._clips[clip], self._poses, self._props)


def _line(row: Row) -> Line:
    return tuple((text, f"figure.{layer}" if layer else "plain") for text, layer in runs(row))
