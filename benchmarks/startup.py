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
# Command, and the most that it may be (issue 7). Text is in colour, as at a terminal.
CASES = {
    "--help": 1.1,
    "troubleshoot wrist-pain --json": 1.3,
    "troubleshoot wrist-pain": 1.7,
    "troubleshoot my wrist hurts when I use the mouse --json": 1.8,
    "setup-check --answers examples/desk.yaml --json": 1.7,
    "fit 178 --json": 1.3,
    "screen --no-input --json": 1.3,
    "stretch --list --json": 1.3,
    "stretch --list": 1.7,
    "posture sitting --json": 1.3,
    "break --json": 1.3,
}
# Measured once more with the history that the other leaves, which it looks into; alone, each has none of before.
AGAIN, AFTER = "troubleshoot wrist-pain --json", "setup-check --answers examples/desk.yaml --json"
# Words to complete, and the shell that calls; they may be as much as `--help`.
COMPLETED = (("bash", "ergo tr"), ("bash", "ergo troubleshoot wr"), ("zsh", "ergo troubleshoot wr"))


def asked(shell: str, words: str) -> dict[str, str]:
    """Return the variables by which *shell* asks for what the last of *words* may become."""
    if shell == "bash":
        return {"_ERGO_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    return {"_ERGO_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": words}


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
        environment = {**os.environ, "TERM": "xterm-256color", "FORCE_COLOR": "1"}
        homes = {case: {**environment, "ERGO_HOME": f"{folder}/{number}"} for number, case in enumerate(CASES)}
        ergo = str(Path(sys.executable).with_name("ergo"))
        commands = {"(one-command Typer program)": ([sys.executable, str(script), "x"], environment)}
        commands |= {f"ergo {case}": ([ergo, *case.split()], home) for case, home in homes.items()}
        commands[f"ergo {AGAIN}, with a history"] = ([ergo, *AGAIN.split()], homes[AFTER])
        for shell, words in COMPLETED:
            commands[f"{words}<Tab> in {shell}"] = ([ergo], {**homes[AGAIN], **asked(shell, words)})
        best = dict.fromkeys(commands, (float("inf"), float("inf")))
        for _ in range(runs):
            for name, call in commands.items():
                best[name] = min(best[name], cost(*call))
    baseline, _ = best["(one-command Typer program)"]
    help_ratio = round(best["ergo --help"][0] / baseline, 2)
    limits = [None, *CASES.values(), CASES[AGAIN], *(help_ratio for _ in COMPLETED)]
    print(f"{'command':64} {'CPU ms':>7} {'ratio':>6} {'limit':>6} {'MB':>4}")
    for (name, (seconds, memory)), limit in zip(best.items(), limits, strict=True):
        print(f"{name:64} {seconds * 1000:7.0f} {seconds / baseline:6.2f} {limit or '':>6} {memory:4.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
