"""The back-ends: a device, a player of the system, a file, or nothing at all."""
