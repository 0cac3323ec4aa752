"""A throwaway Slack on loopback, to try the bot and to test it; it knows nothing of the bot."""
