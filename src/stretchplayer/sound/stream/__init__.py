"""The stream: one mixer, the time base that places sounds in it, and the outputs that pull it."""
