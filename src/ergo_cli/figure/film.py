"""Several instants of a clip in one picture: side by side as text or SVG, or one after the other as a flip-book."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ergo_cli.figure.cells import Glyphs, Row, cells
from ergo_cli.figure.motion import Moment, instants, pose_at
from ergo_cli.figure.scene import Figure, scene
from ergo_cli.figure.shapes import Scene
from ergo_cli.figure.svg import HEIGHT, WIDTH, document, drawing

_GAP = (" ", None)


def scenes(figure: Figure, count: int) -> tuple[Scene, ...]:
    """Return *count* telling pictures of *figure*, in order."""
    return tuple(scene(figure, Moment(pose_at(figure.motion, t), "approach")) for t in instants(figure.motion, count))


def sheet(pictures: Sequence[Scene], columns: int, rows: int, glyphs: Glyphs) -> tuple[Row, ...]:
    """Return *pictures*, each *columns* by *rows* characters, side by side, a space between them."""
    drawn = [cells(picture, columns, rows, glyphs) for picture in pictures]
    return tuple(
        tuple(cell for index, picture in enumerate(drawn) for cell in ((_GAP,) if index else ()) + picture[row])
        for row in range(rows)
    )


def strip(pictures: Sequence[Scene], width: int = WIDTH, height: int = HEIGHT) -> str:
    """Return *pictures*, each *width* by *height* CSS pixels, side by side as one SVG document."""
    frames = [
        f'<svg x="{index * width}" width="{width}" height="{height}">{drawing(picture, width, height)}</svg>'
        for index, picture in enumerate(pictures)
    ]
    return document(pictures[0].title, pictures[0].text, "".join(frames), width * len(pictures), height)


def flip_book(figure: Figure, count: int = 12, width: int = WIDTH, height: int = HEIGHT) -> str:
    """Return *figure* as an SVG document that moves without a script; still for those who ask for reduced motion.

    A loop goes round in its own time; any other clip goes to its peak, which is the still, and back.
    """
    motion = figure.motion
    pictures = scenes(figure, count)
    order = (
        list(range(count)) if motion.loop else [*range(count), *[count - 1] * (count // 2), *range(count - 1, 0, -1)]
    )
    seconds = motion.stay if motion.loop else motion.lead + motion.back + motion.lead * 0.5
    still = count // 3 if motion.loop else count - 1
    frames = "".join(
        f'<g class="frame f{index}">{drawing(picture, width, height)}</g>' for index, picture in enumerate(pictures)
    )
    return document(figure.title, figure.text, frames, width, height, _flipping(order, count, seconds, still))


def page(figure: Figure, count: int = 12) -> str:
    """Return an HTML page, with nothing outside it, that shows the flip-book of *figure* and what it shows in words."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(figure.title)}</title><style>body{{font-family:sans-serif;max-width:40em;margin:2em auto}}</style>"
        f"<h1>{escape(figure.title)}</h1>{flip_book(figure, count)}<p>{escape(figure.text)}</p></html>\n"
    )


def _flipping(order: Sequence[int], count: int, seconds: float, still: int) -> str:
    """Return the CSS that shows frames in *order*, over and over; only *still* if motion is to be reduced."""
    rules = [
        f".frame{{visibility:hidden}}.f{still}{{visibility:visible}}",
        "@media (prefers-reduced-motion:no-preference){",
    ]
    for frame in range(count):
        shown = [
            f"{100 * index / len(order):.2f}%{{visibility:{'visible' if at == frame else 'hidden'}}}"
            for index, at in enumerate(order)
            if at == frame or not index or order[index - 1] == frame
        ]
        rules.append(f"@keyframes k{frame}{{{''.join(shown)}}}")
        rules.append(f".f{frame}{{animation:k{frame} {seconds:.2f}s step-end infinite}}")
    return "".join(rules) + "}"
