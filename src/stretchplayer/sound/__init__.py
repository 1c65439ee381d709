"""Sound that alone can carry a session: cues and voice, placed on the sample clock of one stream."""
