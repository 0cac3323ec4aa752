"""The peers' handbook: what learners let their community keep, in chapters, as documents to read or print."""
