"""The texts of a segment in the language in which they are shown or spoken."""

from msgspec import structs

from stretchplayer.catalog.translated import name, step, step_name
from stretchplayer.timeline import Segment
from stretchplayer.translation import SOURCE, language


def translated(part: Segment, code: str | None = None) -> Segment:
    """A segment with the texts of its step translated, and the names of its groups."""
    if (code or language()) == SOURCE:
        return part
    return structs.replace(
        part,
        name=segment_name(part, code),
        what=step(part.what, code),
        group=name(part.group, code),
        around=tuple((number, of, name(group, code)) for number, of, group in part.around),
    )


def segment_name(part: Segment, code: str | None = None) -> str:
    """What the step of a segment is called."""
    return step_name(part.what, code) if part.name == part.what.name else name(part.name, code)
