"""How a consortium begins and changes: keys, the directory, cards, the policy. Done by people, away from servers."""
