"""What can be wrong: one fault in a file, with its place and how it prints, and what cannot be done at all."""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from stretchplayer.text import counted

Severity = Literal["error", "limit", "warning"]
About = Literal["", "value", "key", "missing"]
MOST: Final = 100
"""Problems of one file that are listed; the rest is counted."""


class Problem(NamedTuple):
    """A fault at one place; `line` and `column` count from 1, the column in characters.

    `key` is the key path inside the file ("step 3, hold"), `step` the step's path as people
    count it ("3" or "3.1"), `limit` the id of the limit that was passed. `together` says the same of several
    problems in one line, which the first of them says; for the others it is `said` already.
    `about` is what is wrong at that place: the value there, the key there, or a table there that lacks `key`; "" where
    that cannot be said. `write` is what may be written for it as TOML, the best first; a key may become a statement.
    """

    file: str
    line: int
    column: int
    severity: Severity
    message: str
    key: str | None = None
    step: str | None = None
    limit: str | None = None
    together: str = ""
    said: bool = False
    about: About = ""
    write: tuple[str, ...] = ()

    @property
    def sort_key(self) -> tuple[int, int, str, str]:
        """Order inside one file: by place, then by text, so that output never wobbles."""
        return (self.line, self.column, self.severity, self.message)

    def __str__(self) -> str:
        """The one-line form that editors parse: `path:line:column: severity: message  [where]`."""
        step = f"step {self.step}" if self.step and not self.together else ""
        where = ", ".join(part for part in (step, self.limit or "") if part)
        tail = f"  [{where}]" if where else ""
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.together or self.message}{tail}"


def first_of(problems: Sequence[Problem], more: int = 0) -> tuple[Problem, ...]:
    """The first problems of one file, in order of place, and one that says how many there are besides.

    `more` counts errors without a problem of their own.
    """
    ordered = sorted(problems, key=lambda problem: problem.sort_key)
    kept, rest = ordered[:MOST], ordered[MOST:]
    count = len(rest) + more
    if not count:
        return tuple(kept)
    last = kept[-1]
    severity: Severity = "error" if more or any(each.severity == "error" for each in rest) else rest[0].severity
    message = f"and {counted(count, 'more problem')} in this file"
    return (
        *kept,
        Problem(file=last.file, line=last.line, column=last.column, severity=severity, message=message),
    )


class UserError(Exception):
    """Something cannot be done, for a reason outside the program; the text says what and why."""


class Unreadable(UserError):
    """A file that cannot be opened or is not a file at all; the text says which and why."""
