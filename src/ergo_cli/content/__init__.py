"""What the program knows: types, loading, checking."""
