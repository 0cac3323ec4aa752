"""Home: a person's own page, where the platform has one."""
