"""A summary written anew: held against its originals, read by a second person, cleared and handed over."""
