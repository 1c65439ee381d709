"""The voice: engines that turn text into clips, and a thread that works ahead of need."""
