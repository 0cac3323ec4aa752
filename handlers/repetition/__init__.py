"""Repetition: a key message said again at growing gaps, and what a member missed brought back to them alone."""
