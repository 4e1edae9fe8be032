"""What ends when, said long before, and destroyed only after that."""
