"""questionary's only door: one question to one answer, on stderr, so that stdout keeps the result alone.

Callers make sure of a terminal first: fed from a pipe, questionary answers its own prompts. Ctrl-C raises
`KeyboardInterrupt` (`unsafe_ask`; plain `ask` would swallow it).
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain, count
from typing import TypeVar

import questionary
from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.output import Output, create_output
from questionary.prompts.common import InquirerControl

from ergo_cli.engine.queries import Move, Query

M = TypeVar("M", Move, None)

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

# The room that is kept behind a question for its answer.
_SHORT = 20
_LETTERS = {"yes": "y", "no": "n", "unsure": "u", "na": "a"}
# Without b, q and s, which go back, leave and skip.
_NUMBERS = "123456789acdefghijklmnop"


def ask(text: str, options: Mapping[str, str]) -> str:
    """Return the id of the option chosen from *options* (id to label), by its number or with the arrows; q leaves."""
    answer = _select(text, options, mark="?", help_text=None, moves={"q": None})
    if answer is None:
        raise KeyboardInterrupt
    return answer


def ask_many(text: str, options: Mapping[str, str]) -> list[str]:
    """Return the ids of the *options* (id to label) that the user marks; none is an answer too."""
    output = _output()
    answer: list[str] = questionary.checkbox(
        _wrap(text, "  ", output),
        choices=[questionary.Choice(_wrap(label, "     ", output), name) for name, label in options.items()],
        instruction=f"\n  {_wrap('Space marks, the arrows move, Enter goes on.', '  ', output)}",
        style=STYLE,
        use_jk_keys=False,
        output=output,
    ).unsafe_ask()
    return answer


def ask_query(query: Query, *, mark: str, skippable: bool) -> str | Move:
    """Return the answer to *query*, chosen by its letter (y for yes), its number or with the arrows; or b or s."""
    moves = {"b": Move.BACK, **({"s": Move.SKIP} if skippable else {})}
    answer = _select(query.text, query.options, mark=mark, help_text=query.help, moves=moves)
    return answer or Move.BACK


def _select(
    text: str, options: Mapping[str, str], *, mark: str, help_text: str | None, moves: Mapping[str, M]
) -> str | M:
    """Return the id of the option that is chosen, or what one of *moves* stands for, by its key."""
    output = _output()
    margin = " " * (len(mark) + 1)
    keys = _keys(options)
    question = questionary.select(
        _wrap(text, margin, output, room=min(max(map(len, options.values())) + 2, _SHORT)),
        choices=[
            questionary.Choice(_wrap(f"{label}  ({key})" if key.isalnum() else label, f"{margin}  ", output), value)
            for key, (value, label) in keys.items()
        ],
        qmark=mark,
        pointer=f"{margin[:-1]}>",
        instruction=f"\n{margin}{_wrap(help_text, margin, output)}" if help_text else " ",
        style=STYLE,
        use_jk_keys=False,
        output=output,
    )
    _choose_by_key(question, keys, moves, lambda label: _behind(label, margin, output))
    answer: str | M = question.unsafe_ask()
    return answer


def _wrap(text: str, margin: str, output: Output, room: int = 1) -> str:
    """Return *text* in lines that fit behind *margin*: prompt_toolkit cuts off the long lines of a longer message."""
    width = max(output.get_size().columns - len(margin) - 1, 16)
    lines = textwrap.wrap(text, width)
    if len(lines[-1]) + room > width:  # the answer will stand behind the last line
        lines[-1:] = textwrap.wrap(lines[-1], max(width - room, 16))
    return f"\n{margin}".join(lines)


def _behind(label: str, margin: str, output: Output) -> str:
    """Return *label* as it stands behind its question: if it is long, on lines of its own."""
    return label if len(label) + 2 <= _SHORT else f"\n{margin}{_wrap(label, margin, output)}"


def confirm(text: str, *, default: bool = True) -> bool:
    """Return whether the user says yes to *text*; Enter alone means *default*."""
    output = _output()
    shown = _wrap(text, "  ", output, room=8)  # for (Y/n) and the answer
    answer: bool = questionary.confirm(shown, default=default, style=STYLE, output=output, auto_enter=True).unsafe_ask()
    return answer


def ask_line(text: str) -> str:
    """Return what the user types; nothing, if only Enter."""
    answer: str = questionary.text(text, style=STYLE, output=_output(), reserve_space_for_menu=0).unsafe_ask()
    return answer.strip()


def _keys(options: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return a key for each option: a letter for the usual answers, else its number."""
    letters = [_LETTERS[value] for value in options if value in _LETTERS]
    spare = (chr(0xE000 + number) for number in count())  # on no keyboard: the arrows get there
    names = letters if len(letters) == len(options) else chain(_NUMBERS, spare)
    return dict(zip(names, options.items(), strict=False))


def _choose_by_key(
    question: questionary.Question,
    keys: Mapping[str, tuple[str, str]],
    moves: Mapping[str, object],
    shown: Callable[[str], str],
) -> None:
    """Let each of *keys* choose its option at once, and each of *moves* none; questionary's own shortcuts want Enter after."""
    application = question.application
    control = next(c for c in application.layout.find_all_controls() if isinstance(c, InquirerControl))
    bindings = KeyBindings()

    def choose(event: KeyPressEvent, index: int) -> None:
        value, label = list(keys.values())[index]
        control.pointed_at = index
        control.choices[index].title = shown(label)  # what stays on the screen does without the key
        control.is_answered = True
        event.app.exit(result=value)

    def bind(index: int, key: str) -> None:
        for variant in {key, key.upper()}:
            bindings.add(variant, eager=True)(lambda event: choose(event, index))

    for index, key in enumerate(keys):
        bind(index, key)

    def move(event: KeyPressEvent, value: object) -> None:
        event.app.exit(result=value)

    for key, value in moves.items():
        for variant in (key, key.upper()):
            bindings.add(variant, eager=True)(partial(move, value=value))
    bindings.add("enter", eager=True)(lambda event: choose(event, control.pointed_at))
    if application.key_bindings is not None:
        application.key_bindings = merge_key_bindings([application.key_bindings, bindings])


def _output() -> Output:
    """Return the output that prompts go to: stderr, or a test's."""
    session = get_app_session()
    injected = session._output  # noqa: SLF001  # `session.output` would create one on stdout
    return injected or create_output(stdout=sys.stderr)
