"""Testimonials: happy words, proposed to their author, read by an animator, published, and taken back at any time."""
