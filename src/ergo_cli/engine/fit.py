"""Body size to the heights of chair, desk and screen."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from ergo_cli.content.model.base import Advice
from ergo_cli.content.model.fit import Fit, Height, Input, Sex
from ergo_cli.errors import UsageError
from ergo_cli.plain import plain

_CM_PER_INCH = 2.54
_NUMBER = r"[0-9]{1,4}(?:[.,][0-9]{1,3})?"
_METRIC = re.compile(rf"({_NUMBER})\s*(cm|m)?", re.IGNORECASE)
_INCHES = re.compile(rf"({_NUMBER})\s*(?:\"|in|inch|inches)", re.IGNORECASE)
_FEET = re.compile(
    r"([0-9])\s*(?:'|ft|feet|foot)\s*(?:((?:1[01]|[0-9])(?:[.,][0-9]{1,3})?)\s*(?:\"|''|in|inch|inches)?)?",
    re.IGNORECASE,
)
_METRE_AND = re.compile(r"([12])\s*m\s*([0-9]{2})(?:\s*cm)?", re.IGNORECASE)
# The marks for feet and inches, as typesetters write them.
_MARKS = {0x2032: "'", 0x2019: "'", 0x2033: '"', 0x201D: '"'}
# Nobody feels a desk that is off by less.
_CLOSE = 1.0
# From so much below the height to stand at, nobody sits at a desk.
_NEAR_STANDING = 10.0
# Without a unit a number this small can only be metres, where no such length in cm is allowed.
_METRES = 3


class Fitted(Struct, frozen=True, rename={"inches": "in"}):
    """A height to set: centimetres and inches, each with what nine in ten people lie within; 0 if it was measured."""

    id: str
    name: str
    text: str
    cm: float
    tolerance_cm: float
    inches: float
    tolerance_in: float
    sources: tuple[str, ...]
    note: str | None


class DeskAdvice(Struct, frozen=True):
    """What to do with a desk that stays as it is: by how much to raise the chair or the desk, in cm."""

    id: str
    text: str
    raise_chair_cm: float
    footrest_cm: float
    raise_desk_cm: float


class Fitting(Struct, frozen=True):
    """All heights for a stature."""

    stature_cm: float
    heights: tuple[Fitted, ...]
    desk: DeskAdvice | None
    notes: tuple[Advice, ...]


def length(text: str, bounds: Input) -> float:
    """Return the length *text* in cm: `178`, `178cm`, `1.78 m`, `5'10"`, `1m78`, `5 ft 10`, `70 in`.

    Raises `UsageError` if it cannot be read or is out of *bounds*.
    """
    centimetres = _centimetres(text.strip(), "m" if bounds.low > _METRES else "cm")
    if centimetres is None:
        raise UsageError(f"{plain(text, 40)!r} is no {bounds.name}; write it like 178, 178cm, 1.78m or 5'10\"")
    if not bounds.low <= centimetres <= bounds.high:
        raise UsageError(
            f"a {bounds.name} of {centimetres:g} cm is not between {bounds.low:g} and {bounds.high:g} cm: "
            f"{bounds.reason}{_perhaps_inches(text, bounds)}"
        )
    return centimetres


def fit(content: Fit, stature: float, sex: Sex, given: Mapping[str, float]) -> Fitting:
    """Return the heights for *stature* (cm); *given* has what else is known, by the ids of the inputs.

    A body measure that is given counts instead of what stature makes likely.
    """
    known = {entry.id: entry.default for entry in content.inputs if entry.default is not None} | dict(given)
    heights = tuple(_height(content, entry, stature, sex, known) for entry in content.heights)
    desk = _desk(content, heights, known["desk"]) if "desk" in known else None
    return Fitting(stature, heights, desk, content.notes)


def _centimetres(text: str, small: str) -> float | None:
    """Return *text* in cm, if it is a length; a small number without a unit is in the unit *small*."""
    text = text.translate(_MARKS)
    if match := _FEET.fullmatch(text):
        return round((int(match[1]) * 12 + _number(match[2] or "0")) * _CM_PER_INCH, 1)
    if match := _INCHES.fullmatch(text):
        return round(_number(match[1]) * _CM_PER_INCH, 1)
    if match := _METRE_AND.fullmatch(text):
        return float(match[1] + match[2])
    if match := _METRIC.fullmatch(text):
        value = _number(match[1])
        unit = (match[2] or (small if value < _METRES else "cm")).lower()
        return round(value * 100, 1) if unit == "m" else value
    return None


def _perhaps_inches(text: str, bounds: Input) -> str:
    """Return the tail of an error: how to write *text* if inches may have been meant."""
    inches = text.strip()
    centimetres = _centimetres(f"{inches} in", "cm")
    return f"; for inches write {inches}in" if centimetres and bounds.low <= centimetres <= bounds.high else ""


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _height(content: Fit, height: Height, stature: float, sex: Sex, known: Mapping[str, float]) -> Fitted:
    body, tolerance = _body(content, height, stature, sex, known)
    centimetres = body + height.add + height.shoes * known["shoes"] + height.cushion * known["cushion"]
    return Fitted(
        id=height.id,
        name=height.name,
        text=height.text,
        cm=round(centimetres, 1),
        tolerance_cm=tolerance,
        inches=round(centimetres / _CM_PER_INCH, 1),
        tolerance_in=round(tolerance / _CM_PER_INCH, 1),
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
    wanted, standing = (next(h for h in heights if h.id == name) for name in ("seated-desk", "standing-desk"))
    if desk >= standing.cm - _NEAR_STANDING:
        text = next(advice.text for advice in content.desk if advice.id == "standing")
        return DeskAdvice("standing", text.replace("{cm}", _words(standing.cm)), 0.0, 0.0, 0.0)
    off = round(desk - wanted.cm, 1)
    name = "fits" if abs(off) <= _CLOSE else "high" if off > 0 else "low"
    text = next(advice.text for advice in content.desk if advice.id == name)
    high, low = (off if name == "high" else 0.0), (-off if name == "low" else 0.0)
    return DeskAdvice(name, text.replace("{cm}", _words(abs(off))), high, high, low)


def _words(centimetres: float) -> str:
    return f"{centimetres:g} cm ({centimetres / _CM_PER_INCH:.1f} in)"
