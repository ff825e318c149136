"""The figures that show a stretch or a posture: poses, things beside the body, moving clips and still pictures.

Lengths are in % of the figure's stature: x to its own left, y up, z to where it faces; the floor is y = 0, and a figure
that stands has its pelvis above the origin. Angles are in degrees.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from ergo_cli.content.model.base import Id, Item, Subject, Text

Degrees = Annotated[float, Meta(ge=-720, le=720, description="Degrees.")]
Length = Annotated[float, Meta(ge=-300, le=300, description="Percent of stature.")]
Size = Annotated[float, Meta(ge=0, le=300, description="Percent of stature.")]
Moment = Annotated[float, Meta(ge=0, le=60, description="Seconds.")]
Point = Annotated[tuple[Length, Length, Length], Meta(description="x (own left), y (up), z (ahead), % of stature.")]
Turn = Annotated[
    tuple[Degrees, Degrees, Degrees], Meta(description="Bent forward, leant to the own left, turned to it; degrees.")
]
Shrug = Annotated[tuple[Length, Length], Meta(description="A shoulder's shift up and ahead, % of stature.")]

Joint = Literal[
    "pelvis", "waist", "neck", "skull", "head", "crown", "ear", "eye", "chin",
    "left-shoulder", "left-elbow", "left-wrist", "left-hand", "left-hip", "left-knee", "left-ankle", "left-heel",
    "left-toe",
    "right-shoulder", "right-elbow", "right-wrist", "right-hand", "right-hip", "right-knee", "right-ankle",
    "right-heel", "right-toe",
]  # fmt: skip
Anchor = Literal[
    "floor", "pelvis", "chest", "head", "left-shoulder", "left-hip", "left-knee", "left-ankle", "right-shoulder",
    "right-hip", "right-knee", "right-ankle",
]  # fmt: skip
Member = Literal[
    "head", "neck", "torso",
    "left-arm", "left-upper", "left-fore", "left-hand", "left-leg", "left-thigh", "left-shank",
    "right-arm", "right-upper", "right-fore", "right-hand", "right-leg", "right-thigh", "right-shank",
]  # fmt: skip
# What is drawn as one; accents may be finer.
Whole = Literal["head", "neck", "torso", "left-arm", "left-leg", "right-arm", "right-leg"]
View = Literal["front", "side", "back", "three-quarter"]
Framing = Literal["full", "bust", "upper", "forearm"]
Ease = Literal["smooth", "linear", "in", "out"]


class Arm(Item, frozen=True):
    """An arm by its angles.

    *lift* from hanging (0) over level (90) to straight up (180), and on round; in a *plane* ahead of the body (0), at
    its side (90), behind it (180) or across it (below 0); *twist* about the upper arm; *bend* of the elbow; *flex* of
    the wrist towards the palm and *sway* towards the thumb.
    """

    lift: Degrees = 6.0
    plane: Degrees = 90.0
    twist: Degrees = 0.0
    bend: Degrees = 8.0
    flex: Degrees = 0.0
    sway: Degrees = 0.0


class Leg(Item, frozen=True):
    """A leg by its angles, as an `Arm`; from the vertical, so that a bow of the pelvis leaves the feet planted.

    *ankle* points the toes downwards from a right angle.
    """

    lift: Degrees = 0.0
    plane: Degrees = 0.0
    twist: Degrees = 0.0
    bend: Degrees = 0.0
    ankle: Degrees = 0.0


class Hand(Item, frozen=True, kw_only=True):
    """An arm by what its palm touches, or with *wrist* the wrist: a place *offset* from *touch*.

    The offset turns with pelvis, chest (from the base of the neck) and head; from all else it is as the room. The elbow
    points to *pole* (x: outwards), seen from the chest.
    """

    touch: Anchor
    offset: Point = (0.0, 0.0, 0.0)
    pole: Point = (0.5, -0.6, -0.5)
    wrist: Literal[0, 1] = 0
    flex: Degrees = 0.0
    sway: Degrees = 0.0


class Foot(Item, frozen=True, kw_only=True):
    """A leg by where its ankle is, as a `Hand`; the knee points to *pole*; *sole* lifts the heel by so many degrees."""

    touch: Literal["floor", "pelvis"]
    offset: Point = (0.0, 0.0, 0.0)
    pole: Point = (0.0, 0.0, 1.0)
    sole: Degrees = 0.0


class Stance(Item, frozen=True, kw_only=True):
    """What of a body is set; all else stays as in the pose that it starts from.

    *root* puts the pelvis, *move* shifts it from where the pose has it. `arms`, `legs`, `feet` and `shoulders` mean both
    sides. A limb is set by angles or by what it touches, not both.
    """

    root: Point | None = None
    move: Point | None = None
    body: Turn | None = None
    spine: Turn | None = None
    chest: Turn | None = None
    neck: Turn | None = None
    head: Turn | None = None
    shoulders: Shrug | None = None
    left_shoulder: Shrug | None = None
    right_shoulder: Shrug | None = None
    arms: Arm | None = None
    left_arm: Arm | None = None
    right_arm: Arm | None = None
    left_hand: Hand | None = None
    right_hand: Hand | None = None
    legs: Leg | None = None
    left_leg: Leg | None = None
    right_leg: Leg | None = None
    left_foot: Foot | None = None
    right_foot: Foot | None = None


class StartingPose(Stance, frozen=True, kw_only=True):
    """A pose to start from, by its id; it starts from standing upright itself."""

    id: Id


class Poses(Subject, frozen=True):
    """figures/poses.yaml."""

    file: ClassVar[str] = "figures/poses.yaml"
    poses: tuple[StartingPose, ...] = ()


class Prop(Item, frozen=True):
    """A thing beside the body: *lines* through points, *radius* thick; *across* runs through the whole picture.

    What is not in *front* is drawn behind the body.
    """

    id: Id
    lines: Annotated[tuple[Annotated[tuple[Point, ...], Meta(min_length=2)], ...], Meta(min_length=1)]
    radius: Size = 0.8
    across: Literal[0, 1] = 0
    front: Literal[0, 1] = 0


class Props(Subject, frozen=True):
    """figures/props.yaml."""

    file: ClassVar[str] = "figures/props.yaml"
    props: tuple[Prop, ...] = ()


class Angles(Item, frozen=True):
    """A view by its angles: *yaw* from the front to the figure's own left, *pitch* from above; degrees."""

    yaw: Degrees
    pitch: Degrees


class Cue(Item, frozen=True):
    """An arrow on an arc round the point *offset* from the joint *around*, as it is at the start.

    The arc has a *radius* and runs *start* to *end*, in degrees, in a plane seen from the side (z to y), the front (x to
    y) or the top (x to z). It points one way, or *both*.
    """

    around: Joint
    radius: Size
    start: Degrees
    end: Degrees
    plane: Literal["side", "front", "top"] = "side"
    offset: Point = (0.0, 0.0, 0.0)
    both: Literal[0, 1] = 0


class Key(Stance, frozen=True, kw_only=True):
    """A stance on the way, reached *take* seconds after the one before it."""

    take: Moment
    ease: Ease = "smooth"


class Clip(Item, frozen=True, kw_only=True):
    """A movement, from a start to a peak that is held, or to a loop, and *back* in so many seconds.

    The keys of *approach* lead there; the first is the start if it takes no time, else the start is the *pose* itself.
    The *loop* starts at the peak with its first key and goes from its last on to its first; the seconds of its keys are
    stretched to the pace of what is shown. *text* says what is to be seen, for those who cannot see it, and names no
    side: the other side is the same picture, mirrored.

    *view* and *frame* are of the camera: all of the body, or a close-up, that also has the joints to *keep* in it. The
    *accents* are the muscles at work; members to *bring* are drawn over all others; *only* leaves all others away;
    *fingers* draws them. *trails* dot the paths of joints round the loop.
    """

    id: Id
    name: Text
    text: Text
    pose: Id
    approach: tuple[Key, ...] = ()
    loop: tuple[Key, ...] = ()
    back: Moment = 2.0
    view: View | Angles = "front"
    frame: Framing = "full"
    keep: tuple[Joint, ...] = ()
    props: tuple[Id, ...] = ()
    accents: tuple[Member, ...] = ()
    bring: tuple[Whole, ...] = ()
    only: tuple[Whole, ...] = ()
    fingers: Literal[0, 1] = 0
    trails: tuple[Joint, ...] = ()
    cues: tuple[Cue, ...] = ()
    note: Text | None = None


class Clips(Subject, frozen=True):
    """figures/clips.yaml."""

    file: ClassVar[str] = "figures/clips.yaml"
    clips: tuple[Clip, ...] = ()


class Mark(Item, frozen=True):
    """A point to look at: *at* a joint, or at the middle one of the three that make an *angle*, which fills {deg}.

    A dashed line goes from it *to* a point.
    """

    text: Text
    at: Joint | None = None
    angle: tuple[Joint, Joint, Joint] | None = None
    to: Point | None = None


class Picture(Stance, frozen=True, kw_only=True):
    """A still of a posture, done well or badly; *plumb* draws a plumb line so far ahead of the ankles' middle."""

    id: Id
    name: Text
    text: Text
    posture: Id
    label: Literal["good", "bad"]
    pose: Id
    view: View | Angles = "side"
    props: tuple[Id, ...] = ()
    hide: tuple[Whole, ...] = ()
    plumb: Length | None = None
    marks: tuple[Mark, ...] = ()


class Pictures(Subject, frozen=True):
    """figures/pictures.yaml."""

    file: ClassVar[str] = "figures/pictures.yaml"
    pictures: tuple[Picture, ...] = ()
