"""Search: a few words, and what holds them among all that one may read."""
