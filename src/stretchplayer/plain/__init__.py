"""The player without a screen: one line for each event, single keys in a terminal, lines elsewhere."""
