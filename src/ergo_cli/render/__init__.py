"""What the program shows: results to screens, Markdown and JSON."""
