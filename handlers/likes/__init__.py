"""Likes: a button or a happy emoji, counted once a person."""
