"""A clip in time: the natural run of it, and how a dose of the content stretches it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import fsum
from typing import Literal

from msgspec import Struct

from ergo_cli.content.model.figures import Clip, Ease, Key
from ergo_cli.content.model.stretches import Part
from ergo_cli.figure.pose import Pose, merge, mix, unwound

# How long the natural run stays at a peak, in seconds.
STAY = 3.0
# How long it takes to get to where a loop begins, in seconds.
LEAD = 1.5

Stage = Literal["approach", "hold", "loop", "back"]


class Step(Struct, frozen=True):
    """A way of *take* seconds from one pose to another."""

    start: Pose
    end: Pose
    take: float
    ease: Ease

    def at(self, seconds: float) -> Pose:
        """Return the pose *seconds* after the step begins."""
        share = seconds / self.take if self.take else 1.0
        return mix(self.start, self.end, _eased(self.ease, max(0.0, min(1.0, share))))


class Motion(Struct, frozen=True):
    """A clip that can be played: steps to the peak, steps of one round of the loop, and *back* seconds to the start."""

    start: Pose
    approach: tuple[Step, ...]
    loop: tuple[Step, ...]
    back: float

    @property
    def peak(self) -> Pose:
        """The pose that the approach leads to: it is held, or the loop goes from it."""
        return self.approach[-1].end if self.approach else self.start

    @property
    def lead(self) -> float:
        """Seconds that the approach takes."""
        return fsum(step.take for step in self.approach)

    @property
    def stay(self) -> float:
        """Seconds from the peak to the way back: one round of the loop, or a short hold."""
        return fsum(step.take for step in self.loop) if self.loop else STAY

    @property
    def duration(self) -> float:
        """Seconds of the natural run, from the start over the peak back to the start."""
        return self.lead + self.stay + self.back


class Moment(Struct, frozen=True):
    """What is to be seen at an instant: the pose, and whether it is the mirrored picture, or the loop the other way."""

    pose: Pose
    stage: Stage
    mirrored: bool = False
    reverse: bool = False


def motion(clip: Clip, poses: Mapping[str, Pose]) -> Motion:
    """Return the motion of *clip*, whose starting pose is among *poses*."""
    base = poses[clip.pose]
    approach = list(clip.approach)
    start = merge(base, approach.pop(0)) if approach and not approach[0].take else base
    ways = _steps(start, base, approach)
    if not clip.loop:
        return Motion(start, ways, (), clip.back)
    first = merge(base, clip.loop[0])
    last = ways[-1].end if ways else start
    if last != first:
        ways += (Step(last, first, LEAD, "smooth"),)
    round_ = _steps(first, base, clip.loop[1:])
    closing = Step(round_[-1].end, unwound(first, round_[-1].end), clip.loop[0].take, clip.loop[0].ease)
    return Motion(start, ways, (*round_, closing), clip.back)


def _steps(start: Pose, base: Pose, keys: Sequence[Key]) -> tuple[Step, ...]:
    ends = [merge(base, key) for key in keys]
    return tuple(Step(a, b, key.take, key.ease) for a, b, key in zip([start, *ends], ends, keys, strict=False))


def pose_at(motion: Motion, seconds: float) -> Pose:
    """Return the pose *seconds* into the natural run; before it and after it, the start."""
    return _timed(motion, seconds - motion.lead, motion.stay, motion.stay, way=1).pose


def moment_at(motion: Motion, part: Part, seconds: float, turn: int) -> Moment:
    """Return what to show *seconds* into the work of *part*, on its first (0) or second (1) *turn*.

    The work is all hold, or all loop, one round a repetition. Before it (*seconds* below 0, while one gets ready) the
    approach leads up to it; after it comes the way back. On the second turn, a part with sides is mirrored, and one with
    directions goes round the other way.
    """
    work = float(part.hold or (part.reps or 1) * part.pace)
    way = -1 if part.sides == "directions" and turn else 1
    moment = _timed(motion, seconds, work, float(part.pace), way)
    return Moment(moment.pose, moment.stage, mirrored=part.sides == "each" and bool(turn), reverse=way < 0)


def _timed(motion: Motion, seconds: float, work: float, pace: float, way: int) -> Moment:
    """Return the moment *seconds* after the peak is reached, if *work* seconds go by until the way back.

    A loop goes round in *pace* seconds; the other *way* if that is -1.
    """
    if seconds < 0:
        return Moment(_along(motion.start, motion.approach, seconds + motion.lead), "approach")
    if seconds < work and not motion.loop:
        return Moment(motion.peak, "hold")
    if seconds < work:
        return Moment(round_at(motion, way * seconds / pace), "loop")
    share = _eased("smooth", (seconds - work) / motion.back) if seconds < work + motion.back else 1.0
    return Moment(_along(motion.start, motion.approach, motion.lead * (1 - share)), "back")


def round_at(motion: Motion, rounds: float) -> Pose:
    """Return the pose after so many *rounds* of the loop; below 0, the other way."""
    if not motion.loop:
        return motion.peak
    return _along(motion.loop[0].start, motion.loop, rounds % 1.0 * motion.stay)


def still(motion: Motion) -> Pose:
    """Return the pose for one picture alone: the peak, or a third of the way round the loop."""
    return round_at(motion, 1 / 3)


def instants(motion: Motion, count: int) -> tuple[float, ...]:
    """Return *count* telling seconds of the natural run: from the start to the peak, or of one round of the loop."""
    if motion.loop:
        return tuple(motion.lead + motion.stay * index / count for index in range(count))
    return tuple(motion.lead * index / max(1, count - 1) for index in range(count))


def _along(start: Pose, steps: Sequence[Step], seconds: float) -> Pose:
    begins = accumulate((step.take for step in steps), initial=0.0)
    begun = [(begin, step) for begin, step in zip(begins, steps, strict=False) if begin <= seconds]
    if not begun:
        return start
    begin, step = begun[-1]
    return step.at(seconds - begin)


def _eased(ease: Ease, share: float) -> float:
    match ease:
        case "linear":
            return share
        case "in":
            return share * share
        case "out":
            return 1 - (1 - share) ** 2
        case "smooth":
            return share * share * (3 - 2 * share)
