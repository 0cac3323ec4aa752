"""Sessions and their attendees as a table: read from one, seen first, taken in once; written as one."""
