"""Pride: what people managed, told in their own words; their path, for them alone. Nobody is ever ranked."""
