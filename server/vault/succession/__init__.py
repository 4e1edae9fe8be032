"""A seat goes on to a successor: what is begun, which parts it is about, and what the others send for it. SPEC 23."""
