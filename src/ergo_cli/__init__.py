"""ergo: a command-line ergonomics assistant."""
