"""The player without a screen: a line for each event, single keys in a terminal, lines elsewhere."""
