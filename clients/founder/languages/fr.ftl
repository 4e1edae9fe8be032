# The leaflet that goes with a pile of cards, in French, for readers in francophone Africa above all.
#
# No native speaker has checked this file yet, so it says "checked = no". Whoever has checked every message of it, and is
# at home in this language, may say "yes" there and take this paragraph away.
#
# For translators: en.ftl says for whom this is written. Words are those of clients/web/languages/fr.ftl: a report is
# « signalement », to take back « retirer ». A pile is « paquet », to draw « tirer ».
# english = 929dcbc2

language-name = Français
checked = no

### What the buttons of the reporter's page say, as clients/web/languages has it

page-write = Écrire un signalement
page-look = J’ai déjà des mots ou des chiffres
page-withdraw = Le retirer

### For whoever draws a card. Read there, and given back

draw-title = Votre carte
draw-here = Lisez ceci ici et rendez-le. Ne l’emportez pas.

what-title = À quoi elle sert
what-trust = La carte montre que quelqu’un, ici, a confiance en vous. Elle ne dit pas qui vous êtes.
what-counts = Avec une carte, votre signalement compte pour une personne. Tous les signalements sans carte comptent ensemble comme une seule personne.

use-title = Comment s’en servir
use-draw = Tirez vous-même une carte du paquet, et une seule. Ouvrez-la quand vous êtes seul.
use-type = Ouvrez la page dont on vous a dit l’adresse et choisissez « { $write } ». Là où elle demande une carte, tapez les 24 chiffres. Les espaces ne comptent pas.
use-until = Elle sert jusqu’au { $last } (année, mois et jour, dans le calendrier qui commence par janvier). Vous pouvez envoyer plusieurs signalements avec elle : ils comptent comme ceux d’une seule personne. Après ce jour, tirez une nouvelle carte.
use-burn = Quand vous n’avez plus besoin de la carte, brûlez-la.

sample-code = Les 24 chiffres de la carte. Ici, ce ne sont que des zéros.
sample-name = Le nom du paquet. Il ne fait pas partie du code.
sample-last = Les trois mois pendant lesquels elle sert, et le dernier jour.

back-title = Comment retirer un signalement
back-words = À la fin, la page vous montre des mots ou des chiffres. Ils ne sont pas sur la carte. Eux seuls rouvrent votre signalement. Apprenez-les par cœur, ou écrivez-les sur un papier et cachez-le.
back-how = Pour le retirer, ouvrez la page, choisissez « { $look } », tapez-les, puis choisissez « { $withdraw } ». La carte ne permet pas de le faire.
back-copies = Ce que des gens ont déjà lu ou copié ne peut plus être repris.

phone-title = Ce qui ne doit pas rester dans votre téléphone
phone-photo = Aucune photo de la carte. Souvent, les téléphones envoient d’eux-mêmes les photos ailleurs.
phone-notes = Ni les chiffres de la carte, ni ces mots ou ces chiffres : pas dans un message, une note, un contact ou un e-mail.
phone-screen = Aucune image de l’écran, et pas l’adresse de la page.
phone-nobody = Personne de l’organisation ne vous demandera jamais les chiffres de votre carte, ni ces mots ou ces chiffres.

lost-title = Si vous perdez la carte
lost-say = Dites-le à celui ou celle qui vous a fait tirer la carte. Vous n’avez à dire ni votre nom, ni ce que vous en avez fait. Tirez-en une autre. Si vous retrouvez l’ancienne, brûlez-la.
lost-finder = Celui qui la trouve ne peut pas lire vos signalements, ni voir s’il y en a. Mais il pourrait en envoyer avec elle, comme si on lui faisait confiance ici.

### For whoever hands out the cards

hand-title = Pour qui distribue les cartes
hand-keep = Gardez cette page, mais pas là où sont les cartes.
hand-pile = Cartes dans ce paquet : { $cards }. Nom du paquet : { $name }. Elles servent du { $first } au { $last } (année, mois et jour, dans le calendrier qui commence par janvier).

give-title = Les distribuer
give-fold = Coupez le long des lignes. Pliez chaque carte le long de la ligne interrompue, par-dessus les chiffres, et collez-la.
give-shuffle = Mettez-les en un seul paquet et mélangez-le bien. Chaque personne en tire une, et une seule pendant ces trois mois.
give-whom = Ne laissez tirer que des personnes que vous connaissez et à qui vous faites confiance.
give-read = Faites lire à chacune l’autre page, ou lisez-la-lui. Reprenez-la.

nobody-title = Personne n’écrit qui a tiré quelle carte
nobody-list = Aucun nom, aucune marque sur une carte, aucune liste de qui est venu et dans quel ordre, aucune photo.
nobody-why = Avec une telle liste, quelqu’un pourrait trouver qui a envoyé quel signalement. Ce que personne ne sait, on ne peut forcer personne à le dire.
nobody-asked = Pas non plus si quelqu’un vous le demande, qui que ce soit. Dites à qui vous a donné les cartes que quelqu’un l’a demandé.

pile-title = Si le paquet est perdu, ou si quelqu’un d’autre l’a eu en main
pile-call = Appelez tout de suite qui vous l’a donné, et dites le nom du paquet : { $name }. Il n’est pas nécessaire d’en dire plus au téléphone.
pile-then = Une fois le paquet exclu, ses cartes comptent comme s’il n’y en avait pas. Cela vaut aussi pour les cartes tirées honnêtement, et pour les signalements envoyés avec elles avant. Ces signalements peuvent toujours être lus.
pile-new = Vous recevez un nouveau paquet. Faites tirer tout le monde de nouveau.
pile-seen = Faites de même si des cartes ont été ouvertes ou copiées, ou si quelqu’un a fait une liste.

over-title = Quand les trois mois sont passés
over-burn = Brûlez les cartes que personne n’a tirées, et cette page.
