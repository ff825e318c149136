"""Figures: a body of angles and contacts, seen by a camera, as text or as SVG; no time, no terminal, no files."""
