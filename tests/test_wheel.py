"""The wheel, built and installed where no checkout is near: it must bring everything it needs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ergo_cli.content.subjects import SUBJECTS
from tests.conftest import Run, but

ROOT = Path(__file__).parents[1]
SOURCES = ["pyproject.toml", "hatch_build.py", "README.md", "LICENSE"]
NOTHING = [
    f"--answer={flag}=no"
    for flag in (
        "leg-symptoms",
        "bladder-bowel",
        "fever-nausea",
        "cancer-weight-loss",
        "injury",
        "chest-pain",
        "pain-pattern",
    )
]

Installed = Callable[..., Run]


def execute(*command: str | Path, cwd: Path, **variables: str) -> Run:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "PYTHON"))}
    run = subprocess.run(command, cwd=cwd, env=env | variables, capture_output=True, text=True, check=False)
    return Run(run.returncode, run.stdout, run.stderr)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy without compiled content, so that the build has to make it."""
    copy = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        shutil.copy(ROOT / name, copy)
    ignored = shutil.ignore_patterns("compiled", "__pycache__")
    for name in ("src", "data"):
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    built = execute(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", copy / "dist", cwd=copy)
    assert built.code == 0, built.err
    (path,) = (copy / "dist").glob("*.whl")
    return path


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an environment of its own, which borrows our dependencies and nothing else of ours."""
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        folder / "bin" / "python",
        "--disable-pip-version-check",
    ]
    installed = execute(*pip, "install", "--no-deps", "--no-index", "--no-cache-dir", "--quiet", wheel, cwd=folder)
    assert installed.code == 0, installed.err
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")  # its own .pth files stay unread
    return folder


@pytest.fixture
def installed(environment: Path, tmp_path: Path, home: Path) -> Installed:
    def run(*argv: str) -> Run:
        return execute(environment / "bin" / "ergo", *argv, cwd=tmp_path, ERGO_HOME=str(home))

    return run


def test_the_wheel_holds_the_content_as_written_and_as_compiled_and_the_licence(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    files = {path.relative_to(ROOT / "data") for path in (ROOT / "data").rglob("*.yaml")}
    assert {Path(kind.file) for kind in SUBJECTS} == files
    assert {f"ergo_cli/data/{file}" for file in files} <= names
    assert {f"ergo_cli/data/{file.parent / 'compiled' / file.stem}.json" for file in files} <= names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_wheel_holds_no_tests_and_nothing_of_the_checkout(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert len(tops) == 2
    assert "ergo_cli" in tops


def test_the_installed_program_is_the_one_from_the_wheel(environment: Path, tmp_path: Path) -> None:
    code = "import ergo_cli; from ergo_cli.content.locate import data_dir; print(ergo_cli.__file__, data_dir())"
    run = execute(environment / "bin" / "python", "-c", code, cwd=tmp_path)
    assert run.code == 0, run.err
    assert all(path.startswith(str(environment)) for path in run.out.split())


def test_the_installed_program_explains_a_symptom(installed: Installed) -> None:
    code, out, err = installed("troubleshoot", "wrist-pain", "--json")
    assert code == 0, err
    assert json.loads(out)["result"]["symptom"]["id"] == "wrist-pain"


def test_the_installed_program_finds_nothing_wrong_with_its_content(installed: Installed) -> None:
    code, out, err = installed("content", "lint")
    assert (code, err) == (0, "")
    assert out.startswith(f"{len(SUBJECTS)} files, no problems.")


@pytest.mark.parametrize(("answer", "code"), [("no", 0), ("yes", 4)])
def test_the_installed_program_screens_and_remembers(installed: Installed, home: Path, answer: str, code: int) -> None:
    assert installed("screen", *but(NOTHING, f"--answer=chest-pain={answer}")).code == code
    assert (home / "history.db").exists()


def test_the_compiled_content_is_what_the_installed_program_reads(environment: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from ergo_cli.cli.main import main; main(['posture', '--json']); sys.exit('yaml' in sys.modules)"
    )
    assert execute(environment / "bin" / "python", "-c", code, cwd=tmp_path).code == 0
