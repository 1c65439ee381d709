"""Lines and columns of keys and values, looked for only when somebody asks."""

from bisect import bisect_right
from itertools import accumulate

from stretchplayer.routine.fault import Path
from stretchplayer.routine.layout import Node, scan

Place = tuple[int, int]
"""Line and column, both from 1, the column in characters."""


class Places:
    """Where things stand in one text; reads it at the first question."""

    __slots__ = ("_root", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._root: Node | None = None
        self._starts: list[int] = []

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Places) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def value(self, path: Path) -> Place:
        """Where the value at `path` begins; the nearest table or key around it if the file does not have it."""
        node, _ = self._nearest(path)
        return self._place(node.key if node.value is None else node.value)

    def key(self, path: Path) -> Place:
        """Where the last key of `path` begins; the nearest table or key around it if the file does not have it."""
        node, found = self._nearest(path)
        return self._place(node.key if found or node.value is None else node.value)

    def _nearest(self, path: Path) -> tuple[Node, bool]:
        if self._root is None:
            self._root = scan(self._text)
            self._starts = [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))]
        node = self._root
        for part in path:
            inner = node.children.get(part)
            if inner is None:
                return node, False
            node = inner
        return node, True

    def _place(self, at: int) -> Place:
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1
