"""Completion as shells ask for it: through Typer's variables in the environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ergo_cli.cli.app import SUMMARIES
from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.body import Body
from ergo_cli.content.model.breaks import Breaks
from ergo_cli.content.model.figures import Clips, Pictures
from ergo_cli.content.model.habits import Habits
from ergo_cli.content.model.posture import Postures
from ergo_cli.content.model.screening import Screening
from ergo_cli.content.model.stretches import Stretches
from ergo_cli.content.model.symptoms import Symptoms
from ergo_cli.content.model.workstation import Workstation
from ergo_cli.content.subjects import SUBJECTS
from tests.conftest import Ergo

ERGO = Path(sys.executable).with_name("ergo")
CONTENT = Library(data_dir())
HABITS = """
habits:
  - {id: music, name: "[red]Hum[/red] [/nope] 'a' \\"b\\" `c` $d: e", text: Hum., tips: [], sources: [kp-ergonomics]}
"""

Complete = Callable[[str], list[str]]


def variables(shell: str, words: str) -> dict[str, str]:
    if shell == "bash":
        return {"_ERGO_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    action = {"_TYPER_COMPLETE_FISH_ACTION": "get-args"} if shell == "fish" else {}
    return {"_ERGO_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": words, **action}


def run(shell: str, words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **variables(shell, words)}
    return subprocess.run([ERGO], env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def complete(ergo: Ergo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Complete:
    """Complete the words as bash would, in this process."""

    def completed(words: str) -> list[str]:
        for name, value in variables("bash", words).items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            ergo()
        assert not ended.value.code
        return capsys.readouterr().out.split()

    return completed


@pytest.mark.parametrize(
    ("shell", "words", "shown"),
    [
        ("bash", "ergo s", "screen\nsetup-check\nstretch\n"),
        ("bash", "ergo troubleshoot wr", "wrist-pain\n"),
        ("zsh", "ergo pos", """_arguments '*: :(("posture":"See good posture beside the usual slips."))'\n"""),
        ("zsh", "ergo posture st", """_arguments '*: :(("standing":"Standing"))'\n"""),
        ("fish", "ergo po", "posture\tSee good posture beside the usual slips.\n"),
        ("fish", "ergo setup-check mou", "mouse\tMouse\n"),
    ],
)
def test_each_shell_gets_what_it_expects(shell: str, words: str, shown: str) -> None:
    completed = run(shell, words)
    assert (completed.returncode, completed.stdout, completed.stderr) == (0, shown, "")


def test_a_long_description_stays_on_the_line_of_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = run("fish", "ergo break ").stdout.splitlines()
    assert [line.partition("\t")[0] for line in lines] == [idea.id for idea in CONTENT.read(Breaks).ideas]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_markup_in_the_name_of_a_packs_entry_is_not_interpreted(shell: str, home: Path) -> None:
    path = home / "packs" / "own" / "habits.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(HABITS)
    completed = run(shell, "ergo habits mus")
    assert (completed.returncode, completed.stderr) == (0, "")
    assert "[red]Hum[/red] [/nope]" in completed.stdout


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("ergo ", [*SUMMARIES]),
        ("ergo stretch ", [entry.id for entry in CONTENT.read(Stretches).stretches]),
        ("ergo stretch neck-stretch ", [entry.id for entry in CONTENT.read(Stretches).stretches]),
        ("ergo stretch --area ", [entry.id for entry in CONTENT.read(Body).areas]),
        ("ergo screen --region ", [entry.id for entry in CONTENT.read(Screening).regions]),
        ("ergo screen --avoid ", [entry.id for entry in CONTENT.read(Body).areas]),
        ("ergo screen --allow ", [entry.id for entry in CONTENT.read(Body).areas]),
        ("ergo troubleshoot ", [entry.id for entry in CONTENT.read(Symptoms).symptoms]),
        ("ergo setup-check ", [*(entry.id for entry in CONTENT.read(Workstation).areas), "show", "last", "diff"]),
        ("ergo setup-check --only ", [entry.id for entry in CONTENT.read(Workstation).checks]),
        ("ergo posture ", [entry.id for entry in CONTENT.read(Postures).postures]),
        ("ergo habits ", [entry.id for entry in CONTENT.read(Habits).habits]),
        ("ergo break ", [entry.id for entry in CONTENT.read(Breaks).ideas]),
        ("ergo content ", ["figure", "list", "lint", "schema"]),
        (
            "ergo content figure ",
            [*(e.id for e in CONTENT.read(Clips).clips), *(e.id for e in CONTENT.read(Pictures).pictures)],
        ),
        ("ergo content schema ", [kind.file.removesuffix(".yaml") for kind in SUBJECTS]),
        ("ergo stretch --position ", ["seated", "standing"]),
        ("ergo habits -f ", ["text", "json", "markdown"]),
        ("ergo posture -f ", ["text", "json", "markdown", "svg"]),
        ("ergo stretch -f ", ["text", "json", "markdown", "svg", "html"]),
    ],
)
def test_every_id_that_a_command_takes_is_completed(complete: Complete, words: str, ids: list[str]) -> None:
    assert sorted(complete(words)) == sorted(ids)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("ergo stretch shoulder-", ["shoulder-rolls", "shoulder-stretch"]),
        ("ergo stretch --area=ne", ["neck"]),
        ("ergo troubleshoot lower", ["lower-back-pain"]),
        ("ergo posture x", []),
        ("ergo stretch --an", ["--animation"]),
        ("ergo screen --templ", ["--template"]),
        ("ergo screen --region=n", ["neck"]),
        ("ergo screen --avoid neck --avoid=ha", ["hands"]),
    ],
)
def test_what_is_typed_so_far_narrows_the_choice(complete: Complete, words: str, ids: list[str]) -> None:
    assert complete(words) == ids


def test_completion_writes_nothing(complete: Complete, home: Path) -> None:
    assert complete("ergo stretch ")
    assert not home.exists()


def test_a_broken_pack_does_not_break_completion_of_commands(complete: Complete, home: Path) -> None:
    path = home / "packs" / "own" / "habits.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("habits: 7")
    assert complete("ergo hab") == ["habits"]


def test_behind_show_the_checks_are_completed(complete: Complete) -> None:
    assert complete("ergo setup-check show screen-he") == ["screen-height"]
