"""Shell completion: the ids that a command takes, with their names."""

from __future__ import annotations

from collections.abc import Iterable

import typer

from ergo_cli.cli.wiring import packs_dir
from ergo_cli.plain import plain


def stretch_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the stretches that *incomplete* may become."""
    return _matching(incomplete, _names("stretches.yaml", "stretches"))


def symptom_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the symptoms that *incomplete* may become."""
    return _matching(incomplete, _names("symptoms.yaml", "symptoms"))


def workstation_words(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the areas of the workstation that *incomplete* may become, and what else can stand in their place."""
    if "show" in (ctx.params.get("words") or ()):
        return check_ids(incomplete)
    words = (("show", "tell about a check"), ("last", "the last result"), ("diff", "what changed"))
    return _matching(incomplete, (*_names("workstation.yaml", "areas"), *words))


def check_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the checks that *incomplete* may become."""
    return _matching(incomplete, _names("workstation.yaml", "checks", "text"))


def body_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the areas of the body that *incomplete* may become."""
    return _matching(incomplete, _names("body.yaml", "areas"))


def region_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the regions to screen that *incomplete* may become."""
    return _matching(incomplete, _names("screening.yaml", "regions"))


def posture_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the postures that *incomplete* may become."""
    return _matching(incomplete, _names("posture.yaml", "postures"))


def habit_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the habits that *incomplete* may become."""
    return _matching(incomplete, _names("habits.yaml", "habits"))


def idea_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the ideas for a break that *incomplete* may become."""
    return _matching(incomplete, _names("breaks.yaml", "ideas", "text"))


def subject_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the content files that *incomplete* may become."""
    from ergo_cli.content.subjects import SUBJECTS

    return _matching(incomplete, ((kind.file.removesuffix(".yaml"), kind.file) for kind in SUBJECTS))


def figure_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the clips and pictures that *incomplete* may become."""
    clips, pictures = _names("figures/clips.yaml", "clips"), _names("figures/pictures.yaml", "pictures")
    return _matching(incomplete, (*clips, *pictures))


def _names(file: str, field: str, text: str = "name") -> list[tuple[str, str]]:
    from ergo_cli.content.listing import names
    from ergo_cli.content.locate import data_dir

    return names(data_dir(), packs_dir(), file, field, text)


def _matching(incomplete: str, names: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, plain(text, 60)) for name, text in names if name.startswith(incomplete)]
