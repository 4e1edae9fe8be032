"""The vault: it keeps sealed parts, and knows which reports there are, never what they say. Start with api.py."""
