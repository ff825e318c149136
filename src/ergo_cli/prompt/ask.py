"""questionary's only door: one question to one answer, on stderr, so that stdout keeps the result alone.

Callers make sure of a terminal first: fed from a pipe, questionary answers its own prompts. Ctrl-C raises
`KeyboardInterrupt` (`unsafe_ask`; plain `ask` would swallow it).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

import questionary
from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.output import Output, create_output
from questionary.prompts.common import InquirerControl

STYLE = questionary.Style(
    [
        ("qmark", "fg:ansicyan bold"),
        ("question", "bold"),
        ("instruction", "fg:ansibrightblack"),
        ("pointer", "fg:ansicyan bold"),
        ("highlighted", "fg:ansicyan"),
        ("answer", "fg:ansicyan"),
    ]
)


def ask(text: str, options: Mapping[str, str], *, mark: str = "?", help_text: str | None = None) -> str:
    """Return the id of the option chosen from *options* (id to label); one key chooses.

    The key is the first letter of the id (`y` for yes), or a digit where two ids share a letter.
    """
    keys = _keys(options)
    choices = [questionary.Choice(f"{label}  ({key})", value) for key, (value, label) in keys.items()]
    message = f"{text}\n  {help_text}\n" if help_text else text
    question = questionary.select(
        message,
        choices=choices,
        qmark=mark,
        pointer=">",
        instruction=" ",
        style=STYLE,
        use_jk_keys=False,
        output=_output(),
    )
    _choose_by_key(question, list(keys))
    answer: str = question.unsafe_ask()
    return answer


def confirm(text: str) -> bool:
    """Return whether the user says yes to *text*."""
    answer: bool = questionary.confirm(text, style=STYLE, output=_output(), auto_enter=True).unsafe_ask()
    return answer


def _keys(options: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return a key for each option: its first letter if these differ, else its number."""
    letters = [value[0] for value in options]
    names = letters if len(set(letters)) == len(letters) else [_digit(i) for i in range(1, len(options) + 1)]
    return dict(zip(names, options.items(), strict=True))


def _digit(number: int) -> str:
    return str(number) if number < 10 else "abcdefghijklmnop"[number - 10]  # noqa: PLR2004  # one key each


def _choose_by_key(question: questionary.Question, keys: list[str]) -> None:
    """Let each of *keys* choose its option at once; questionary's own shortcuts want Enter after them."""
    application = question.application
    control = next(c for c in application.layout.find_all_controls() if isinstance(c, InquirerControl))
    bindings = KeyBindings()

    def bind(index: int, key: str) -> None:
        @bindings.add(key, eager=True)
        def choose(event: KeyPressEvent) -> None:
            control.pointed_at = index
            control.is_answered = True
            event.app.exit(result=control.get_pointed_at().value)

    for index, key in enumerate(keys):
        bind(index, key)
    if application.key_bindings is not None:
        application.key_bindings = merge_key_bindings([application.key_bindings, bindings])


def _output() -> Output:
    """Return the output that prompts go to: stderr, or a test's."""
    session = get_app_session()
    injected = session._output  # noqa: SLF001  # `session.output` would create one on stdout
    return injected or create_output(stdout=sys.stderr)
