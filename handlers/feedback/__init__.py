"""The learner's ladder after a session: stars first, then a few words whose author chooses who may read them."""
