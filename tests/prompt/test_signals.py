from __future__ import annotations

import os
import signal

import pytest

from ergo_cli.prompt.signals import held_signals

HELD = (signal.SIGTSTP, signal.SIGTERM, signal.SIGHUP)


def test_a_request_to_stop_is_kept_until_the_terminal_can_be_left() -> None:
    with held_signals() as stopped:
        assert not stopped()
        os.kill(os.getpid(), signal.SIGTSTP)
        assert stopped()
    with held_signals() as stopped:
        assert not stopped()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_end_ends_in_order_with_the_code_of_the_signal(number: int) -> None:
    with pytest.raises(SystemExit) as end, held_signals():
        os.kill(os.getpid(), number)
    assert end.value.code == 128 + number


@pytest.mark.parametrize("number", HELD)
def test_a_signal_that_is_to_be_ignored_is_ignored(number: int) -> None:
    before = signal.signal(number, signal.SIG_IGN)
    try:
        with held_signals() as stopped:
            os.kill(os.getpid(), number)
            assert not stopped()
    finally:
        signal.signal(number, before)


def test_afterwards_signals_do_what_they_did_before() -> None:
    before = [signal.getsignal(number) for number in HELD]
    with held_signals():
        assert [signal.getsignal(number) for number in HELD] != before
    assert [signal.getsignal(number) for number in HELD] == before
