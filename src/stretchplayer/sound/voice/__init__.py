"""The voice: engines that turn text into clips, what they made kept on disk, and a thread that works ahead of need."""

from stretchplayer.sound.voice.cache import ClipCache
from stretchplayer.sound.voice.choosing import ENGINES, Engine, choose, described, model_file, spare
from stretchplayer.sound.voice.interface import Off, Voice, VoiceFailed
from stretchplayer.sound.voice.speaker import Speaker

__all__ = [
    "ENGINES",
    "ClipCache",
    "Engine",
    "Off",
    "Speaker",
    "Voice",
    "VoiceFailed",
    "choose",
    "described",
    "model_file",
    "spare",
]
