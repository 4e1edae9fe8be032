"""Who is knocking, what the signed access rules allow them, and which compartment's rows a transaction sees."""
