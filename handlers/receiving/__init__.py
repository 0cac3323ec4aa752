"""Capsules in direct messages, for who asks for them; and the questions that wait for room in somebody's week."""
