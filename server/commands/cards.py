"""`leeward cards`: made and printed by those who keep the papers, loaded into the vault, revoked by an order."""

from clients.founder.card_commands import cards
from clients.orders.commands import revoke
from server.vault.commands import load_cards

cards.command("load")(load_cards)
cards.command("revoke")(revoke)

__all__ = ["cards"]
