"""What tests share: a home of their own, `ergo` as a call, and screens as text."""

from __future__ import annotations

import io
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, is_hypothesis_test, settings

from ergo_cli.cli.main import main
from ergo_cli.content.compile import compile_content
from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.render.blocks import Blocks
from ergo_cli.render.terminal import terminal_for
from ergo_cli.render.text import render

# Machines are slow now and then; that is no defect of what is tested.
settings.register_profile("ergo", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ergo")

# Of programs that tests start, nothing is traced: that would take longer than they do.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)

# Whoever starts the tests in the background may have these ignored, and what tests start would inherit that.
for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler if number is signal.SIGINT else signal.SIG_DFL)

GOLDEN = Path(__file__).parent / "golden"


class Run(NamedTuple):
    """What a run of `ergo` gave."""

    code: int
    out: str
    err: str


Ergo = Callable[..., Run]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden screens anew")


@pytest.fixture(autouse=True)
def tracing(request: pytest.FixtureRequest) -> Iterator[None]:
    """Leave out of coverage what goes the same ways a thousand times: tracing them would take longer than they do."""
    again_and_again = is_hypothesis_test(request.function) or request.node.get_closest_marker("untraced")
    coverage = Coverage.current() if again_and_again else None
    if coverage:
        coverage.stop()
    yield
    if coverage:
        coverage.start()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give every test a home of its own; whoever writes to the user's real folders anyway, fails."""
    folder = tmp_path / "ergo-home"
    for name in [n for n in os.environ if n.startswith(("ERGO_", "XDG_", "LC_", "LANG", "PYTHONUNBUFFERED"))]:
        monkeypatch.delenv(name)
    for name, value in {
        "ERGO_HOME": str(folder),
        "HOME": "/nonexistent",
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "TERM": "dumb",
    }.items():
        monkeypatch.setenv(name, value)
    yield folder
    assert not Path("/nonexistent").exists()


@pytest.fixture
def ergo(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ergo:
    """Run `ergo` in this process, through the front door; stdin is a pipe with *stdin* in it."""

    def run(*argv: str | Path, stdin: str | bytes = b"") -> Run:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        capsys.readouterr()
        code = main([str(argument) for argument in argv])
        out, err = capsys.readouterr()
        return Run(code, out, err)

    return run


def but(argv: Sequence[str], *more: str) -> list[str]:
    """Return the arguments *argv* with *more*, whose answers take the place of those that *argv* gives."""
    given = {argument.partition("=")[2].partition("=")[0] for argument in more if argument.startswith("--answer=")}
    kept = [a for a in argv if not (a.startswith("--answer=") and a.partition("=")[2].partition("=")[0] in given)]
    return [*kept, *more]


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped content, without packs."""
    return Library(data_dir())


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the shipped content, compiled, whatever state ours is in; not to be written to."""
    data = tmp_path_factory.mktemp("content") / "data"
    shutil.copytree(data_dir(), data, ignore=shutil.ignore_patterns("compiled"))
    compile_content(data)
    return data


def screen_of(blocks: Blocks, width: int = 80) -> str:
    """Return *blocks* as they look at *width* columns, without colour."""
    file = io.StringIO()
    render(blocks, terminal_for(file, width))
    return file.getvalue()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name; `--update-golden` writes it instead."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        assert text == path.read_text(), f"run pytest --update-golden and look at the diff of {path}"

    return compare
