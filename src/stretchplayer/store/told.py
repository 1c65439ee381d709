"""One session as a line of an export, and the rules that a line from elsewhere has to keep."""

from typing import Annotated, Final

from msgspec import Meta, Struct, structs

from stretchplayer.model.bounds import Title
from stretchplayer.model.muscles import GROUP_OF, MID, MuscleSide, Side
from stretchplayer.store.records import Standing
from stretchplayer.timeline import Load

_END_OF_YEAR_9999: Final = 253_402_300_799
_ID: Final = "^[0-9A-Za-z_-]{1,64}(?![\\s\\S])"
_DIGEST: Final = "^[0-9A-Za-z:_-]{0,128}(?![\\s\\S])"
_WORD: Final = "^[a-z-]{1,20}(?![\\s\\S])"

Id = Annotated[str, Meta(pattern=_ID)]
Digest = Annotated[str, Meta(pattern=_DIGEST)]
Word = Annotated[str, Meta(pattern=_WORD)]
Instant = Annotated[float, Meta(ge=0, le=_END_OF_YEAR_9999)]
Length = Annotated[float, Meta(ge=0, le=86_400)]
Whole = Annotated[float, Meta(ge=0, le=31_622_400)]
Count = Annotated[int, Meta(ge=0, le=2**53)]
Scale = Annotated[int, Meta(ge=0, le=10)]


class RunRecord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, order=True):
    """One run: a load of `seconds` on some muscle-sides; the higher `revision` knows more, then the longer.

    A run is told apart by its number and its start: where a copied history was played on in two places,
    each place has its own runs under the same numbers.
    """

    number: Count
    start: Instant
    revision: Count
    seconds: Length
    end: Instant
    kind: Load
    loads: Annotated[tuple[MuscleSide, ...], Meta(min_length=1, max_length=100)]


class StrainRecord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, order=True):
    """One "too much"; of two words for it, the one with the higher `revision` was said later."""

    muscle: str
    side: Side
    at: Instant
    revision: Count
    word: Word


class RecordHead(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What there is to say of a session as a whole."""

    id: Id
    machine: Id
    revision: Count
    routine: Title
    digest: Digest
    started: Instant
    ended: Instant | None
    state: Standing
    seconds: Whole
    worked_seconds: Whole
    before: Scale | None
    after: Scale | None


class SessionRecord(RecordHead, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One session: runs in the order of their numbers, strains in the order of muscle, side, instant."""

    runs: Annotated[tuple[RunRecord, ...], Meta(max_length=20_000)]
    strains: Annotated[tuple[StrainRecord, ...], Meta(max_length=20_000)]


def head(told: SessionRecord) -> RecordHead:
    """The session without its runs and strains."""
    return RecordHead(**{name: getattr(told, name) for name in RecordHead.__struct_fields__})


def untrue(told: SessionRecord, latest: float) -> str | None:
    """What cannot be, in a session of the right types, or None; nothing may lie behind the instant `latest`."""
    places = [where for run in told.runs for where in run.loads] + [(each.muscle, each.side) for each in told.strains]
    for muscle, side in places:
        if muscle not in GROUP_OF:
            return f"there is no muscle {muscle[:60]!a}"
        if (side == "mid") != (muscle in MID):
            return f"{muscle} has no such side"
    if len({(run.number, run.start) for run in told.runs}) < len(told.runs):
        return "a run is there twice"
    if any(len(set(run.loads)) < len(run.loads) for run in told.runs):
        return "a run loads one muscle-side twice"
    if len({(each.muscle, each.side, each.at) for each in told.strains}) < len(told.strains):
        return "a strain is there twice"
    if max((told.started, *(run.end for run in told.runs), *(each.at for each in told.strains))) > latest:
        return "the session lies in the future; is one of the two clocks wrong?"
    return None


def tidy(told: SessionRecord) -> SessionRecord:
    """The same session in the one order in which it is written."""
    runs = (structs.replace(run, loads=tuple(sorted(run.loads))) for run in told.runs)
    return structs.replace(told, runs=tuple(sorted(runs)), strains=tuple(sorted(told.strains)))
