"""Campaigns: ordered capsules posted around a day or a session, started, followed, paused, shifted and stopped."""
