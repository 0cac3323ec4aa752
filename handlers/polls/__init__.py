"""Polls: votes that can be changed and taken back, shown as counts and never with a name."""
