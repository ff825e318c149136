"""One view a command: a result to blocks."""
