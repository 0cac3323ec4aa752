"""Privacy: what is known of a person, for that person: to see, to take away, to change, to erase."""
