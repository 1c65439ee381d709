"""What every face does: start, resume and finish a session; library, files and answers."""
