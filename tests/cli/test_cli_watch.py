"""`check --watch`: every change of a file is checked, whatever happens to it, and an interrupt ends it."""

import os
import signal
from collections.abc import Iterator

import pytest

from cli.files import TINY
from cli.house import Home
from cli.process import Process
from stretchplayer.app.listing import Signature
from stretchplayer.cli.watching import Checked, State, watch

STATES: list[State] = [
    {"a": (1, 1, 10, 7)},
    {"a": (1, 1, 10, 7)},
    {"a": (2, 2, 10, 7)},
    {"a": None},
    {"a": None},
    {"a": (2, 2, 10, 8)},
    {"a": (2, 2, 10, 8), "b": (3, 3, 3, 9)},
]


def test_it_runs_once_and_then_for_each_change() -> None:
    states, runs = iter(STATES), iter([0, 1, 1, 0, 1])
    order: list[str] = []

    def look() -> State:
        order.append("look")
        try:
            return next(states)
        except StopIteration:
            raise KeyboardInterrupt from None

    def check() -> Checked:
        order.append("check")
        return Checked(next(runs), ["said"])

    assert watch(check, look, lambda: order.append("pause"), order.extend) == 1
    assert "".join(each[0] for each in order) == "lcs" + "pl" + "plcs" * 2 + "pl" + "plcs" * 2 + "pl"
    assert next(runs, None) is None


def test_what_changes_while_it_is_checked_is_checked_again() -> None:
    file: list[Signature] = [(1, 1, 1, 1)]
    saw: list[Signature] = []

    def check() -> Checked:
        saw.append(file[0])
        file[0] = (2, 2, 2, 2)
        return Checked(0, [])

    def pauses() -> Iterator[None]:
        yield
        yield
        raise KeyboardInterrupt

    pause = pauses()
    assert watch(check, lambda: {"a": file[0]}, lambda: next(pause), lambda _: None) == 0
    assert saw == [(1, 1, 1, 1), (2, 2, 2, 2)]


def test_an_interrupt_while_it_is_shown_counts_what_is_shown() -> None:
    def show(_: list[str]) -> None:
        raise KeyboardInterrupt

    assert watch(lambda: Checked(1, []), dict, lambda: None, show) == 1


@pytest.mark.parametrize("terminal", [False, True])
def test_a_file_that_is_broken_lost_and_mended(home: Home, terminal: bool) -> None:  # noqa: FBT001 - pytest gives it
    path = home.own("mine", TINY)
    with Process(home, "check", "--watch", "mine", terminal=terminal) as watching:
        watching.wait_for(r"^\d\d:\d\d:\d\d  no errors$")
        beside = path.with_suffix(".new")
        beside.write_text(TINY.replace("title", "titel"))
        os.replace(beside, path)  # noqa: PTH105 - as an editor does it
        watching.wait_for(r"^\d\d:\d\d:\d\d  \d errors?$")
        watching.wait_for("did you mean `title`")
        path.unlink()
        watching.wait_for("not there or not to be read")
        path.write_text(TINY)
        watching.wait_for("  no errors$")
        path.write_text(TINY + "x = \n")
        watching.wait_for("  1 error$")
        watching.signal(signal.SIGINT)
        assert watching.end() == 1
