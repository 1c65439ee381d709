"""Stories: the whole program, driven by keys, under a clock that the test moves."""
