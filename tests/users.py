"""Other users, for tests of what file modes allow: these do not bind root."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

NOBODY = 65534


@contextmanager
def somebody_else(user: int = NOBODY) -> Iterator[None]:
    """Be *user*, whom file modes bind, for a while if this is root."""
    root = os.geteuid() == 0
    if root:
        try:
            os.seteuid(user)
        except OSError:
            pytest.skip("this root cannot become anybody else")
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
