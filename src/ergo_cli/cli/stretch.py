"""`ergo stretch`: guided stretches, or how they are done."""

from collections.abc import Container, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from ergo_cli.cli.complete import body_ids, stretch_ids
from ergo_cli.cli.options import (
    GlyphsOption,
    JsonOption,
    MovingFormat,
    MovingFormatOption,
    NoInputOption,
    NoPictureOption,
    chosen,
)

if TYPE_CHECKING:
    from ergo_cli.content.library import Library
    from ergo_cli.content.model.stretches import Stretch, Stretches


_ELSEWHERE = "elsewhere"


class Where(StrEnum):
    """The positions to choose from."""

    SEATED = "seated"
    STANDING = "standing"


def stretch(
    name: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Stretches to do.", autocompletion=stretch_ids)
    ] = None,
    area: Annotated[
        list[str] | None,
        typer.Option(metavar="AREA", help="Only for this part of the body; repeat it.", autocompletion=body_ids),
    ] = None,
    position: Annotated[Where | None, typer.Option(help="Only what can be done this way.")] = None,
    minutes: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=60, help="Choose a routine that fits, for different areas.")
    ] = None,
    list_all: Annotated[bool, typer.Option("--list", help="List them; do nothing.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Tell how they are done; no countdown.")] = False,
    animation: Annotated[
        bool, typer.Option("--animation/--no-animation", help="Redraw the screen, or print line by line.")
    ] = True,
    bell: Annotated[bool, typer.Option("--bell/--no-bell", help="Sound the bell at each change.")] = True,
    characters: GlyphsOption = None,
    no_picture: NoPictureOption = False,
    form: MovingFormatOption = MovingFormat.TEXT,
    as_json: JsonOption = False,
    no_input: NoInputOption = False,
) -> None:
    """Stretch, guided: get ready, hold, change sides. Without a terminal it tells how.

    Example: ergo stretch --area neck --minutes 3
    """
    from ergo_cli.cli.past import avoided
    from ergo_cli.cli.wiring import can_ask, library
    from ergo_cli.content.model.body import Body
    from ergo_cli.content.model.stretches import Stretches
    from ergo_cli.engine.routine import Wanted, select

    chosen_form = chosen(form, as_json)
    content = library()
    stretches = content.read(Stretches)
    unspecified = not (name or area or position or minutes)
    session = chosen_form is MovingFormat.TEXT and can_ask(no_input=no_input) and not (list_all or show)
    if session and unspecified:
        area, minutes = _ask(content, stretches)
    brief = list_all or (unspecified and not show and not session)
    avoid = () if brief else avoided()
    wanted = Wanted(tuple(name or ()), tuple(area or ()), position, minutes, avoid)
    found = select(stretches, content.read(Body), wanted)
    if not brief:
        from ergo_cli.cli.gate import require_open

        require_open(content, _worked(found), interactive=session)
    look = _Look(characters, no_picture, animation, bell)
    if session:
        _guide(content, found, look)
    elif chosen_form in {MovingFormat.SVG, MovingFormat.HTML}:
        from ergo_cli.cli.film import print_film

        print_film(content, () if brief else found, moving=chosen_form is MovingFormat.HTML)
    else:
        _tell(content, found, chosen_form, look, brief=brief)


class _Look(NamedTuple):
    """How stretches are shown, and whether the session rings."""

    characters: Literal["braille", "block", "ascii"] | None
    no_picture: bool
    animation: bool
    bell: bool


def _worked(found: "Sequence[Stretch]") -> set[str]:
    """Return the areas of the body that the stretches *found* work on."""
    return {part for entry in found for part in entry.areas}


def _guide(content: "Library", found: "Sequence[Stretch]", look: _Look) -> None:
    """Guide through the stretches *found*, then ask how that was."""
    from ergo_cli.cli.figures import figures
    from ergo_cli.cli.glyphs import glyphs
    from ergo_cli.cli.play import play
    from ergo_cli.content.model.stretches import Stretches

    drawn = figures(content, look.characters, no_picture=look.no_picture)
    stop = content.read(Stretches).stop
    play(found, stop, drawn, glyphs(look.characters), animation=look.animation, bell=look.bell)
    _ask_for_pain(content, _worked(found))


def _tell(content: "Library", found: "Sequence[Stretch]", form: MovingFormat, look: _Look, *, brief: bool) -> None:
    """Print how the stretches *found* are done, with pictures where there is a terminal; *brief* is a list of them."""
    from ergo_cli.cli.figures import figures, stills
    from ergo_cli.cli.output import emit
    from ergo_cli.content.model.stretches import Stretches
    from ergo_cli.engine.routine import StretchCards, card, session_seconds

    stretches = content.read(Stretches)
    drawn = (
        figures(content, look.characters, no_picture=look.no_picture)
        if form is MovingFormat.TEXT and not brief
        else None
    )
    cards = StretchCards(tuple(map(card, found)), stretches.principles, stretches.stop, session_seconds(found))
    pictures = stills(drawn, found) if drawn else None
    emit("stretches" if brief else "stretch", cards, form, content.digest, pictures)


def _ask_for_pain(content: "Library", worked: Container[str]) -> None:
    """Ask whether the session, which *worked* on these areas of the body, hurt; if so, the next begins with a screening."""
    from ergo_cli.cli.output import say
    from ergo_cli.cli.past import record_pain
    from ergo_cli.content.model.screening import Screening
    from ergo_cli.prompt.ask import ask, confirm

    if not confirm("Did anything hurt that did not hurt before?", default=False):
        return
    regions = content.read(Screening).regions
    likely = sorted(regions, key=lambda region: not any(area in worked for area in region.areas))
    region = _ELSEWHERE
    try:
        region = ask(
            "Where?", {**{entry.id: entry.name for entry in likely}, _ELSEWHERE: "Somewhere else, or all over"}
        )
    finally:  # that it hurts is kept, whatever becomes of this question
        record_pain("" if region == _ELSEWHERE else region, content.digest)
    say("Leave it at that for today. Before you stretch again, ergo asks about it.")


def _ask(content: "Library", stretches: "Stretches") -> tuple[list[str], int]:
    """Return the area of the body and the minutes that the user picks, of what no screening holds back.

    Raises `HeldBackError` if that is nothing.
    """
    from ergo_cli.cli.gate import refuse_if_held
    from ergo_cli.content.model.body import Body
    from ergo_cli.prompt.ask import ask

    used = {area for entry in stretches.stretches for area in entry.areas}
    resting = set(refuse_if_held(content, ()).resting)
    if used <= resting:
        refuse_if_held(content, used)
    areas = {entry.id: entry.name for entry in content.read(Body).areas if entry.id in used - resting}
    everything = {} if used & resting else {"all": "A bit of everything"}
    area = ask("What would you like to stretch?", {**everything, **areas})
    minutes = ask("How long?", {"2": "2 minutes", "5": "5 minutes", "9": "9 minutes"})
    return ([] if area == "all" else [area]), int(minutes)
