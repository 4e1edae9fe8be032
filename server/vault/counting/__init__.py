"""How many distinct people a set of parts stands on, and what subtracting one set from another would show."""
