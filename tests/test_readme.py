from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from ergo_cli.cli.app import SUMMARIES
from tests.conftest import Ergo

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
SHELL = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [line for block in SHELL for line in block.splitlines() if line.startswith("ergo ")]
# Without a terminal, what has to ask says so.
ASKS = {
    "ergo screen": 2,
    "ergo screen --region neck": 2,
    "ergo screen --answers examples/back.yaml --json --no-save": 3,
}
FAILS_UNDER = "ergo setup-check --answers examples/desk.yaml --json --fail-under 80 --no-save"


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_of_the_readme_runs(command: str, ergo: Ergo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    expected = {**ASKS, FAILS_UNDER: 1}.get(command, 0)
    run = ergo(*shlex.split(command)[1:])
    assert run.code == expected, run.err
    assert run.out or expected


def test_the_screens_of_the_readme_are_what_the_program_prints() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    from readme import updated

    assert updated(README) == README, "run scripts/readme.py"


@pytest.mark.parametrize("name", SUMMARIES)
def test_each_command_is_in_the_readme(name: str) -> None:
    assert f"`ergo {name}" in README


def test_the_pack_of_the_readme_works_as_it_stands(ergo: Ergo, home: Path) -> None:
    stretches, sources = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    pack = home / "packs" / "therapist"
    pack.mkdir(parents=True)
    (pack / "stretches.yaml").write_text(stretches)
    (pack / "sources.yaml").write_text(sources)
    run = ergo("stretch", "--show", "doorway-stretch")
    assert run.code == 0, run.err
    assert "Step forward until the chest feels a gentle pull." in run.out
