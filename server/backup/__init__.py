"""A zone's database and papers in one file that is sealed to keys which are offline; and back again. Decision 27."""
