"""docs/figures.md does what it says: its example is a pack that is in order, is drawn and plays."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from msgspec import Struct

from ergo_cli.content.model import figures
from ergo_cli.content.model.figures import Framing, View
from tests.conftest import Ergo

GUIDE = (Path(__file__).parents[1] / "docs" / "figures.md").read_text()
FILES = re.findall(r"`(\S+\.yaml)`:\n\n```yaml\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def pack(home: Path) -> Path:
    """The pack of the guide, in the user's folder."""
    folder = home / "packs" / "mine"
    for name, text in FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


@pytest.mark.usefixtures("pack")
def test_the_example_is_in_order(ergo: Ergo) -> None:
    assert len(FILES) == 3
    assert ergo("content", "lint").code == 0


@pytest.mark.usefixtures("pack")
def test_the_example_is_on_its_contact_sheet(ergo: Ergo) -> None:
    code, out, err = ergo("content", "figure", "overhead-reach")
    assert (code, err) == (0, "")
    assert "Overhead reach" in out
    assert "Out of reach" not in out


@pytest.mark.usefixtures("pack")
def test_the_example_plays(ergo: Ergo) -> None:
    out = ergo("stretch", "--show", "overhead", "-f", "html").out
    assert out.count("step-end infinite") == 12
    assert "Lean gently to one side" in out


def test_a_slip_in_the_pack_is_told_with_its_line(ergo: Ergo, pack: Path) -> None:
    path = pack / "figures" / "clips.yaml"
    path.write_text(path.read_text().replace("view: front", "view: frnt"))
    code, _, err = ergo("content", "figure", "overhead-reach")
    assert code == 65
    assert re.search(r"clips\.yaml:7:", err)


def test_a_hand_that_falls_short_is_told(ergo: Ergo, pack: Path) -> None:
    path = pack / "figures" / "clips.yaml"
    path.write_text(path.read_text().replace("spine:", "right_foot: {touch: floor, offset: [-40, 3.8, 30]}, spine:"))
    out = ergo("content", "figure", "overhead-reach").out
    assert re.search(r"right-foot of pose 3: \d+ % of stature short", out)


def test_what_the_guide_names_is_in_the_format() -> None:
    structs = [kind for kind in vars(figures).values() if isinstance(kind, type) and issubclass(kind, Struct)]
    known = {field for kind in structs for field in kind.__struct_fields__}
    known |= {*get_args(View), *get_args(Framing), "good", "bad"}
    assert set(re.findall(r"`([a-z_-]+)`", GUIDE)) - known == {"x", "y", "z"}
