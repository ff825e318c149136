from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ergo_cli.render.blocks import (
    Bars,
    Block,
    Callout,
    Commands,
    Entry,
    Facts,
    Heading,
    Listing,
    Para,
    Title,
    Tone,
    entries,
)
from ergo_cli.render.markdown import render

# A busy machine is no failure.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# What means something to Markdown or HTML, among words; one line, as all content is.
TEXT = st.text("*_[]<>|`\\#+-=~!().&:;\"'{}0123456789 aBz/é", max_size=30).map(lambda text: text.strip() or "x")


@pytest.mark.parametrize(
    ("block", "markdown"),
    [
        (Title("Sitting", "posture"), "# Sitting\n\n*posture*\n"),
        (Title("Sitting"), "# Sitting\n"),
        (Heading("Why", "warn"), "## Why\n"),
        (Para("Sit back.", "danger"), "Sit back.\n"),
        (Listing(entries(["Sit.", "Rest."])), "- Sit.\n- Rest.\n"),
        (Listing(entries(["Sit.", "Rest."]), "1", 9), "9. Sit.\n10. Rest.\n"),
        (Listing((Entry("Sit.", ("Why.", "Note."), ("ergo",)),)), "- Sit.\n  <br>Why.\n  <br>Note.\n  <br>`ergo`\n"),
        (Listing((Entry("Sit.", ("Why.",)),), "1", 10), "10. Sit.\n    <br>Why.\n"),
        (Listing(entries(["Sit."]), "✓"), "- ✓ Sit.\n"),
        (Callout("Call", ("Now.", "Go.")), "> **Call**\n>\n> Now.\n>\n> Go.\n"),
        (Callout("Call"), "> **Call**\n"),
        (Facts((("Eyes", "20 s"), ("Feet", "5 s"))), "- **Eyes**: 20 s\n- **Feet**: 5 s\n"),
        (Bars((("Eyes", 66.6, "fine", "good"),)), "| | Score | |\n|---|---:|---|\n| Eyes | 67 | fine |\n"),
        (Bars((("Feet", None, "", "muted"),)), "| | Score | |\n|---|---:|---|\n| Feet | n.a. |  |\n"),
        (Commands((("ergo x", "do it"),)), "## Next\n\n- `ergo x`: do it\n"),
    ],
)
def test_a_block_in_markdown(block: Block, markdown: str) -> None:
    assert render([block]) == markdown


def test_blocks_are_paragraphs_of_their_own() -> None:
    assert render([Title("A"), Para("B"), Callout("C")]) == "# A\n\nB\n\n> **C**\n"


def test_an_empty_list_leaves_no_gap() -> None:
    assert render([Heading("A"), Listing(()), Para("B")]) == "## A\n\nB\n"


@pytest.mark.parametrize("tone", get_args(Tone))
def test_markdown_has_no_tones(tone: Tone) -> None:
    blocks: list[Block] = [Heading("A", tone), Para("B", tone), Callout("C", (), tone), Bars((("D", 1, "E", tone),))]
    assert tone not in render(blocks)


def inlines(block: Block) -> list[list[Token]]:
    return [token.children or [] for token in READER.parse(render([block])) if token.type == "inline"]


def structure(block: Block) -> list[str]:
    """Return the kinds of all that a reader of Markdown sees in *block*, texts left out."""
    inner = [child.type for children in inlines(block) for child in children if not child.type.startswith("text")]
    return [token.type for token in READER.parse(render([block]))] + inner


def reads(block: Block) -> list[str]:
    """Return the texts that a reader of Markdown sees in *block*."""
    return ["".join(child.content for child in children) for children in inlines(block)]


@UNHURRIED
@given(TEXT)
@example("# head.")
@example("- item.")
@example("1. first.")
@example("1) first.")
@example("R&amp;D.")
@example("~~gone~~.")
@example("![x](y).")
def test_a_text_is_never_markup(text: str) -> None:
    for build in (Heading, Para, Title):
        assert reads(build(text)) == [text]
        assert structure(build(text)) == structure(build("x"))


@UNHURRIED
@given(TEXT, TEXT)
@example("# head.", "- item.")
def test_a_text_in_a_list_is_never_markup(text: str, detail: str) -> None:
    assert reads(Listing((Entry(text), Entry(detail)), "1")) == [text, detail]
    plain = Listing((Entry("x", ("x",)),))
    assert structure(Listing((Entry(text, (detail,)),))) == structure(plain)


@UNHURRIED
@given(TEXT, TEXT)
@example("# head.", "1. first.")
def test_a_text_in_a_callout_is_never_markup(title: str, line: str) -> None:
    assert reads(Callout(title, (line,))) == [title, line]
    assert structure(Callout(title, (line,))) == structure(Callout("x", ("x",)))


@UNHURRIED
@given(TEXT, TEXT)
def test_a_text_in_a_table_or_beside_a_name_is_never_markup(name: str, value: str) -> None:
    assert reads(Bars(((name, 1, value, "good"),)))[3:] == [name, "1", value]
    assert reads(Facts(((name, value),))) == [f"{name}: {value}"]
    assert structure(Facts(((name, value),))) == structure(Facts((("x", "x"),)))


@UNHURRIED
@given(TEXT, TEXT)
@example("ergo `rm`.", "x.")
def test_a_command_is_never_markup(command: str, what: str) -> None:
    assert reads(Commands(((command, what),)))[1:] == [f"{command}: {what}"]
    assert structure(Commands(((command, what),))) == structure(Commands((("x", "x"),)))
