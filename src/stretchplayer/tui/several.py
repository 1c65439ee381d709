"""Any number of several answers: the parts of the body that something is about."""

from collections.abc import Iterable, Sequence

from stretchplayer.tui.options import Options


class Several(Options):
    """Holds the `values` that are chosen, in the order in which they stand."""

    def __init__(self, answers: Sequence[tuple[str, str]], values: Iterable[str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__([label for _, label in answers], id=id)
        self._all = [each for each, _ in answers]
        self._values = set(values)

    @property
    def values(self) -> tuple[str, ...]:
        """What is chosen."""
        return tuple(each for each in self._all if each in self._values)

    def chosen(self, number: int) -> bool:
        """Whether it is one of them."""
        return self._all[number] in self._values

    def sign(self, number: int) -> str:
        """A box with a cross or without."""
        return "[x]" if self.chosen(number) else "[ ]"

    def take(self, number: int) -> None:
        """Choose it, or no longer."""
        self._values ^= {self._all[number]}
        self.refresh()
