"""Pictures of a body: how a move is done, and where a muscle is."""
