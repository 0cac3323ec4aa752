"""Capsules: small pieces of learning, taken in from a folder, planned, posted."""
