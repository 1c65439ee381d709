"""Files that a session is rendered to: wav by ourselves, flac, mp3 and ogg with the extra `audio`."""

from stretchplayer.sound.files.about import About, Chapter
from stretchplayer.sound.files.place import NotWritten
from stretchplayer.sound.files.sink import Ending, Sink, ending_of, sink

__all__ = ["About", "Chapter", "Ending", "NotWritten", "Sink", "ending_of", "sink"]
