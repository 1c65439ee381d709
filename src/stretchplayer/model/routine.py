"""A whole routine: what its file says, as frozen values."""

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from stretchplayer.model.duration import Seconds
from stretchplayer.model.numbers import VOLUME
from stretchplayer.model.steps import AnyStep
from stretchplayer.model.text import ONE_LINE, Label, Labels, Passage, Title

MAX_SEGMENTS: Final = 1000
MAX_BYTES: Final = 1024 * 1024

CueName = Literal["prepare", "go", "tick", "half", "release", "switch", "rest", "next", "check-skin", "alarm", "done"]
Language = Literal["en", "de", "es", "fr"]
Volume = Annotated[int, Meta(ge=VOLUME.least, le=VOLUME.most, description="Per cent.")]
SoundFile = Annotated[str, Meta(min_length=1, max_length=255, pattern=ONE_LINE)]


class Defaults(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Transitions for steps that do not give their own, in seconds."""

    prepare: Annotated[Seconds, Meta(description="Get ready, before the first hold of a side.")] = Seconds(5)
    switch: Annotated[Seconds, Meta(description="Changing sides.")] = Seconds(5)
    rest: Annotated[Seconds, Meta(description="Between repetitions.")] = Seconds(10)


class Sound(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"check_skin": "check-skin"}):
    """What the routine sounds like; cue names take files of the user's own."""

    voice: Annotated[Literal["full", "names", "off"] | None, Meta(description="How much is spoken.")] = None
    cues: Annotated[Literal["soft", "wood", "bright"] | None, Meta(description="The set of cues.")] = None
    halfway: Annotated[bool | None, Meta(description="Whether the middle of a hold is marked.")] = None
    volume: Volume | None = None
    prepare: SoundFile | None = None
    go: SoundFile | None = None
    tick: SoundFile | None = None
    half: SoundFile | None = None
    release: SoundFile | None = None
    switch: SoundFile | None = None
    rest: SoundFile | None = None
    next: SoundFile | None = None
    check_skin: SoundFile | None = None
    alarm: SoundFile | None = None
    done: SoundFile | None = None


class Routine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"suits": "for"}):
    """One routine, its moves and group targets resolved.

    `limits` maps limit ids to the routine's own, lower values, in the limit's unit.
    `suits` is the key `for` of the file, which is a word of Python's own.
    `digest` is the SHA-256 of the file's bytes; equal digests mean the same file. `without` are the places of steps
    that are left out this time, as `2` or `2.1`; no file says that.
    """

    title: Title
    step: Annotated[tuple[AnyStep, ...], Meta(min_length=1)]
    summary: Annotated[Passage, Meta(description="What the routine is, in a sentence or two.")] = ""
    suits: Annotated[Passage, Meta(description="Whom the routine is for.")] = ""
    not_for: Annotated[Passage, Meta(description="Who should not follow it, or should ask somebody first.")] = ""
    tags: Labels = Labels()
    author: Label = ""
    source: Labels = Labels()
    before: Literal["sport"] | None = None
    language: Annotated[Language, Meta(description="What the routine is spoken in.")] = "en"
    defaults: Defaults = Defaults()
    sound: Sound = Sound()
    limits: dict[str, float] = {}
    file: str = ""
    digest: str = ""
    without: tuple[str, ...] = ()
