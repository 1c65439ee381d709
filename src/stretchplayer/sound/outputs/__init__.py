"""The back-ends: a device, a player of the system, or nothing at all. Files have a way of their own: `sound/files`."""
