"""Sealed boxes that the vault passes on and cannot open: drafts between desks, replies, and sources' mailboxes."""
