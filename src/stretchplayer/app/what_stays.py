"""What of a step's own stays when another move takes its place, and how that is said."""

from typing import Final

from stretchplayer.editing import step_form, step_values
from stretchplayer.editing.key_edits import EditRefused, Values
from stretchplayer.routine.moves import Moves
from stretchplayer.translation import gettext

DESCRIBED: Final = (
    *("kind", "name", "target", "using", "topic", "how", "say", "source", "position", "loads", "needs", "figure"),
)
"""What a step says of its own about the move that it is, and not about its person or how much of it is done."""


def replaced(own: Values, name: str, moves: Moves) -> tuple[Values, Values]:
    """What changes in a step for another move to take its place; and what of that is about its person."""
    other = moves.keys_of(name)
    if other is None:
        message = gettext("no move is called {name}").format(name=name)
        raise EditRefused(message)
    gone = {key: None for key in own if key in DESCRIBED}
    dose = step_values.carried(own, step_values.kind_of(own, moves), str(other.get("kind")))
    former = moves.keys_of(str(own.get("move"))) or {}
    person = step_values.of_the_person(own, former, other)
    return {**gone, **dose, **person, "move": name}, person


def what_stayed(before: Values, changes: Values, person: Values) -> str:
    """What another move took over of a step's own, and what of it went, in words; "" where there is nothing to say."""
    lengths = ("duration", "hold")
    renamed = {old: new for old, new in (lengths, lengths[::-1]) if old in before and changes.get(new) is not None}
    kept = [key for key, value in person.items() if value is not None]
    went = [key for key, value in changes.items() if value is None and key in before and key not in ("kind", *renamed)]
    described = [key for key in went if key in DESCRIBED or key in person]
    parts = (
        (gettext("Kept"), kept),
        (gettext("Taken out, as it was said of the other move"), described),
        (gettext("Taken out, as this move is of another kind"), [key for key in went if key not in described]),
    )
    said = [
        gettext(" Its {old} stays, as the {new}.").format(old=old, new=new)
        for old, new in renamed.items()
        if changes.get(old) is None
    ]
    said += [f" {what}: {', '.join(map(step_form.label_within, keys))}." for what, keys in parts if keys]
    return "".join(said)
