"""What can be wrong: one fault in a file, with its place and how it prints, and what cannot be done at all."""

from typing import Literal

from msgspec import Struct

Severity = Literal["error", "limit", "warning"]


class Problem(Struct, frozen=True, kw_only=True):
    """A fault at one place; `line` and `column` count from 1, the column in characters.

    `key` is the key path inside the file ("step 3, hold"), `step` the step's path as people
    count it ("3" or "3.1"), `limit` the id of the limit that was passed.
    """

    file: str
    line: int
    column: int
    severity: Severity
    message: str
    key: str | None = None
    step: str | None = None
    limit: str | None = None

    @property
    def sort_key(self) -> tuple[int, int, str, str]:
        """Order inside one file: by place, then by text, so that output never wobbles."""
        return (self.line, self.column, self.severity, self.message)

    def __str__(self) -> str:
        """The one-line form that editors parse: `path:line:column: severity: message  [where]`."""
        where = ", ".join(part for part in (f"step {self.step}" if self.step else "", self.limit or "") if part)
        tail = f"  [{where}]" if where else ""
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.message}{tail}"


class Told(Exception):
    """Something cannot be done, for a reason outside of the program; the text tells a person what and why."""


class Unreadable(Told):
    """A file that cannot be opened or is not a file at all; the text says which and why."""
