"""The words of each language that detection leans on: one file a language, for its speakers to correct.

`ordinary` must hold no word that is also somebody's name: leave out Will, May, Said, Amani. A word that is
missing there costs a needless span; a name that is in it costs a missed one.
"""
