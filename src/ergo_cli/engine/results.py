"""Every kind of result by the name in its JSON envelope: what scripts may rely on."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec
from msgspec import Struct

from ergo_cli.engine.data import DataExport, DataForgotten, DataPlaces
from ergo_cli.engine.fit import Fitting
from ergo_cli.engine.gate import ScreenStatus
from ergo_cli.engine.guides import BreakList, BreakNow, ContentList, HabitGuide, Home, LintResult, PostureGuide
from ergo_cli.engine.rosa import RosaScored
from ergo_cli.engine.routine import StretchCards
from ergo_cli.engine.scoring import Checked, CheckList, Difference
from ergo_cli.engine.screening import EmergencyHelp, Screened
from ergo_cli.engine.troubleshoot import SymptomList, Troubleshot

RESULTS: dict[str, type[Struct]] = {
    "home": Home,
    "screen": Screened,
    "screen-status": ScreenStatus,
    "emergency": EmergencyHelp,
    "stretch": StretchCards,
    "stretches": StretchCards,
    "posture": PostureGuide,
    "troubleshoot": Troubleshot,
    "symptoms": SymptomList,
    "setup-check": Checked,
    "setup-check-rosa": RosaScored,
    "setup-check-show": CheckList,
    "setup-check-diff": Difference,
    "fit": Fitting,
    "break": BreakNow,
    "breaks": BreakList,
    "habits": HabitGuide,
    "content": ContentList,
    "content-lint": LintResult,
    "data-path": DataPlaces,
    "data-export": DataExport,
    "data-forget": DataForgotten,
}


def envelope_of(kind: str, result: type[Struct]) -> type[Struct]:
    """Return the type of the whole JSON document that holds a *result* of *kind*."""
    fields = [
        ("schema", Literal[f"ergo/{kind}/1"]),
        ("version", str),
        ("content", str),
        ("created", datetime),
        ("result", result),
    ]
    return msgspec.defstruct("Envelope", fields)
