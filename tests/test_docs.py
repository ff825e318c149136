"""docs/content.md: its pack is complete, and works as it stands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import Ergo

PAGE = (Path(__file__).parents[1] / "docs" / "content.md").read_text()
FILES = dict(re.findall(r"```yaml\n# (packs/\S+)\n(.*?)```", PAGE, re.DOTALL))
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


@pytest.fixture(autouse=True)
def _installed(home: Path) -> None:
    for name, text in FILES.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_of_the_page_runs(command: str, ergo: Ergo) -> None:
    run = ergo(*shlex.split(command)[1:])
    assert run.code == 0, run.err


def test_own_stretches_are_listed_and_told_with_their_doses(ergo: Ergo) -> None:
    listed = ergo("stretch", "--list").out
    assert "my-calf-stretch" in listed
    assert "my-arm-raises" in listed
    told = ergo("stretch", "--show", "my-calf-stretch", "my-arm-raises").out
    assert "Lean in: hold 30 seconds, each side, 2 sets" in told
    assert "Raise both arms: 8 times, 3 sets" in told
    assert "You feel it in the calf of the leg behind." in told
    assert "Leave it out on days when the calf cramps." in told


def test_the_figure_of_ones_own_is_drawn_and_the_words_need_none(ergo: Ergo) -> None:
    figure = [r"[\u2800-\u28ff]", "--show", "--glyphs", "braille"]
    assert re.search(figure[0], ergo("stretch", "my-arm-raises", *figure[1:]).out)
    assert not re.search(figure[0], ergo("stretch", "my-calf-stretch", *figure[1:]).out)
    assert not re.search(figure[0], ergo("stretch", "my-arm-raises", "--show").out)


def test_the_page_has_each_kind_of_file_once() -> None:
    assert [Path(name).relative_to("packs/therapist").as_posix() for name in FILES] == [
        "stretches.yaml",
        "sources.yaml",
        "figures/clips.yaml",
    ]
