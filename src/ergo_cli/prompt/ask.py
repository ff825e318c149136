"""The only door of questionary and prompt_toolkit: one question to one answer, on stderr, so that stdout keeps the result.

Callers make sure of a terminal first: fed from a pipe, questionary answers its own prompts. Ctrl-C raises
`KeyboardInterrupt` (`unsafe_ask`; plain `ask` would swallow it).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain, repeat
from typing import TypeVar

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.output import Output, create_output

from ergo_cli.engine.queries import Move, Query
from ergo_cli.plain import clean
from ergo_cli.prompt.fit import Fitted, follow
from ergo_cli.prompt.menu import Fragments, Menu, Option

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

_LETTERS = {"yes": "y", "no": "n", "unsure": "u", "na": "a"}
# Without b, q and s, which go back, leave and skip.
_NUMBERS = "123456789acdefghijklmnop"


def ask(text: str, options: Mapping[str, str]) -> str:
    """Return the id of the option chosen from *options* (id to label), by its number or with the arrows; q leaves."""
    answer = _select(text, options, mark="?", note="", moves={"q": None})
    if answer is None:
        raise KeyboardInterrupt
    return answer


def ask_many(text: str, options: Mapping[str, str]) -> list[str]:
    """Return the ids of the *options* (id to label) that the user marks; none is an answer too."""
    labels = [Option(label) for label in options.values()]
    menu = Menu(text, labels, mark="?", note="Space marks, the arrows move, Enter goes on.", many=True)
    _run(menu, {})
    return [name for index, name in enumerate(options) if index in menu.marked]


def ask_query(query: Query, *, mark: str, skippable: bool) -> str | Move:
    """Return the answer to *query*, chosen by its letter (y for yes), its number or with the arrows; or b or s."""
    moves = {"b": Move.BACK, **({"s": Move.SKIP} if skippable else {})}
    return _select(query.text, query.options, mark=mark, note=query.help or "", moves=moves)


def confirm(text: str, *, default: bool = True) -> bool:
    """Return whether the user says yes to *text*; Enter alone means *default*."""
    output = _output()
    shown = Fitted(text, output, room=10)  # for (Y/n) and the answer
    question = questionary.confirm(shown, default=default, style=STYLE, output=output, auto_enter=True)
    follow(question.application)
    answer: bool = question.unsafe_ask()
    return answer


def ask_line(text: str) -> str:
    """Return what the user types, without control characters that were pasted in; nothing, if only Enter."""
    output = _output()
    question = questionary.text(Fitted(text, output, room=2), style=STYLE, output=output, reserve_space_for_menu=0)
    follow(question.application)
    answer: str = question.unsafe_ask()
    return clean(" ".join(answer.split()))


def _select(text: str, options: Mapping[str, str], *, mark: str, note: str, moves: Mapping[str, M]) -> str | M:
    """Return the id of the option that is chosen, or what one of *moves* stands for, by its key."""
    keys = _keys(options)
    labels = [Option(label, key) for label, key in zip(options.values(), keys, strict=True)]
    chosen = _run(Menu(text, labels, mark=mark, note=note, many=False), moves)
    return list(options)[chosen] if isinstance(chosen, int) else chosen


def _keys(options: Mapping[str, str]) -> list[str]:
    """Return a key for each option: a letter for the usual answers, else its number; to those after, the arrows get."""
    letters = [_LETTERS[value] for value in options if value in _LETTERS]
    names = letters if len(letters) == len(options) else chain(_NUMBERS, repeat(""))
    return [name for name, _ in zip(names, options, strict=False)]


def _run(menu: Menu, moves: Mapping[str, M]) -> int | M:
    """Show *menu* until an option is chosen, and return its number, or what one of *moves* stands for, by its key."""
    output = _output()

    def drawn() -> Fragments:
        size = output.get_size()
        return menu.drawn(size.columns, size.rows)

    window = Window(FormattedTextControl(drawn, focusable=True, show_cursor=False), dont_extend_height=True)
    application: Application[int | M] = Application(
        Layout(window), key_bindings=_bindings(menu, moves), style=STYLE, output=output
    )
    return follow(application).run()


def _bindings(menu: Menu, moves: Mapping[str, M]) -> KeyBindings:
    """Return what the keys do: those of options choose at once, and those of *moves* none."""
    bindings = KeyBindings()

    def bind(function: Callable[[KeyPressEvent], None], *names: str) -> None:
        for name in names:
            bindings.add(name)(function)

    for index, option in enumerate(menu.options):
        bind(partial(_choose, menu, index), *{option.key, option.key.upper()} - {""})
    for name, value in moves.items():
        bind(partial(_leave, menu, value), name, name.upper())
    bind(lambda _: menu.move(-1), "up")
    bind(lambda _: menu.move(1), "down")
    bind(lambda _: menu.toggle() if menu.many else menu.lose(), " ")
    bind(partial(_enter, menu), "enter")
    bind(lambda event: event.app.exit(exception=KeyboardInterrupt), "c-c", "c-q", "<sigint>")
    bind(lambda _: menu.lose(), "<any>")
    return bindings


def _choose(menu: Menu, index: int, event: KeyPressEvent) -> None:
    menu.choose(index)
    event.app.exit(result=index)


def _enter(menu: Menu, event: KeyPressEvent) -> None:
    """Choose what is pointed at; where that is nothing, ring. Of many, what is marked is chosen anyway."""
    if menu.pointed is not None or menu.many:
        _choose(menu, menu.pointed or 0, event)
    else:
        event.app.output.bell()


def _leave(menu: Menu, move: Move | None, event: KeyPressEvent) -> None:
    menu.left = True
    event.app.erase_when_done = move is Move.BACK  # it is asked again, below the one before
    event.app.exit(result=move)


def _output() -> Output:
    """Return the output that prompts go to: stderr, or a test's."""
    session = get_app_session()
    injected = session._output  # noqa: SLF001  # `session.output` would create one on stdout
    return injected or create_output(stdout=sys.stderr)
