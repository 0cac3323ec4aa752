"""Figures for this machine: speed, memory and start-up, beside simpler programs in the same run."""
