"""The real program as a process of its own, where a fault cannot be made to happen in the test's own process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ERGO = [sys.executable, "-m", "ergo_cli"]


def environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    """Return the environment with *changes*, of which None takes a variable away; coverage's own files are left out."""
    env: dict[str, str | None] = {**os.environ, **changes}
    return {name: value for name, value in env.items() if value is not None and not name.startswith("COVERAGE_")}


def in_shell(redirections: str, *argv: str | Path, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Run `ergo *argv*` with *redirections* as a shell writes them, `>&-` say; stdin is empty unless they say otherwise."""
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {redirections}', "sh", *ERGO, *argv],
        env=environment(changes),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def with_small_files(limit: int, *argv: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `ergo *argv*` where no file can grow beyond *limit* bytes, which is what a full disk is."""
    code = (
        "import resource, sys; from ergo_cli.cli.main import run; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY)); run()"
    )
    return run_python(code, str(limit), *argv)


def run_python(code: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the Python program *code*."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment({}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def lines(run: subprocess.CompletedProcess[str]) -> Sequence[str]:
    """Return what *run* told, line by line; a traceback is never among it."""
    assert "Traceback" not in run.stderr, run.stderr
    return run.stderr.splitlines()
