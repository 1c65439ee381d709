"""Writing routines: their text as steps, edits of it, and new ones out of words and lists."""
