"""What is imported before a command does its work: module counts are free of noise, times are not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import ergo_cli

ALWAYS_LATE = {
    "jsonschema",
    "pydantic",
    "prompt_toolkit",
    "questionary",
    "rich.markdown",
    "asyncio",
    "importlib.metadata",
}
HEAVY = {
    *ALWAYS_LATE,
    "rich",
    "rich.style",
    "rich.text",
    "rich.console",
    "yaml",
    "sqlite3",
    "msgspec",
    "platformdirs",
    "hashlib",
}
IMPORT = "import sys, ergo_cli.cli.app; print(*sys.modules, file=sys.stderr)"
RUN = "import sys; from ergo_cli.cli.main import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
MOUSE = [f"--answer=mouse-{name}=yes" for name in ("beside", "level", "size")]

Loaded = Callable[..., set[str]]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory, compiled: Path) -> Path:
    """Return a checkout whose content is compiled, whatever state ours is in."""
    root = tmp_path_factory.mktemp("checkout")
    (root / "src").mkdir()
    (root / "src" / "ergo_cli").symlink_to(Path(ergo_cli.__file__).parent)
    (root / "data").symlink_to(compiled)
    return root


@pytest.fixture
def loaded(checkout: Path) -> Loaded:
    """Return the modules that *code* with the arguments *argv* has loaded in a fresh interpreter."""

    def run(code: str, *argv: str, **variables: str) -> set[str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
        env |= {"PYTHONPATH": str(checkout / "src"), **variables}
        command = [sys.executable, "-c", code, *argv]
        return set(subprocess.run(command, env=env, capture_output=True, text=True, check=True).stderr.split())

    return run


def test_reading_the_command_tree_loads_nothing_heavy(loaded: Loaded) -> None:
    modules = loaded(IMPORT)
    assert {"typer", "ergo_cli.cli.app"} <= modules
    assert modules & HEAVY == set()


@pytest.mark.parametrize(
    ("argv", "needed"),
    [
        (["--help"], set()),
        (["--version"], set()),
        (["troubleshoot", "wrist-pain", "--json"], {"msgspec"}),
        (["screen", "--template"], {"msgspec"}),
        (["troubleshoot", "wrist-pain"], {"msgspec", "rich"}),
        (["setup-check", "mouse", *MOUSE], {"msgspec", "rich", "sqlite3"}),
        ([], {"msgspec", "rich", "sqlite3"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_loads_what_it_needs_and_no_more(loaded: Loaded, argv: list[str], needed: set[str]) -> None:
    assert loaded(RUN, *argv) & HEAVY == needed


def test_a_page_in_colour_takes_of_rich_no_more_than_its_styles(loaded: Loaded) -> None:
    modules = loaded(RUN, "troubleshoot", "wrist-pain", FORCE_COLOR="1", TERM="xterm-256color", NO_COLOR="")
    assert modules & HEAVY == {"msgspec", "rich", "rich.style"}


def test_completion_reads_the_content_and_loads_nothing_heavy(loaded: Loaded) -> None:
    code = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); from ergo_cli.cli.main import main; main([])"
    modules = loaded(code, _ERGO_COMPLETE="complete_bash", COMP_WORDS="ergo stretch n", COMP_CWORD="2")
    assert modules & HEAVY == set()


def test_only_the_command_that_is_run_is_read(loaded: Loaded) -> None:
    modules = loaded(RUN, "posture", "--json")
    assert "ergo_cli.cli.posture" in modules
    assert not modules & {f"ergo_cli.cli.{name}" for name in ("screen", "setup_check", "stretch", "content", "play")}


def test_what_was_loaded_is_neither_searched_for_garbage_nor_taken_apart(loaded: Loaded) -> None:
    told = "atexit.register(lambda: print(gc.get_stats()[2]['collections'], gc.get_freeze_count() > 10_000, file=sys.stderr))"
    code = f"import atexit, gc, sys; {told}; from ergo_cli.cli.main import run; run()"
    assert loaded(code, "troubleshoot", "--list", "--json") == {"0", "True"}
