"""The options that commands share, each defined once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, TypeVar

import typer


class Format(StrEnum):
    """The forms a result can take."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class DrawnFormat(StrEnum):
    """The forms of a result that has a picture."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    SVG = "svg"


class MovingFormat(StrEnum):
    """The forms of a result that has a moving picture."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    SVG = "svg"
    HTML = "html"


F = TypeVar("F", Format, DrawnFormat, MovingFormat)

GlyphsOption = Annotated[
    Literal["braille", "block", "ascii"] | None,
    typer.Option("--glyphs", help="Draw figures with these characters.", show_default=False),
]
NoPictureOption = Annotated[bool, typer.Option("--no-picture", help="Words only.")]
_FORMAT = typer.Option("--format", "-f", help="How to print the result.", show_default=True)
FormatOption = Annotated[Format, _FORMAT]
DrawnFormatOption = Annotated[DrawnFormat, _FORMAT]
MovingFormatOption = Annotated[MovingFormat, _FORMAT]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for -f json.", show_default=False)]
NoInputOption = Annotated[bool, typer.Option("--no-input", help="Never ask; name what is missing and exit 2.")]
NoSaveOption = Annotated[bool, typer.Option("--no-save", help="Write nothing to the history.")]
AnswersOption = Annotated[
    str | None, typer.Option("--answers", metavar="FILE", help="Answers from a YAML or JSON file; - reads stdin.")
]
AnswerOption = Annotated[
    list[str] | None, typer.Option("--answer", metavar="ID=ANSWER", help="One answer; repeat it; wins over the file.")
]
TemplateOption = Annotated[bool, typer.Option("--template", help="Print a blank answers file and exit.")]


def chosen(form: F, as_json: bool) -> F:
    """Return the format that `--format` and `--json` together ask for."""
    if as_json and form.value not in {Format.TEXT, Format.JSON}:
        raise typer.BadParameter(f"--json and -f {form.value} exclude each other")
    return type(form)(Format.JSON) if as_json else form
