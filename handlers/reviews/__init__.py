"""Reviews of a course, for anyone, before deciding: what people gave it, what they said, when it takes place next."""
