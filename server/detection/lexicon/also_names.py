"""Frequent words that are also names of people or towns somewhere: no lexicon lets one pass as grammar.

They still tell a language. Held against the given names and surnames of seventy-odd countries and against towns of
more than 15,000 people, by hand: what is left out here are words that open a great many sentences and are names far
away only (Spanish una, Hausa wani).
"""

from __future__ import annotations

from server.detection.lexicon.entry import words

ALSO_NAMES = words(
    """
    aada abe abu adi aga agha aka aki ali ama amma amo ana ani anya ari aru asu avis awa aya ayo baba babu bali
    bara bari barrio basi bata bayan bea bee bir boo buena bula buy cabo camino camp campo côté daan dan danu
    dar dara daw dawa dee deja dias dikwa din dina don dooley duba dunia duro egbe eka ekpe ekwe ema eme emi ere
    ese esi esteve fee fica fito font frère gani gara gee gena gina grand grande guerra gun gute guy gwa hadi
    hakan hali hana hari hilo hora idi ifo iga ila ima ina ise isi ita iwu izu jade jana jef jere jo justice
    justicia kai kane kankan kara kati kazi kesho kira kiran kiri kombe koro lara lára largo leo licha lode lola
    looy lori mahali mai maisha mambo mara mau may mayor mba mbele mee mel mengi mimi moy mur naka neza niño
    nova nti obodo ode oge ogu oku okwu omi ona onda oni onu ori oria oto pare parole partida peine pia police
    pueblo puerta quartier quarto rais rasa rey rino ruwa samu sanya sasa seen segundo sera seria siri soko
    sokoni sola soro tanta tara tena tire toma travers tur ubbi umoja uwa van ven venus ver vida vila ville vino
    vista vite wale wall wanda yaa yako yana yao zaidi zaman zara zona zuru
    """
)
