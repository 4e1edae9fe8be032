"""May a summary be released, standing on these parts? Which were opened, what is granted, and what still holds."""
