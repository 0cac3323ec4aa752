"""The neutral interaction: what people ask, what they are shown, what they are answered.

Standard library only, no I/O: a platform folder draws these values, a feature composes them, and neither knows the other.
"""
