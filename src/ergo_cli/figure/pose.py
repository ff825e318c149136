"""A whole pose as a value: stances laid over it, and what lies between two of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ergo_cli.content.model.figures import Arm, Foot, Hand, Leg, Stance, StartingPose
from ergo_cli.figure.vector import Vector, add

STANDING = 52.8  # the height of the pelvis over straight legs: thigh, shank and ankle

L = TypeVar("L", Arm, Hand, Leg, Foot)
S = TypeVar("S", bound=Struct)


class Between(Struct, frozen=True):
    """A limb *share* of the way from one way of being held to another: each bone goes along the shortest arc."""

    start: Arm | Hand | Leg | Foot
    end: Arm | Hand | Leg | Foot
    share: float


Limb: TypeAlias = Arm | Hand | Leg | Foot | Between


class Pose(Struct, frozen=True):
    """All that the body does: where the pelvis is (% of stature), how each part is turned, and the limbs."""

    root: Vector = (0.0, STANDING, 0.0)
    body: Vector = (0.0, 0.0, 0.0)
    spine: Vector = (0.0, 0.0, 0.0)
    chest: Vector = (0.0, 0.0, 0.0)
    neck: Vector = (0.0, 0.0, 0.0)
    head: Vector = (0.0, 0.0, 0.0)
    left_shoulder: tuple[float, float] = (0.0, 0.0)
    right_shoulder: tuple[float, float] = (0.0, 0.0)
    left_arm: Limb = Arm()
    right_arm: Limb = Arm()
    left_leg: Limb = Leg()
    right_leg: Limb = Leg()


# What of a pose each entry of a stance sets; what is said of one side wins over what is said of both.
_SETS = {
    "root": ("root",),
    "shoulders": ("left_shoulder", "right_shoulder"),
    "arms": ("left_arm", "right_arm"),
    "legs": ("left_leg", "right_leg"),
    **{name: (name,) for name in ("body", "spine", "chest", "neck", "head")},
    **{f"{side}_{limb}": (f"{side}_{limb}",) for side in ("left", "right") for limb in ("shoulder", "arm", "leg")},
    **{f"{side}_hand": (f"{side}_arm",) for side in ("left", "right")},
    **{f"{side}_foot": (f"{side}_leg",) for side in ("left", "right")},
}
_LIMBS = ("left_arm", "right_arm", "left_leg", "right_leg")


def merge(pose: Pose, stance: Stance) -> Pose:
    """Return *pose* with what *stance* sets."""
    given = {name: value for name in _SETS if (value := getattr(stance, name)) is not None}
    changed = {part: value for name, value in given.items() for part in _SETS[name]}
    if stance.move is not None:
        changed["root"] = add(changed.get("root", pose.root), stance.move)
    return replace(pose, **changed)


def starting(poses: Sequence[StartingPose]) -> dict[str, Pose]:
    """Return the starting poses by their ids."""
    return {stance.id: merge(Pose(), stance) for stance in poses}


def mix(a: Pose, b: Pose, share: float) -> Pose:
    """Return the pose *share* (0 to 1) of the way from *a* to *b*; every contact that both have is kept."""
    if share <= 0 or a is b:
        return a
    if share >= 1:
        return b
    limbs = {name: _limb(getattr(a, name), getattr(b, name), share) for name in _LIMBS}
    return replace(_blend(a, b, share), **limbs)


def unwound(pose: Pose, after: Pose) -> Pose:
    """Return *pose* with whole turns added to its arms, so that they go on the short way from *after*."""
    arms = {name: _turned(getattr(pose, name), getattr(after, name)) for name in ("left_arm", "right_arm")}
    return replace(pose, **arms)


def _turned(arm: Limb, after: Limb) -> Limb:
    if isinstance(arm, Arm) and isinstance(after, Arm):
        return replace(arm, lift=arm.lift + 360 * round((after.lift - arm.lift) / 360))
    return arm


def _limb(a: Limb, b: Limb, share: float) -> Limb:
    if a == b:
        return b
    if type(a) is type(b) and _contact(a) == _contact(b):
        return _blend(a, b, share)
    if isinstance(a, Between) or isinstance(b, Between):
        raise TypeError("a limb between two contacts cannot be mixed again")
    return Between(a, b, share)


def _contact(limb: Limb) -> tuple[object, ...]:
    return (getattr(limb, "touch", None), getattr(limb, "wrist", None))


def _blend(a: S, b: S, share: float) -> S:
    """Return *b* with its numbers, and its tuples of numbers, *share* of the way from those of *a*."""
    # `msgspec.structs.fields` looks every annotation up anew: a millisecond each time.
    names = b.__struct_fields__
    return replace(b, **{name: _number(getattr(a, name), getattr(b, name), share) for name in names})


def _number(a: object, b: object, share: float) -> object:
    if isinstance(a, int | float) and isinstance(b, int | float):
        return a + (b - a) * share
    if isinstance(a, tuple) and isinstance(b, tuple):
        return tuple(p + (q - p) * share for p, q in zip(a, b, strict=True))
    return b
