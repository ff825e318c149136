"""Whether hands and feet get to what they touch: bones do not stretch, and point to what is too far."""

from __future__ import annotations

from collections.abc import Iterator
from math import dist

from ergo_cli.content.model.figures import Foot, Hand
from ergo_cli.figure.limbs import GRIP
from ergo_cli.figure.motion import Motion
from ergo_cli.figure.pose import Pose
from ergo_cli.figure.skeleton import located, solve
from ergo_cli.figure.vector import along, sub, unit


def keys(motion: Motion) -> tuple[Pose, ...]:
    """Return every pose that a key of *motion* sets, its start first."""
    return (motion.start, *(step.end for step in motion.approach + motion.loop))


def gaps(pose: Pose) -> dict[str, float]:
    """Return how far each limb that touches something is from it, % of stature."""
    return dict(_gaps(pose))


def _gaps(pose: Pose) -> Iterator[tuple[str, float]]:
    skeleton = solve(pose)
    for side, arm, leg in (("left", pose.left_arm, pose.left_leg), ("right", pose.right_arm, pose.right_leg)):
        if isinstance(arm, Hand):
            elbow, wrist = skeleton.joints[f"{side}-elbow"], skeleton.joints[f"{side}-wrist"]
            palm = wrist if arm.wrist else along(wrist, unit(sub(wrist, elbow)), GRIP)
            yield f"{side}-hand", dist(palm, located(skeleton, arm))
        if isinstance(leg, Foot):
            yield f"{side}-foot", dist(skeleton.joints[f"{side}-ankle"], located(skeleton, leg))
