"""Capsules as files: Markdown with its front matter, and Moodle's GIFT; reading and writing them. Pure."""
