"""The plan of a week: its file, what it has for a day, how its doses go up and down, and what the caps say ahead."""
