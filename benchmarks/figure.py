"""A whole picture of each figure, from pose to characters, as a ratio to plain Python's work, in CPU time, in one run.

The unit is 100 000 rounds of an empty loop: what other programs do on the machine, and how fast it is, hardly shows.
Importing the figures is a ratio to a bare interpreter, and a session up to its first frame, in a terminal, to the import
of what any such program needs. Usage: python benchmarks/figure.py [RUNS]
"""

from __future__ import annotations

import os
import pty
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from statistics import mean

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.figures import Clips, Poses, Props
from ergo_cli.content.model.screening import Screening
from ergo_cli.figure.cells import cells
from ergo_cli.figure.motion import Moment, pose_at
from ergo_cli.figure.pose import starting
from ergo_cli.figure.scene import Figure, figure, scene
from ergo_cli.figure.svg import svg
from ergo_cli.store.history import History

SIZES = ((24, 14), (44, 26))
INSTANTS = 12
MODULES = "ergo_cli.figure.scene, ergo_cli.figure.cells"


def picture(shown: Figure, share: float, columns: int, rows: int) -> object:
    """Return the picture *share* of the way through *shown*."""
    pose = pose_at(shown.motion, shown.motion.duration * share)
    return cells(scene(shown, Moment(pose, "approach")), columns, rows, "braille")


def drawn(shown: Figure) -> object:
    """Return the peak of *shown* as SVG."""
    return svg(scene(shown, Moment(shown.motion.peak, "hold")))


def loop() -> None:
    """Do the unit of work."""
    for _ in range(100_000):
        pass


def least(work: Callable[[], object], runs: int) -> float:
    """Return the least CPU time, in seconds, that *work* takes in *runs* runs."""
    best = float("inf")
    for _ in range(runs):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def started(code: str, runs: int) -> float:
    """Return the least CPU time, in seconds, of an interpreter that runs *code*."""
    best = float("inf")
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def first_frame(home: str) -> float:
    """Return the CPU time, in seconds, that a session takes up to its first frame; *home* has a clear screening."""
    pid, terminal = pty.fork()
    if not pid:
        os.environ.update(ERGO_HOME=home, TERM="xterm-256color")
        os.execv(sys.executable, [sys.executable, "-m", "ergo_cli", "stretch", "hip-stretch"])  # noqa: S606
    seen = b""
    while b"q quit" not in seen:
        seen += os.read(terminal, 65536)
    os.kill(pid, signal.SIGKILL)
    _, _, used = os.wait4(pid, 0)
    os.close(terminal)
    return used.ru_utime + used.ru_stime


def screened(home: Path) -> None:
    """Record in *home* that nothing speaks against exercises."""
    for region in Library(data_dir()).read(Screening).regions:
        created = datetime.now().astimezone()
        History(home / "history.db").record(f"screen-{region.id}", created, "", {}, b'{"tier": "clear"}')


def main(runs: int) -> None:
    """Print the table."""
    library = Library(data_dir())
    poses, props = starting(library.read(Poses).poses), library.read(Props).props
    clips = library.read(Clips).clips
    unit = least(loop, runs)
    print(f"{'work':28} {'CPU ms':>7} {'ratio':>6}\n{'(empty loop, 100 000 rounds)':28} {unit * 1000:7.2f} {1:6.2f}")

    def row(name: str, seconds: float, base: float = unit) -> None:
        print(f"{name:28} {seconds * 1000:7.2f} {seconds / base:6.2f}")

    row("set a clip up", mean(least(partial(figure, clip, poses, props), runs) for clip in clips))
    shown = [figure(clip, poses, props) for clip in clips]
    shares = [index / INSTANTS for index in range(INSTANTS)]
    for columns, rows in SIZES:
        spent = [least(partial(picture, f, share, columns, rows), runs) for f in shown for share in shares]
        row(f"picture {columns}x{rows}, mean", mean(spent))
        row(f"picture {columns}x{rows}, worst", max(spent))
    row("SVG", mean(least(partial(drawn, f), runs) for f in shown))
    bare = started("", runs)
    row("(bare interpreter)", bare, bare)
    row("import of figures", started(f"import {MODULES}", runs), bare)
    row("import of the content model", started("import ergo_cli.content.model.figures", runs), bare)
    needed = started("import typer, rich.live", runs)
    row("(import of typer, rich.live)", needed, needed)
    with tempfile.TemporaryDirectory() as home:
        screened(Path(home))
        row("session to its first frame", min(first_frame(home) for _ in range(runs)), needed)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
