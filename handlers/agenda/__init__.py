"""Around a session: the file that puts it in a calendar, and the questions its trainer is asked."""
