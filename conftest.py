"""Settings of every test run: how many workers, and how many examples (`--hypothesis-profile=slow` for many)."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Final

import pytest
import tomli
from _pytest.assertion import rewrite
from hypothesis import HealthCheck, Phase, settings
from rich.console import RenderableType
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from styled_once import styled_once

settings.register_profile(
    "usual",
    max_examples=20,
    # The same examples every time: what fails here fails everywhere, and `slow` finds what is new.
    derandomize=True,
    database=None,
    deadline=None,
    # Explaining a failure takes minutes under a trace, and what is minimal explains itself.
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    # Drawing a whole person, ledger, routine and user takes a while on a busy machine; nothing is filtered much.
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
)
settings.register_profile("slow", settings.get_profile("usual"), max_examples=2000, derandomize=False)

HAZARDS: Final = tomli.loads((Path(__file__).parent / "docs" / "hazards.toml").read_text(encoding="utf-8"))["hazard"]
HOLDING: Final = frozenset(test for hazard in HAZARDS for test in hazard["tests"])
"""The tests that the safety case names."""
SKIPPED: Final[list[str]] = []


def pytest_configure(config: pytest.Config) -> None:
    """Load `usual`, on CI too, unless another profile was asked for; nothing that is read from now on is garbage."""
    gc.disable()
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("usual")


def pytest_xdist_auto_num_workers() -> int:
    """Three workers for each core: half of the time of the tests goes by in waiting for programs that play."""
    return 3 * (os.cpu_count() or 1)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Each worker takes a share of the tests that are new and rewrites their assertions for all, before they are read.

    Left to themselves, all of them read one file after another side by side, and each rewrites every one.
    """
    worker: dict[str, Any] = getattr(session.config, "workerinput", {})
    if not worker or sys.dont_write_bytecode:
        return
    number, count = int(worker["workerid"].removeprefix("gw")), worker["workercount"]
    state = session.config.stash[rewrite.assertstate_key]
    for path in sorted((session.config.rootpath / "tests").rglob("test_*.py"))[number::count]:
        folder = rewrite.get_cache_dir(path)
        kept = folder / f"{path.stem}{rewrite.PYC_TAIL}"
        if rewrite.try_makedirs(folder) and rewrite._read_pyc(path, kept) is None:
            status, code = rewrite._rewrite_test(path, session.config)
            rewrite._write_pyc(state, code, status, kept)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep what was skipped of the tests that hold a hazard."""
    if report.skipped and report.nodeid.partition("[")[0].removeprefix("tests/") in HOLDING:
        SKIPPED.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A hazard that no test holds on this machine is a failure, not a remark."""
    # What is left is collected once, and what nobody collected tells of itself; pytest would look for it five times.
    gc.collect()
    gc.freeze()
    if SKIPPED and exitstatus == pytest.ExitCode.OK:
        sys.stderr.write(f"skipped, and a hazard needs it: {', '.join(SKIPPED)}\n")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


ENVIRONMENT: Final = pytest.StashKey[dict[str, str]]()


def variables() -> dict[str, str]:
    """The environment, less what pytest itself says there."""
    return {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Keep the environment in which the test begins."""
    item.stash[ENVIRONMENT] = variables()
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """A test that leaves another environment behind is wrong, not the tests of the same worker that fail for it."""
    try:
        return (yield)
    finally:
        before, after = item.stash[ENVIRONMENT], variables()
        os.environ.update(before)
        for name in after.keys() - before.keys():
            del os.environ[name]
        changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
        assert not changed, f"it left these variables changed: {', '.join(changed)}"


def pytest_collection_finish() -> None:
    """All tests and what they import are there for good: looking through them for garbage took a sixth of the time."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.fixture(autouse=True, scope="session")
def kept_apart() -> Iterator[None]:
    """It stays so: an app that is left would give back all that was set apart, as if it were alone in the process."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("freeze", "unfreeze"):
            patch.setattr(gc, name, lambda: None)
        yield


@pytest.fixture(autouse=True, scope="session")
def parsed_once() -> Iterator[None]:
    """Each app would parse the same style sheets anew; what they come to is read and never changed."""
    parse, known = Stylesheet._parse_rules, {}

    def parse_once(sheet: Stylesheet, *given: Any, **named: Any) -> list[RuleSet]:
        key = (given, *named.items(), *sheet._variables.items())
        if key not in known:
            known[key] = parse(sheet, *given, **named)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(autouse=True, scope="session")
def applied_once() -> Iterator[None]:
    """What Textual finds in its sheets for a widget holds for the next one in its place; in `slow` it looks anew."""
    slow = settings().max_examples >= settings.get_profile("slow").max_examples
    with nullcontext() if slow else styled_once():
        yield


@pytest.fixture(autouse=True, scope="session")
def drawn_when_read() -> Iterator[None]:
    """An app without a terminal would draw each change for nobody; what a test reads of a screen is drawn when it does.

    The profile `slow` draws every change, so that what cannot be drawn shows however short it is there.
    """
    draw = Compositor.render_update

    def update(screen: Compositor, *, full: bool = False, **named: Any) -> RenderableType | None:
        if full:
            # Somebody takes a picture of the whole screen.
            return draw(screen, full=full, **named)
        screen._dirty_regions.clear()
        return None

    with pytest.MonkeyPatch.context() as patch:
        if settings().max_examples < settings.get_profile("slow").max_examples:
            patch.setattr(Compositor, "render_update", update)
        yield
