"""The neutral interaction: what people ask, what they are shown, what they are answered.

Standard library only, no I/O: a platform draws these values, a feature composes them, neither knows the other.
"""
