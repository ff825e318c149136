"""Anything at all as arguments, answers, packs and keys: no traceback, no hang, nothing raw to the terminal.

`make faults` takes more examples, and `make fuzz` throws bytes at the loaders, guided by coverage.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ergo_cli.cli.app import SUMMARIES
from ergo_cli.content.subjects import SUBJECTS
from ergo_cli.errors import ExitCode
from tests.cli.test_bad_input import RAW
from tests.cli.test_contract import CHECKS, CLEAR, FIRST_PAGE
from tests.cli.test_questionnaire import AtTerminal, at_terminal
from tests.conftest import Ergo, Run

__all__ = ["at_terminal"]  # a fixture

EXAMPLES = int(os.environ.get("ERGO_FAULTS_EXAMPLES", "15"))
# The home of the test is shared by its examples on purpose: what one leaves behind, the next one finds.
fuzzed = settings(
    max_examples=EXAMPLES,
    deadline=5000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
CODES = {int(code) for code in ExitCode} - {ExitCode.BUG}

ODD = st.text(max_size=12) | st.sampled_from(
    ["", "-", "--", "-h", "=", "\x1b[31m", "\u202e", "\udce9", "9" * 400, "[red]", "-1", "1e999", "nan"]
)
WORDS = st.sampled_from(
    [
        *SUMMARIES,
        *(
            "list",
            "lint",
            "schema",
            "path",
            "export",
            "forget",
            "show",
            "last",
            "diff",
            "--yes",
            "--json",
            "-f",
            "text",
        ),
        *(
            "--status",
            "--cleared",
            "--new-pain",
            "--avoid",
            "--allow",
            "--forget",
            "--region",
            "--emergency",
            "--country",
        ),
        *("--answers", "--answer", "--template", "--no-save", "--no-input", "--only", "--skip", "--since", "--method"),
        *(
            "rosa",
            "--fail-under",
            "--area",
            "--minutes",
            "--position",
            "--list",
            "--show",
            "--desk",
            "--cause",
            "--eyes",
        ),
        *("neck", "mouse", "neck-stretch", "wrist-pain", "178", "5'10\"", "2026-03-31", "junit", "markdown", "GB"),
        *CLEAR[1:],
    ]
)
ARGUMENTS = st.lists(WORDS | ODD | st.builds("--answer={}={}".format, ODD, ODD), max_size=7)

# Nearly YAML: pieces that mean something, in any order.
PIECES = st.sampled_from(
    [
        *(
            "\n",
            "\n  ",
            "\n- ",
            ": ",
            ", ",
            "{",
            "}",
            "[",
            "]",
            "- ",
            "? ",
            "&a ",
            "*a",
            "!!int ",
            "!!map ",
            "|",
            ">",
            '"',
            "'",
        ),
        *(
            "# ",
            "%YAML 9.9",
            "---",
            "...",
            "~",
            "yes",
            "no",
            "unsure",
            "012",
            "1e3",
            "\t",
            "\x00",
            "\u2028",
            '"\\e[31m"',
            "\ufeff",
        ),
        *(
            "id",
            "name",
            "text",
            "sources",
            "tips",
            "steps",
            "areas",
            "music",
            "kp-ergonomics",
            "habits",
            "stretches",
            "body",
        ),
        *FIRST_PAGE,
        *CHECKS[:3],
    ]
)
FILES = st.binary(max_size=60) | st.lists(PIECES | st.text(max_size=4), max_size=25).map(
    lambda pieces: "".join(pieces).encode(errors="surrogatepass")
)
KEYS = st.lists(
    st.sampled_from(
        ["y", "n", "u", "a", "b", "s", "q", "1", "2", "9", "\r", " ", "\t", "\x7f", "\x03", "\x04", "\x1a", "\x1b"]
    )
    | st.sampled_from(
        ["\x1b[A", "\x1b[B", "\x1b[200~", "\x1b[<0;1;1M", "\x1b[999;999R", "\x1b]0;x\x07", "é", "🙂", "\x00"]
    ),
    max_size=30,
).map("".join)


def well_ended(run: Run) -> bool:
    return run.code in CODES and "Traceback" not in run.err and not RAW.search(run.out + run.err)


@fuzzed
@given(argv=ARGUMENTS, answers=FILES)
def test_any_arguments_end_well(ergo: Ergo, argv: list[str], answers: bytes) -> None:
    assert well_ended(ergo(*argv, stdin=answers))


@fuzzed
@given(answers=FILES, argv=st.sampled_from([["screen"], ["setup-check"], ["setup-check", "--method", "rosa"]]))
def test_any_answers_end_well(ergo: Ergo, answers: bytes, argv: list[str]) -> None:
    assert well_ended(ergo(*argv, "--answers", "-", stdin=answers))


@fuzzed
@given(
    text=FILES,
    file=st.sampled_from([kind.file for kind in SUBJECTS]),
    argv=st.sampled_from(
        [["habits"], ["stretch"], ["troubleshoot", "my neck hurts"], ["content", "lint"], ["content"]]
    ),
)
def test_any_pack_ends_well_and_changes_no_screening(
    ergo: Ergo, home: Path, text: bytes, file: str, argv: list[str]
) -> None:
    path = home / "packs" / "any" / file
    shutil.rmtree(home / "packs", ignore_errors=True)
    path.parent.mkdir(parents=True)
    path.write_bytes(text)
    assert well_ended(ergo(*argv))
    assert ergo(*CLEAR, "--no-save").code == 0


@fuzzed
@given(text=FILES)
def test_any_settings_end_well(ergo: Ergo, home: Path, text: bytes) -> None:
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_bytes(text)
    assert well_ended(ergo("screen", "--status"))


@settings(fuzzed, max_examples=EXAMPLES // 3)  # a session of prompts takes a tenth of a second
@given(keys=KEYS, argv=st.sampled_from([["screen"], ["setup-check", "mouse"], ["data", "forget"], []]))
def test_any_keys_end_well(at_terminal: AtTerminal, keys: str, argv: list[str]) -> None:
    run = at_terminal(*argv, keys=keys)
    assert run.code in CODES
    assert "Traceback" not in run.err
