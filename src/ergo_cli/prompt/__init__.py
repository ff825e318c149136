"""What the program asks: one question, one answer."""
