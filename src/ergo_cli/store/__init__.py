"""What the program remembers."""
