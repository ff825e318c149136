"""What the program does with what it knows: pure functions."""
