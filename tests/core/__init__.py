"""The pure core proved: caps, timeline and session, against a second reading of the safety page."""
