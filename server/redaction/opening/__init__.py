"""Asking for parts with a fresh key, following what custodians answer, and forgetting."""
