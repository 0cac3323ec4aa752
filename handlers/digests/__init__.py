"""Digests: on Monday morning, what a community did last week, in words and figures that never point at one person."""
