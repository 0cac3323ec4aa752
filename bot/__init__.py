"""Runs the bot: configuration, platforms, clock, delivery, pages."""
