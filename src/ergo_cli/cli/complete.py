"""Shell completion: the ids that a command takes, with their names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ergo_cli.cli.wiring import library
from ergo_cli.plain import plain


def stretch_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the stretches that *incomplete* may become."""
    from ergo_cli.content.model.stretches import Stretches

    return _matching(incomplete, ((item.id, item.name) for item in library().read(Stretches).stretches))


def symptom_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the symptoms that *incomplete* may become."""
    from ergo_cli.content.model.symptoms import Symptoms

    return _matching(incomplete, ((item.id, item.name) for item in library().read(Symptoms).symptoms))


def workstation_words(incomplete: str) -> list[tuple[str, str]]:
    """Return the areas of the workstation that *incomplete* may become, and what else can stand in their place."""
    from ergo_cli.content.model.workstation import Workstation

    words = (("show", "tell about a check"), ("last", "the last result"), ("diff", "what changed"))
    return _matching(incomplete, (*((item.id, item.name) for item in library().read(Workstation).areas), *words))


def check_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the checks that *incomplete* may become."""
    from ergo_cli.content.model.workstation import Workstation

    return _matching(incomplete, ((item.id, item.text) for item in library().read(Workstation).checks))


def body_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the areas of the body that *incomplete* may become."""
    from ergo_cli.content.model.body import Body

    return _matching(incomplete, ((item.id, item.name) for item in library().read(Body).areas))


def region_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the regions to screen that *incomplete* may become."""
    from ergo_cli.content.model.screening import Screening

    return _matching(incomplete, ((item.id, item.name) for item in library().read(Screening).regions))


def posture_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the postures that *incomplete* may become."""
    from ergo_cli.content.model.posture import Postures

    return _matching(incomplete, ((item.id, item.name) for item in library().read(Postures).postures))


def habit_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the habits that *incomplete* may become."""
    from ergo_cli.content.model.habits import Habits

    return _matching(incomplete, ((item.id, item.name) for item in library().read(Habits).habits))


def idea_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the ideas for a break that *incomplete* may become."""
    from ergo_cli.content.model.breaks import Breaks

    return _matching(incomplete, ((item.id, item.text) for item in library().read(Breaks).ideas))


def subject_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the content files that *incomplete* may become."""
    from ergo_cli.content.subjects import SUBJECTS

    return _matching(incomplete, ((kind.file.removesuffix(".yaml"), kind.file) for kind in SUBJECTS))


def figure_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the clips and pictures that *incomplete* may become."""
    from ergo_cli.content.model.figures import Clip, Clips, Picture, Pictures

    content = library()
    figures: tuple[Clip | Picture, ...] = (*content.read(Clips).clips, *content.read(Pictures).pictures)
    return _matching(incomplete, ((item.id, item.name) for item in figures))


def _matching(incomplete: str, names: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, _description(text)) for name, text in names if name.startswith(incomplete)]


def _description(text: str) -> str:
    """Return *text* as Typer shows it right: it takes brackets for markup, and breaks what is long over lines."""
    return re.sub(r"(\\*)(\[[a-z#/@][^\[]*?\])", r"\1\1\\\2", plain(text, 38))
