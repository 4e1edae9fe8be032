"""What pages of two zones have alike: where they are, passkeys, texts, files of their own, forms."""
