"""The commands, and the place where the real clock, store and terminal are put together."""
