"""Follow-ups: the animators' queue of what went wrong, and the private exchange with who said so, named or not."""
