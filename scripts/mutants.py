"""Change the engine's code in small ways and see whether a test notices: `make mutants`, or MODULES="gate words".

mutmut makes the mutants. They are tried here: mutmut forks when the tests are imported already, so what tests make as
they are imported stays unchanged, and it runs every test that comes by. Here a fork imports the tests of its module
anew. What a test has noticed is kept in mutants/; only what is left is tried again, until its function changes.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import pkgutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from inspect import getclosurevars
from pathlib import Path
from types import FunctionType

import pytest
from hypothesis import HealthCheck, Phase, settings
from mutmut.__main__ import create_mutants
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir, setup_source_paths

ROOT = Path("mutants")
# What may notice, beside tests/engine/test_<module>.py: the tests of what rests on it, and commands that are quick.
ALSO: Mapping[str, tuple[str, ...]] = {
    "answers": ("engine/test_template.py",),
    "condition": ("engine/test_queries.py", "engine/test_screening.py"),
    "danger": ("engine/test_match.py", "cli/test_troubleshoot.py"),
    "explain": ("engine/test_troubleshoot.py", "cli/test_troubleshoot.py"),
    "fit": ("cli/test_fit.py",),
    "gate": ("cli/test_gate.py",),
    "guides": ("cli/test_guides.py",),
    "lengths": ("engine/test_fit.py", "cli/test_fit.py"),
    "match": ("cli/test_troubleshoot.py",),
    "queries": ("engine/test_template.py", "cli/test_setup_check.py"),
    "rosa": ("engine/test_rosa_reference.py", "cli/test_rosa.py"),
    "routine": ("cli/test_stretch.py",),
    "scoring": ("cli/test_setup_check.py",),
    "screening": ("engine/test_gate.py", "cli/test_screen.py"),
    "session": ("render/test_session.py", "cli/test_stretch.py"),
    "spelling": ("engine/test_danger.py",),
    "troubleshoot": ("cli/test_troubleshoot.py",),
    "words": ("engine/test_danger.py", "engine/test_match.py"),
}
# That hypothesis is imported already, here once and not in each fork, is no concern of theirs.
IMPORTED = "ignore::pytest.PytestAssertRewriteWarning"
OPTIONS = ("-q", "-x", "--tb=no", "-p", "no:cacheprovider", "--hypothesis-profile=mutants", "-W", IMPORTED)
# As in tests/conftest.py, but always the same; and any example that fails will do, nobody looks for the simplest.
settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    max_examples=40,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
# Of processor time, a few times what the slowest of these runs takes. Whoever hangs has been noticed.
SECONDS = 60
WORKERS = 2


def main(modules: Sequence[str]) -> None:
    """Try the mutants of *modules*, all if empty; print how many were noticed, and what the others change."""
    ROOT.mkdir(exist_ok=True)
    with contextlib.redirect_stdout(io.StringIO()):
        copy_src_dir()
        copy_also_copy_files()
        setup_source_paths()
        create_mutants(WORKERS)
    for module in pkgutil.walk_packages([str(ROOT / "src" / "ergo_cli")], "ergo_cli."):
        import_module(module.name)
    known = {module_of(path): path for path in sorted(ROOT.rglob("*.meta"))}
    files = [known[module] for module in modules or known]
    print("| module | mutants | killed | score |\n|---|---|---|---|")
    for path in files:
        if codes := results(path):
            try_what_is_left(path)
            killed = len(codes) - len(list(left(results(path))))
            print(f"| {module_of(path)} | {len(codes)} | {killed} | {100 * killed / len(codes):.1f} % |", flush=True)
    for path in files:
        for name in left(results(path)):
            command = [sys.executable, "-m", "mutmut", "show", name]
            shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
            print("", name, *(line for line in shown if line.startswith(("-  ", "+  "))), sep="\n")


def module_of(path: Path) -> str:
    """Return the module whose results are kept at *path*."""
    return path.name.removesuffix(".py.meta")


def results(path: Path) -> dict[str, int | None]:
    """Return how the tests ended for each mutant of the module whose results are kept at *path*."""
    codes: dict[str, int | None] = json.loads(path.read_bytes())["exit_code_by_key"]
    return codes


def left(codes: Mapping[str, int | None]) -> Iterator[str]:
    """Yield the mutants that no test has noticed yet."""
    yield from (name for name, code in codes.items() if not code)


def try_what_is_left(path: Path) -> None:
    """Try the mutants of a module that are left, and keep how they end."""
    tests = [f"tests/engine/test_{module_of(path)}.py", *(f"tests/{test}" for test in ALSO.get(module_of(path), ()))]
    tests = [test for test in tests if Path(test).exists()]
    names = list(left(results(path)))
    if names and list(ended([""], tests)) != [("", 0)]:
        sys.exit(f"without any mutant, the tests of {module_of(path)} fail")
    kept = json.loads(path.read_bytes())
    for name, code in ended(names, tests):
        kept["exit_code_by_key"][name] = code
        path.write_text(json.dumps(kept, indent=4))


def ended(names: Sequence[str], tests: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield each of the mutants *names* with how *tests* end for it: 0 if they pass."""
    waiting, running = list(names), dict[int, str]()
    while waiting or running:
        while waiting and len(running) < WORKERS:
            name = waiting.pop(0)
            if (process := os.fork()) == 0:
                run(name, tests)
            running[process] = name
        process, status = os.wait()
        yield running.pop(process), os.waitstatus_to_exitcode(status)


def choose(name: str) -> None:
    """Put the mutant *name* into its place, and the original of every other function: mutmut asks at each call."""
    home, _, short = name.rpartition(".")
    modules = [module for key, module in sys.modules.items() if key.startswith("ergo_cli.")]
    classes = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
    for holder in (*modules, *classes):
        for key, value in list(vars(holder).items()):
            if isinstance(value, FunctionType) and value.__code__.co_freevars == ("trampoline",):
                made = getclosurevars(getclosurevars(value).nonlocals["trampoline"]).nonlocals["mutants_dict"]
                setattr(holder, key, made.get(short if value.__module__ == home else "", made["_mutmut_orig"]))


def run(name: str, tests: Sequence[str]) -> None:
    """Run *tests*, file by file until one fails, with the mutant *name*, and end this process."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    os.chdir(ROOT)
    choose(name)
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    os._exit(next((code for test in tests if (code := pytest.main([*OPTIONS, test]))), 0))


if __name__ == "__main__":
    main(sys.argv[1:])
