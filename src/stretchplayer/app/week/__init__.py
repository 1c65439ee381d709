"""The plan of the week with what there is on this machine: its file, routines, history, reminders and a calendar."""
