"""Quizzes: a question answered in private, at once, with the reason; never a score that others see."""
