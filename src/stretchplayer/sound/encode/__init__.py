"""Files of sound: wav by ourselves; flac, mp3 and ogg with the extra `audio`."""
