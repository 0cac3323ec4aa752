"""The knowledge check: the same three questions before a session and after it, told as a lift of the group."""
