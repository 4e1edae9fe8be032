"""The languages of what this zone says to people. The first one stands in where another lacks something."""

LANGUAGES = ("en", "fr", "ar")
