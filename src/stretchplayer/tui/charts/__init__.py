"""Pictures as rows of text: no widget, no screen."""
