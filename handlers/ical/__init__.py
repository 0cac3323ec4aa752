"""Writing what calendar programs read (iCalendar, RFC 5545): pure, and for every feature."""
