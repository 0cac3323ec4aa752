"""The calendar of a community: a month as a card, and an address for calendar programs."""
