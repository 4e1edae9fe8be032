"""What is kept: parts, the consents and the cards that they come under, and the mixing of all of their rows."""
