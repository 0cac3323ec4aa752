"""Communities: a theme, its home channel, and who animates or manages it."""
