"""Deliveries: what the bot owed and could not post, shown to those who can do something about it."""
