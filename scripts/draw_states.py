"""Draws the states of a session, out of the transition table, into `docs/session-states.md`."""

import sys
from collections import defaultdict
from pathlib import Path

from stretchplayer.session.commands import TABLE

PAGE = Path(__file__).parent.parent / "docs" / "session-states.md"
HEAD = """\
# The states of a session

Drawn from the table in `src/stretchplayer/session/commands.py` by `scripts/draw_states.py`; do not edit it by
hand. An arrow says that the command may lead there. `Advance` is time passing. A command that is not shown for a state
is refused there and changes nothing. Staying where one is has no arrow.

| state | what the session is doing |
|---|---|
| playing | a segment runs against the clock |
| waiting | a question is open: heat or cold before it starts, a text to read, a step that waits for a key |
| checking | heat or cold is on, and a look at the skin was asked for; 60 s to answer |
| alarming | nobody answered; 10 s later the step is ended |
| paused | the clock stands, nothing is on the body |
| exposed | paused, but heat or cold is still on: its clock runs until it is taken off |
| overdue | heat or cold is over, but nobody has said that it is off: the alarm sounds until somebody does |
| asking | "too much" was said; which word fits? |
| finished | the last segment is over |
| ended | stopped before the end |

"""


def page() -> str:
    """The whole page."""
    arrows: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for (state, command), targets in TABLE.items():
        for target in targets:
            if target != state:
                arrows[state, target].append(command.__name__)
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> playing: start", "    [*] --> paused: restore"]
    lines += [
        f"    {state} --> {target}: {', '.join(sorted(names))}" for (state, target), names in sorted(arrows.items())
    ]
    lines += ["    finished --> [*]", "    ended --> [*]", "```", "", "| state | understands |", "|---|---|"]
    for state in dict.fromkeys(state for state, _ in TABLE):
        names = sorted(command.__name__ for each, command in TABLE if each == state and command.__name__ != "Advance")
        lines.append(f"| {state} | {', '.join(names) or 'nothing more'} |")
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
