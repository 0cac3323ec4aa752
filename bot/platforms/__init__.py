"""The places where people talk to the bot, one folder each."""
