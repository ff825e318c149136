"""What can go wrong by no fault of the program, and the exit codes. Anything else is a bug and keeps its traceback."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from ergo_cli.plain import clean


class ExitCode(IntEnum):
    """What a script learns from a run; no code means two things."""

    DONE = 0
    BELOW = 1  # below what the caller demanded, or nothing found
    USAGE = 2
    DOCTOR = 3
    EMERGENCY = 4
    CONTENT = 65
    BUG = 70
    INPUT_OUTPUT = 74  # the history, or the result, could not be read or written
    INTERRUPTED = 130


class ErgoError(Exception):
    """The base of every error that a user can cause; its text says what, where and what to do."""

    exit_code = ExitCode.USAGE


class UsageError(ErgoError):
    """A bad option, an unknown id, or answers that are invalid or incomplete."""


class NothingFoundError(ErgoError):
    """The run worked and there is nothing to show."""

    exit_code = ExitCode.BELOW


class HistoryError(ErgoError):
    """The history could not be read or written."""

    exit_code = ExitCode.INPUT_OUTPUT


class HistoryUnwritableError(HistoryError):
    """The history could not be written, and SQLite writes even to read; it may be read all the same."""


class HistoryReplacedError(HistoryError):
    """The history was damaged and has been set aside; a new one can be begun."""


class HeldBackError(ErgoError):
    """Something physical was asked for, and the last screening says a doctor, or emergency help, comes first."""

    def __init__(self, message: str, exit_code: ExitCode) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class SettingsError(ErgoError):
    """The user's config.toml cannot be used."""


class OutputError(ErgoError):
    """The result could not be written, because a disk is full, say."""

    exit_code = ExitCode.INPUT_OUTPUT


class Problem(NamedTuple):
    """One thing wrong in a file: where, in lines and columns from 1 (0: the file as a whole), and what."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        file = clean(self.file)
        place = f"{file}:{self.line}:{self.column}" if self.line else file
        return f"{place}: {self.message}"


class ProblemsError(ErgoError):
    """Everything wrong with a file, at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


class ContentError(ProblemsError):
    """Content that cannot be used."""

    exit_code = ExitCode.CONTENT


class AnswersError(ProblemsError):
    """Answers that cannot be used."""
