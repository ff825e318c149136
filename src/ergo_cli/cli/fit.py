"""`ergo fit`: from body size to the heights of chair, desk and screen."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ergo_cli.cli.options import (
    DrawnFormat,
    DrawnFormatOption,
    GlyphsOption,
    JsonOption,
    NoInputOption,
    NoPictureOption,
    chosen,
)

if TYPE_CHECKING:
    from ergo_cli.content.model.fit import Input


class Sex(StrEnum):
    """Whose figures to use; either by default."""

    MALE = "male"
    FEMALE = "female"


def fit(
    height: Annotated[
        list[str] | None, typer.Argument(metavar="HEIGHT", help="Your height: 178, 178cm, 1.78m, 5'10\".")
    ] = None,
    sex: Annotated[Sex | None, typer.Option(help="Use the figures of one sex; they are a little closer.")] = None,
    shoes: Annotated[
        str | None, typer.Option(metavar="LENGTH", help="Height of your soles.", show_default=False)
    ] = None,
    cushion: Annotated[str | None, typer.Option(metavar="LENGTH", help="Height of a seat cushion, sat upon.")] = None,
    knee: Annotated[
        str | None, typer.Option(metavar="LENGTH", help="Measured: floor to the hollow of the knee, seated.")
    ] = None,
    elbow: Annotated[str | None, typer.Option(metavar="LENGTH", help="Measured: floor to the elbow, seated.")] = None,
    standing_elbow: Annotated[
        str | None, typer.Option(metavar="LENGTH", help="Measured: floor to the elbow, standing.")
    ] = None,
    desk: Annotated[
        str | None, typer.Option(metavar="LENGTH", help="A desk of fixed height: what to do about it.")
    ] = None,
    glyphs: GlyphsOption = None,
    no_picture: NoPictureOption = False,
    form: DrawnFormatOption = DrawnFormat.TEXT,
    as_json: JsonOption = False,
    no_input: NoInputOption = False,
) -> None:
    """Find the heights that fit you: chair, desk, armrests, screen.

    Lengths are in cm unless they say otherwise (74, 29in). Measure without shoes.

    Example: ergo fit 178 --desk 74
    """
    from ergo_cli.cli.output import emit, print_markup
    from ergo_cli.cli.pictures import drawn_fit, fit_stills, room
    from ergo_cli.cli.wiring import library
    from ergo_cli.content.model.fit import Fit
    from ergo_cli.engine.fit import fit as fitted
    from ergo_cli.engine.lengths import length

    chosen_form = chosen(form, as_json)
    content = library()
    figures = content.read(Fit)
    bounds = {entry.id: entry for entry in figures.inputs}
    stature = (
        length(" ".join(height), bounds["stature"]) if height else _ask_height(bounds["stature"], no_input=no_input)
    )
    texts = {
        "shoes": shoes,
        "cushion": cushion,
        "knee": knee,
        "elbow": elbow,
        "standing-elbow": standing_elbow,
        "desk": desk,
    }
    given = {name: length(text, bounds[name]) for name, text in texts.items() if text is not None}
    result = fitted(figures, stature, sex.value if sex else "either", given)
    if chosen_form is DrawnFormat.SVG:
        from ergo_cli.figure.plate import plate

        print_markup(plate(f"What fits you: {stature:g} cm", [fit_stills(result)]))
        return
    space = room(glyphs, no_picture=no_picture) if chosen_form is DrawnFormat.TEXT else None
    pictures = drawn_fit(result, space) if space else None
    emit("fit", result, chosen_form, content.digest, pictures)


def _ask_height(bounds: "Input", *, no_input: bool) -> float:
    """Return the height in cm that the user types, asked until it can be read."""
    from ergo_cli.cli.output import say
    from ergo_cli.cli.wiring import can_ask
    from ergo_cli.engine.lengths import length
    from ergo_cli.errors import UsageError

    if not can_ask(no_input=no_input):
        raise UsageError("say how tall you are: ergo fit 178, or 5'10\"")
    from ergo_cli.prompt.ask import ask_line

    while True:
        try:
            return length(ask_line("How tall are you? (178, 1.78m or 5'10\")"), bounds)
        except UsageError as error:
            say(f"{error}")
