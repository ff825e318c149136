"""Results to stdout, talk to stderr; both in the characters that the stream has."""

from __future__ import annotations

import errno
import os
import sys
from codecs import lookup
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import TYPE_CHECKING, TextIO

from ergo_cli.cli.wiring import now
from ergo_cli.errors import OutputError
from ergo_cli.plain import escaped

if TYPE_CHECKING:
    from msgspec import Struct

    from ergo_cli.render.blocks import Picture
    from ergo_cli.render.views.kinds import Kind


def emit(
    kind: Kind, result: Struct, form: StrEnum, digest: str, beside: Mapping[str, Picture] | str | bool | None = None
) -> None:
    """Print *result*, a *kind*, in one of the formats of `Format`; *digest* names the content behind it.

    *beside* is what its view as text takes: pictures, by whatever it calls them, a time, or whether to be brief.
    """
    from ergo_cli.cli.options import Format

    with unless_closed(sys.stdout):
        if form == Format.JSON:
            from ergo_cli.render.envelope import envelope

            print_text(_encodable(envelope(kind, result, content=digest, created=now()).decode()) + "\n")
        elif form == Format.MARKDOWN:
            from ergo_cli.render.markdown import render as to_markdown
            from ergo_cli.render.views.kinds import view_of

            print_text(to_markdown(view_of(kind)(result)))
        else:
            from ergo_cli.render.terminal import terminal_for
            from ergo_cli.render.text import render
            from ergo_cli.render.views.kinds import view_of

            blocks = view_of(kind)(result, beside) if beside else view_of(kind)(result)
            render(blocks, terminal_for(sys.stdout))
            sys.stdout.flush()


def print_text(text: str) -> None:
    """Print *text* to stdout as it is."""
    with unless_closed(sys.stdout):
        sys.stdout.write(text)
        sys.stdout.flush()


def print_markup(document: str) -> None:
    """Print the SVG or HTML *document*; unless stdout is UTF-8, with references for all but ASCII."""
    print_text(document if _is_utf8(sys.stdout) else document.encode("ascii", "xmlcharrefreplace").decode())


def say(text: str) -> None:
    """Tell the user *text*, on stderr; where that cannot be written, the exit code has to do."""
    with suppress(OutputError), unless_closed(sys.stderr):
        print(_fitted(text), file=sys.stderr, flush=True)  # noqa: T201  # stderr's door


# What tells good from bad, or is on every screen, for streams that have no more than ASCII.
_ASCII = {"✓": "+", "✗": "x", "•": "*", "±": "+/-", "▌": "|", "█": "#", "░": ".", "…": "..."}


def spell(error: UnicodeError) -> tuple[str, int]:
    """Return what to write for characters that a stream lacks, and where to go on: a handler for `codecs`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    import unicodedata

    def spelt(character: str) -> str:
        bare = unicodedata.normalize("NFD", character)[0]
        return _ASCII.get(character) or (bare if bare.isascii() else "?")

    return "".join(map(spelt, error.object[error.start : error.end])), error.end


def _encodable(document: str) -> str:
    """Return the JSON *document* with escapes for what is unsafe and, unless stdout is UTF-8, for all but ASCII."""
    document = escaped(document)
    if _is_utf8(sys.stdout):
        return document
    import json

    return "".join(character if character.isascii() else json.dumps(character)[1:-1] for character in document)


def _is_utf8(stream: TextIO) -> bool:
    """Return whether *stream* is in UTF-8, as readers of JSON and SVG take for granted."""
    return lookup(stream.encoding or "utf-8").name == "utf-8"


def _fitted(text: str) -> str:
    """Return *text* in lines that fit the terminal; as it is if stderr is none."""
    if not sys.stderr.isatty():
        return text
    import shutil
    import textwrap

    width = shutil.get_terminal_size().columns
    return "\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in text.split("\n"))


@contextmanager
def unless_closed(stream: TextIO) -> Iterator[None]:
    """Go on quietly if the reader of *stream* has gone away (`| head -1`): the exit code still tells the outcome.

    Raises `OutputError` if it cannot be written for another reason.
    """
    try:
        yield
    except OSError as error:
        silence(stream)
        if not reader_is_gone(error):
            raise OutputError(f"the result could not be written: {error.strerror or error}") from error


def reader_is_gone(error: OSError) -> bool:
    """Return whether *error* is what writing to nobody gives; Windows says EINVAL (python/cpython#79935)."""
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)


def silence(stream: TextIO) -> None:
    """Send to nowhere what is still buffered: it would raise again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
