"""Comments: what people answer to a post, in its thread or through its button."""
