from __future__ import annotations

import io
from typing import get_args

import pytest
from rich.errors import MissingStyle
from rich.style import Style

from ergo_cli.render.blocks import Tone
from ergo_cli.render.console import console_for
from ergo_cli.render.terminal import terminal_for
from ergo_cli.render.theme import STYLES

# What a terminal is told (SGR) for each style.
CODES = {
    "title": "1",
    "plain": "39",
    "muted": "2",
    "good": "32",
    "warn": "33",
    "danger": "1;31",
    "accent": "1;36",
    "command": "36",
    "mark": "2",
    "figure.body": "39",
    "figure.accent": "1;35",
    "figure.prop": "36",
    "figure.cue": "32",
    "figure.trail": "2",
    "figure.good": "1;7;32",
    "figure.bad": "1;7;31",
    "figure.mark": "1;7;36",
}


def test_every_style_has_its_code_here() -> None:
    assert set(CODES) == set(STYLES)


def test_every_tone_has_a_style() -> None:
    assert set(get_args(Tone)) <= set(STYLES)


def test_no_style_of_rich_itself_is_left() -> None:
    console = console_for(io.StringIO())
    assert [name for name in STYLES if console.get_style(name) != Style.parse(STYLES[name])] == []
    with pytest.raises(MissingStyle):
        console.get_style("table.header")


def test_no_two_tones_look_alike() -> None:
    tones = [Style.parse(STYLES[tone]) for tone in get_args(Tone)]
    assert len(set(tones)) == len(tones)


@pytest.mark.parametrize("name", CODES)
def test_a_style_looks_as_agreed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    file = io.StringIO()
    terminal_for(file).write([(("words", name),)])
    assert file.getvalue() == f"\x1b[{CODES[name]}mwords\x1b[0m\n"
