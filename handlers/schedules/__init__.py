"""Schedules: when capsules are posted, once or again and again, and what comes next."""
