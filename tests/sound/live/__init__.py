"""The real program, heard through a real sound server."""
