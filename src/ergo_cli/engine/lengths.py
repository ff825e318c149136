"""Lengths as people write them, and as they are said: half a centimetre is as close as a chair or a desk can be set."""

from __future__ import annotations

import re

from ergo_cli.content.model.fit import Input
from ergo_cli.errors import UsageError
from ergo_cli.plain import halves, plain

_CM_PER_INCH = 2.54
_NUMBER = r"[0-9]{1,4}(?:[.,][0-9]{1,3})?"
_METRIC = re.compile(rf"({_NUMBER})\s*(cm|mm|m)?", re.IGNORECASE)
_INCHES = re.compile(rf"({_NUMBER})\s*(?:\"|in|inch|inches)", re.IGNORECASE)
_FEET = re.compile(
    r"([0-9])\s*(?:'|ft|feet|foot)\s*(?:((?:1[01]|[0-9])(?:[.,][0-9]{1,3})?)\s*(?:\"|''|in|inch|inches)?)?",
    re.IGNORECASE,
)
_METRE_AND = re.compile(r"([12])\s*m\s*([0-9]{2})(?:\s*cm)?", re.IGNORECASE)
# The marks for feet and inches, as typesetters write them.
_MARKS = {0x2032: "'", 0x2019: "'", 0x2033: '"', 0x201D: '"'}
# Without a unit a number this small can only be metres, where no such length in cm is allowed.
_METRES = 3


def length(text: str, bounds: Input) -> float:
    """Return the length *text* in cm: `178`, `178cm`, `1780mm`, `1.78 m`, `5'10"`, `1m78`, `5 ft 10`, `70 in`.

    Raises `UsageError` if it cannot be read or is out of *bounds*.
    """
    centimetres = _centimetres(text.strip(), "m" if bounds.low > _METRES else "cm")
    if centimetres is None:
        example = "178, 178cm, 1.78m or 5'10\"" if bounds.id == "stature" else "74, 74cm or 29in"
        raise UsageError(f"{plain(text, 40)!r} is no {bounds.name}; write it like {example}")
    if not bounds.low <= centimetres <= bounds.high:
        raise UsageError(
            f"a {bounds.name} of {centimetres:g} cm is not between {bounds.low:g} and {bounds.high:g} cm: "
            f"{bounds.reason}{_perhaps_inches(text, bounds)}"
        )
    return centimetres


def inches(centimetres: float) -> float:
    """Return *centimetres* in inches, to a tenth."""
    return round(centimetres / _CM_PER_INCH, 1)


def said(centimetres: float) -> str:
    """Return *centimetres* in words, in both units."""
    return f"{halves(centimetres)} cm ({halves(inches(centimetres))} in)"


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
        return value if unit == "cm" else round(value * {"mm": 0.1, "m": 100}[unit], 1)
    return None


def _perhaps_inches(text: str, bounds: Input) -> str:
    """Return the tail of an error: how to write *text* if inches may have been meant."""
    number = text.strip()
    centimetres = _centimetres(f"{number} in", "cm")
    return f"; for inches write {number}in" if centimetres and bounds.low <= centimetres <= bounds.high else ""


def _number(text: str) -> float:
    return float(text.replace(",", "."))
