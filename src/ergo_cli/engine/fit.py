"""Body size to the heights of chair, desk and screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ergo_cli.content.model.base import Advice
from ergo_cli.content.model.fit import Fit, Height, Sex
from ergo_cli.engine.lengths import inches, said

# Nobody feels a desk that is off by less.
_CLOSE = 1.0
# From so much below the height to stand at, nobody sits at a desk.
_NEAR_STANDING = 10.0
# Where ANSI/HFS 100-1988 lets the seats of office chairs end.
_HIGHEST_SEAT = 52.0
# What goes up with somebody who sits higher, above a floor that stays.
_RAISED = {"chair-height", "clearance", "seated-screen-top"}

# `perhaps-` is beside what fits most people of a height, and fits some of them.
Verdict = Literal["fits", "perhaps-high", "perhaps-low", "high", "low", "too-high", "too-low", "standing"]


class Fitted(Struct, frozen=True, rename={"inches": "in"}):
    """A height to set: centimetres and inches, each with what nine in ten people lie within; 0 if it was measured.

    *at_desk_cm* and *at_desk_in* are to be set instead at a desk that stays as it is, if that makes a difference.
    """

    id: str
    name: str
    text: str
    cm: float
    tolerance_cm: float
    inches: float
    tolerance_in: float
    sources: tuple[str, ...]
    note: str | None
    at_desk_cm: float | None = None
    at_desk_in: float | None = None


class DeskAdvice(Struct, frozen=True):
    """What to do with a desk that stays as it is: by how much to raise the chair or the desk, in cm.

    With a *verdict* that begins with `perhaps`, only if trying it out shows that it does not fit as it is.
    """

    id: str
    text: str
    raise_chair_cm: float
    footrest_cm: float
    raise_desk_cm: float
    desk_cm: float = 0.0
    verdict: Verdict = "fits"


class Fitting(Struct, frozen=True):
    """All heights for a stature; *given* is what else was known, by the ids of the inputs, in cm."""

    stature_cm: float
    heights: tuple[Fitted, ...]
    desk: DeskAdvice | None
    notes: tuple[Advice, ...]
    given: Mapping[str, float] = {}


def fit(content: Fit, stature: float, sex: Sex, given: Mapping[str, float]) -> Fitting:
    """Return the heights for *stature* (cm); *given* has what else is known, by the ids of the inputs.

    A body measure that is given counts instead of what stature makes likely.
    """
    known = {entry.id: entry.default for entry in content.inputs if entry.default is not None} | dict(given)
    heights = tuple(_height(content, entry, stature, sex, known) for entry in content.heights)
    desk = _desk(content, heights, known["desk"]) if "desk" in known else None
    if desk:
        heights = tuple(_at_desk(height, desk) for height in heights)
    return Fitting(stature, heights, desk, content.notes, dict(given))


def footrest_of(result: Fitting) -> float:
    """Return the height of the footrest that the desk of *result* calls for, in cm; 0 if that is yet to be tried out."""
    raised = result.desk is not None and result.desk.verdict in {"high", "too-high"}
    return result.desk.footrest_cm if raised and result.desk else 0.0


def _height(content: Fit, height: Height, stature: float, sex: Sex, known: Mapping[str, float]) -> Fitted:
    body, tolerance = _body(content, height, stature, sex, known)
    centimetres = body + height.add + height.shoes * known["shoes"] + height.cushion * known["cushion"]
    return Fitted(
        id=height.id,
        name=height.name,
        text=height.text,
        cm=round(centimetres, 1),
        tolerance_cm=tolerance,
        inches=inches(centimetres),
        tolerance_in=inches(tolerance),
        sources=height.sources,
        note=height.note,
    )


def _body(content: Fit, height: Height, stature: float, sex: Sex, known: Mapping[str, float]) -> tuple[float, float]:
    """Return the body measure behind *height*, and its tolerance: none if it was measured."""
    if height.measure is None:
        return 0.0, height.tolerance
    if height.measure in known:
        return known[height.measure], 0.0
    measure = next(entry for entry in content.measures if entry.id == height.measure)
    line = next(entry for entry in measure.lines if entry.sex == sex)
    return line.intercept + line.slope * stature, measure.tolerance


def _desk(content: Fit, heights: tuple[Fitted, ...], desk: float) -> DeskAdvice:
    """Return what to do with a desk of a fixed height."""
    by_id = {height.id: height for height in heights}
    verdict = _verdict(content, by_id, desk)
    off = round(desk - by_id["seated-desk"].cm, 1)
    side = verdict.rpartition("-")[2]
    high, low = (off if side == "high" else 0.0), (-off if side == "low" else 0.0)
    words = {
        "{cm}": said(abs(off)),
        "{desk}": said(by_id["seated-desk"].cm),
        "{seat}": said(by_id["chair-height"].cm + high),
        "{standing}": said(by_id["standing-desk"].cm),
        "{yours}": said(desk),
    }
    text = next(advice.text for advice in content.desk if advice.id == verdict)
    for name, value in words.items():
        text = text.replace(name, value)
    return DeskAdvice(side, text, high, high, low, desk, verdict)


def _verdict(content: Fit, heights: Mapping[str, Fitted], desk: float) -> Verdict:
    wanted, seat, room = (heights[name] for name in ("seated-desk", "chair-height", "clearance"))
    if desk >= heights["standing-desk"].cm - _NEAR_STANDING:
        return "standing"
    off = round(desk - wanted.cm, 1)
    if abs(off) <= _CLOSE:
        return "fits"
    if abs(off) <= wanted.tolerance_cm:
        return "perhaps-high" if off > 0 else "perhaps-low"
    if off > 0:
        return "too-high" if seat.cm + off > _HIGHEST_SEAT else "high"
    spare = next(height.add for height in content.heights if height.id == room.id)
    return "too-low" if desk < room.cm - spare - room.tolerance_cm else "low"


def _at_desk(height: Fitted, desk: DeskAdvice) -> Fitted:
    """Return *height* with what to set at the *desk*, which stays unless it is to be raised or to stand at."""
    if desk.verdict in {"high", "too-high"} and height.id in _RAISED:
        centimetres = round(height.cm + desk.raise_chair_cm, 1)
    elif height.id == "seated-desk" and desk.verdict not in {"low", "too-low", "standing"}:
        centimetres = desk.desk_cm
    else:
        return height
    return replace(height, at_desk_cm=centimetres, at_desk_in=inches(centimetres))
