"""The cold survey: weeks after a session, what remains of it, what was applied and what stood in the way."""
