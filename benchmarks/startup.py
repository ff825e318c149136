"""Start-up of each command as a ratio to a one-command Typer program, in CPU time, in one run; and its memory.

CPU time of the child, the least of many runs taken in turns: what other programs do on the machine hardly shows.
Usage: python benchmarks/startup.py [RUNS]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

BASELINE = """
import typer
app = typer.Typer()

@app.command()
def hello(name: str) -> None:
    print(name)

app()
"""
# Command, and the most that it may be (issues 2, 4 and 5); None: no limit named.
CASES: dict[str, float | None] = {
    "--help": 1.2,
    "troubleshoot wrist-pain --json": 1.6,
    "troubleshoot wrist-pain": 2.2,
    "troubleshoot my wrist hurts when I use the mouse --json": 1.8,
    "setup-check --answers examples/desk.yaml --json": 1.7,
    "fit 178 --json": None,
    "screen --no-input --json": None,
    "stretch --list --json": None,
    "stretch --list": None,
    "posture sitting --json": None,
    "break --json": None,
}


def cost(argv: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Return the CPU time, user and system, in seconds, and the memory, in MB, that *argv* takes."""
    nowhere = subprocess.DEVNULL
    child = subprocess.Popen(argv, env=environment, stdin=nowhere, stdout=nowhere, stderr=nowhere)
    _, _, used = os.wait4(child.pid, 0)
    child.returncode = 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main(runs: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "baseline.py"
        script.write_text(BASELINE)
        environment = {**os.environ, "ERGO_HOME": folder, "TERM": "dumb"}
        ergo = str(Path(sys.executable).with_name("ergo"))
        commands = {"(one-command Typer program)": [sys.executable, str(script), "x"]}
        commands |= {f"ergo {case}": [ergo, *case.split()] for case in CASES}
        best = dict.fromkeys(commands, (float("inf"), float("inf")))
        for _ in range(runs):
            for name, argv in commands.items():
                best[name] = min(best[name], cost(argv, environment))
    baseline, _ = best["(one-command Typer program)"]
    limits = [None, *CASES.values()]
    print(f"{'command':64} {'CPU ms':>7} {'ratio':>6} {'limit':>6} {'MB':>4}")
    for (name, (seconds, memory)), limit in zip(best.items(), limits, strict=True):
        print(f"{name:64} {seconds * 1000:7.0f} {seconds / baseline:6.2f} {limit or '':>6} {memory:4.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
