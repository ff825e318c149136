"""The options that commands share, each defined once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

import typer


class Format(StrEnum):
    """The forms a result can take."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


GlyphsOption = Annotated[
    Literal["braille", "block", "ascii"] | None,
    typer.Option("--glyphs", help="Draw figures with these characters.", show_default=False),
]
NoPictureOption = Annotated[bool, typer.Option("--no-picture", help="Words only.")]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print the result.", show_default=True)]
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


def chosen(form: Format, as_json: bool) -> Format:
    """Return the format that `--format` and `--json` together ask for."""
    if as_json and form is Format.MARKDOWN:
        raise typer.BadParameter("--json and -f markdown exclude each other")
    return Format.JSON if as_json else form
