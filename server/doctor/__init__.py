"""`leeward doctor`: what an installation can be seen to keep of the promises, and what nobody can see from here."""
