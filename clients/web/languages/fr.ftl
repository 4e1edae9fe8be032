# The reporter's page in French, for readers in francophone Africa above all.
#
# No native speaker has checked this file yet, so it says "checked = no". Whoever has checked every message of it, and is
# at home in this language, may say "yes" there and take this paragraph away.
#
# For translators: en.ftl says for whom this is written, and what matters. Words that were chosen here: a report is
# « signalement », a curator « lecteur formé », keepers are « gardiens des clés », the task force is « groupe de travail »
# (nothing that sounds of soldiers), the other side « l'autre côté », to take back « retirer » (a report), to take out
# « enlever » (a file). « Vous », with no word that takes the reader for a man or a woman. Before : stands a no-break
# space, before ; ! ? and inside « » a narrow one.
# english = 04f9a2f0

### Which page this is

# Says nothing on purpose: it stands in the browser's tab, where others can see it.
page-title = Page
# The name of this language, in this language.
language-name = Français
# "yes" only if a native speaker has checked every message of this file; else "no".
checked = no
# Shown at the bottom of every page of a language where checked = no.
unchecked = Personne de langue maternelle française n’a encore vérifié les mots de cette page. Si une phrase n’est pas claire, ne vous y fiez pas : regardez la page dans une autre langue.

### Around every screen

# The button that leaves at once: everything typed is dropped, and an empty page comes.
exit = Quitter maintenant
exit-hint = Vous pouvez aussi appuyer deux fois sur Échap (Esc). Ce que vous avez tapé est alors perdu.
skip = Aller au texte
step = Étape { $step } sur { $all }
back = Retour
next = Continuer
# The same button where the person has filled in nothing, and may.
next-without = Continuer sans rien
choose = Choisissez
understood = J’ai compris
try-again = Réessayer
# Heading of the list of what has to be mended before going on.
wrong-title = Quelque chose manque ou n’est pas juste
arriving = La page va chercher la liste des clés. Vous pouvez commencer.

## The page's own fingerprint

hashes-title = Est-ce la bonne page ?
# `leeward web verify` is typed in a program as it stands here.
hashes-what = Ces numéros sont ceux de cette page. Quelqu’un en qui vous avez confiance peut les comparer d’un autre endroit, avec le programme : leeward web verify. S’ils sont différents, n’écrivez pas ici.
hashes-script = Le programme de cette page
hashes-trust = La liste de ceux à qui cette page fait confiance
hashes-none = Ce navigateur ne peut pas calculer les numéros ici.
hashes-log = Le journal public de ce qui est fait ici. Il grandit. Quelqu’un en qui vous avez confiance peut comparer ces lignes, avec le programme : leeward ledger compare.
hashes-no-log = Le journal n’est pas affiché en ce moment.

### Start

languages = Langues
# A question of yes or no. What was typed does not come along to the page in the other language.
languages-lost = Ce que vous avez tapé sera perdu. Changer de langue quand même ?
start-title = Que voulez-vous faire ?
start-what = Ce que vous écrivez est scellé sur cet appareil. Il va à un groupe de travail : des personnes formées, de plusieurs organisations, qui essaient d’alerter avant que des gens soient attaqués.
start-write = Écrire un signalement
start-write-hint = Pour quelque chose que vous avez vu ou entendu. Il ne faut ni compte ni nom.
start-look = J’ai déjà des mots ou des chiffres
start-look-hint = Voir si quelqu’un a répondu, changer ce que vous permettez, ou retirer un signalement.
stale = La liste des clés de cette page n’est plus valable depuis peu. Vous pouvez encore envoyer. Si possible, dites-le à quelqu’un de l’organisation.

safe-title = Pour plus de sécurité
safe-alone = Mettez-vous à l’écart, là où personne ne voit l’écran.
safe-device = Utilisez un appareil à vous, pas celui de votre employeur ni d’une boutique.
# Tor Browser is the name of a program.
safe-tor = Utilisez Tor Browser : il cache au réseau que vous êtes ici. Sinon, une fenêtre privée. Fermez la fenêtre ensuite.

cannot-title = Ce dont cette page ne peut pas vous protéger
cannot-code = La page vient d’un serveur. Celui qui contrôle le serveur pourrait changer la page. Les numéros tout en bas aident à le voir.
cannot-address = Sans Tor Browser, le réseau peut voir que vous étiez sur cette page, et à quelle heure. Il ne peut pas lire ce que vous avez écrit.
cannot-device = Si quelqu’un surveille à travers votre téléphone ou ordinateur, il peut voir ce que vous tapez. Certains claviers retiennent des mots.
cannot-told = Si peu de gens savent ce que vous écrivez, d’autres peuvent deviner que c’est vous.

### Writing

write-title = Que s’est-il passé ?
# Above a report that is sent with words from before, perhaps to answer somebody.
write-again-what = Ceci part comme un nouveau signalement, avec les mêmes mots. Si c’est une réponse, dites-le dans le texte.
country = Dans quel pays cela s’est-il passé ?
# Not « responsables de ce pays »: that would be its government.
country-hint = Votre signalement est scellé pour des personnes chargées des signalements de ce pays.
text = Qu’avez-vous vu ou entendu ?
text-hint = Dans n’importe quelle langue. Écrivez ce qui s’est passé, où, quand, à qui on a fait du mal et qui l’a fait. N’écrivez que ce que vous savez, et comment vous le savez. Pas de noms qui pourraient mettre quelqu’un en danger.
# count: signs that were taken out of the text because nobody sees them (they change the order of what is read).
hidden-signs = { $count ->
    [one] Un caractère invisible a été enlevé de votre texte. Avec de tels caractères, un texte peut paraître autre que ce qu’il dit. Relisez-le : il part tel qu’il est ici maintenant.
   *[other] { $count } caractères invisibles ont été enlevés de votre texte. Avec de tels caractères, un texte peut paraître autre que ce qu’il dit. Relisez-le : il part tel qu’il est ici maintenant.
}
# How long a very long text is; most is the greatest length.
text-length = Votre texte est long : { $count } caractères, { $most } au plus. Les textes longs sont plus longs à envoyer.
# A box to tick: it cannot wait until tomorrow.
tonight = Cette nuit ! Des gens sont en danger maintenant
tonight-what = Vous demandez la voie urgente. Une alerte peut alors partir sur votre seul signalement, sans en attendre d’autres. Elle ne nomme qu’une zone plus grande, et va à peu de personnes, connues par leur nom. Venant d’une seule personne, elle peut aider à deviner qui vous êtes.
tonight-today = Une personne doit d’abord ouvrir votre signalement. Nul ne peut promettre que cela se fait à temps. Pour le moment, aucune alerte ne peut partir sur un seul signalement ; ceux qui lisent le vôtre verront quand même votre demande.
tonight-help = Si vous pouvez appeler à l’aide autrement, faites-le aussi.

## Details that can be left out

more = En dire plus
more-hint = Vous pouvez sauter tout cela. Cela aide à trier votre signalement plus tôt.
not-said = Je ne le dis pas
event-type = Quel genre de chose était-ce ?
event-type-threats = Des menaces
event-type-hate-speech = Des appels à la haine ou à faire du mal à des gens
event-type-arrest = Des gens ont été arrêtés ou détenus
event-type-disappearance = Des gens ont été emmenés et ont disparu
event-type-killing = Des gens ont été tués
event-type-injury = Des gens ont été blessés ou battus
event-type-sexual-violence = Des violences sexuelles
event-type-displacement = Des gens ont dû fuir ou ont été chassés
event-type-destruction = Des maisons, des champs ou d’autres choses ont été détruits
event-type-roadblock = Une route a été bloquée
event-type-armed-movement = Des gens armés se déplaçaient ou se rassemblaient
event-type-recruitment = Des gens ont été forcés de rejoindre des groupes armés
event-type-aid-denied = Nourriture, médicaments ou aide ont été bloqués
event-type-other = Autre chose
where = Où était-ce ?
where-hint = Par exemple le village, le district, ou ce qui est à côté.
week = Quand était-ce ?
week-hint = Si c’était avant, écrivez-le dans votre texte.
week-unknown = Je ne sais pas, ou avant
# days: from Monday to Sunday, for example "16 – 22 November".
week-this = Cette semaine ({ $days })
week-last = La semaine dernière ({ $days })
harmed = À qui a-t-on fait du mal ?
harmed-hint = Par exemple : des cultivateurs, des gens d’un groupe, une famille. Pas de noms.

# The fourteen risk factors of the United Nations (Framework of Analysis for Atrocity Crimes), in plain words.
factors = Qu’est-ce qui est vrai aussi, là-bas ?
factors-hint = Cochez ce que vous avez vu vous-même.
factor-1 = Il y a la guerre, ou de grands troubles
factor-2 = De tels crimes ont déjà eu lieu ici, et personne n’a été puni
factor-3 = La police, les tribunaux ou les autorités ne fonctionnent pas, ou n’aident pas
factor-4 = Quelqu’un a une raison de vouloir du mal à des gens : terre, argent, pouvoir, vengeance
factor-5 = Quelqu’un a les armes, l’argent ou les gens pour le faire
factor-6 = Il n’y a personne là-bas qui pourrait l’empêcher
factor-7 = On dirait que quelque chose se prépare : on rassemble des armes, des listes, des hommes
factor-8 = Il vient de se passer quelque chose qui pourrait tout déclencher : une élection, un meurtre, un jour de fête
factor-9 = Il y a de la haine entre des groupes, ou un groupe est maltraité
factor-10 = Des gens parlent ou agissent comme si tout un groupe devait disparaître
factor-11 = Des gens ordinaires sont attaqués encore et encore, ou en beaucoup d’endroits
factor-12 = Il semble y avoir un plan ou un ordre pour attaquer des gens ordinaires
factor-13 = Ceux qu’il est interdit d’attaquer sont menacés : hôpitaux, écoles, prisonniers, lieux de prière
factor-14 = Des humanitaires ou des soldats de la paix sont menacés

### Files

files-title = Images et fichiers
files-what = Ce n’est pas nécessaire d’en envoyer. Une image est redessinée sur votre appareil avant d’être envoyée : ce que l’appareil photo y a écrit, comme le lieu, l’heure et le genre de téléphone, ne part pas.
files-see = Ce que l’on voit sur l’image reste : visages, lieux, panneaux, fenêtres. Regardez-la encore une fois. Votre téléphone peut se souvenir un temps des fichiers que vous avez ouverts.
# Where the browser does not let the page draw pictures (Tor Browser does so at first).
canvas-blocked = Ce navigateur ne laisse pas la page redessiner des images : aucune ne peut être nettoyée ici. Aucune image n’est envoyée.
canvas-what-to-do = Dans Tor Browser : choisissez une image ; si une question sur les données d’image apparaît près de l’adresse, autorisez cela pour cette page et choisissez l’image encore une fois. La page apprend alors un peu sur votre appareil. Ou n’envoyez que du texte.
files-choose = Choisir des fichiers
files-hint = Au plus { $pictures } images. Chaque fichier : au plus { $each }, tous ensemble : au plus { $all }.
files-working = La page redessine les images. Attendez.
# In French "one" is said of 0 too: so the number stands there.
files-taken = { $count ->
    [one] { $count } fichier dans la liste.
   *[other] { $count } fichiers dans la liste.
}
# count: files that were not taken; most: how large one may be.
files-too-large = { $count ->
    [one] Un fichier est plus gros que { $most } et n’a pas été pris.
   *[other] { $count } fichiers sont plus gros que { $most } et n’ont pas été pris.
}
files-together = En tout : { $size }.
# Preview of a picture, for those who cannot see it.
file-preview = Une image que vous avez choisie, redessinée
file-remove = Enlever
file-refused = Ce n’est pas une image que l’on peut nettoyer ici. Ce fichier ne peut pas être envoyé. Enlevez-le.
file-no-picture = Ce n’est pas une image que l’on peut nettoyer ici. Ce fichier ne peut être envoyé qu’intact, comme preuve. Cochez cela, ou enlevez-le.
original = Envoyer aussi le fichier intact, comme preuve ({ $size })
original-only = Envoyer ce fichier intact, comme preuve ({ $size })
original-hint = Un fichier intact peut prouver plus devant un tribunal. Mais il peut dire où et quand il a été fait, avec quel téléphone, et par qui. Il est scellé pour d’autres personnes que votre signalement.
files-evidence = Ce que l’on peut faire des fichiers intacts, vous le choisissez plus loin.

### Your name, and a card

you-title = Voulez-vous dire qui vous êtes ?
identity = Votre nom et votre numéro, scellés à part
identity-what = Ce n’est pas nécessaire. Ce que vous écrivez dans ce cadre est scellé à part, pour d’autres personnes que votre signalement. Ceux qui lisent votre signalement ne le reçoivent pas avec. Du dehors, personne ne peut voir si vous avez écrit quelque chose ici : quelque chose de la même taille est toujours envoyé.
identity-doubt = En cas de doute, laissez vide. On peut vous répondre sans cela : avec les mots que vous recevez plus tard.
name = Nom
phone = Téléphone, ou comment vous joindre
note = Que doit-on savoir pour vous joindre sans danger ?
note-hint = Par exemple : seulement le soir ; ne jamais appeler ; un ami répond.
identity-consent = À qui peut-on le dire, et pourquoi ?
identity-consent-none = Si vous ne cochez rien, cela reste scellé, et on ne le dit à personne.
identity-now = Des personnes du groupe de travail peuvent s’en servir pour me joindre maintenant
identity-accountability = On peut l’ouvrir pour demander des comptes à ceux qui l’ont fait, par exemple devant un tribunal
# A scratch card with a code, from a partner organisation; it proves that somebody there trusts this person.
card = Une carte
card-digits = Les 24 chiffres de votre carte, si vous en avez une
# Digits of any script.
card-hint = Vous pouvez taper les chiffres dans n’importe quelle écriture, comme 123 ou ١٢٣. Les espaces ne comptent pas.
card-none = Sans carte, votre signalement est lu de la même façon. Mais tous les signalements sans carte comptent ensemble comme une seule personne : nul ne sait combien de personnes les ont écrits. Avec une carte, le vôtre compte à lui seul. La carte ne dit pas qui vous êtes.

### What may be done with it

consent-title = Que peut-on faire de votre signalement ?
consent-what = Vous décidez. Vous pouvez changer cela plus tard, ou retirer le signalement, avec des mots que personne d’autre n’a. Si vous permettez moins, cela vaut en un jour au plus. Si vous permettez plus, cela vaut après sept jours.
profile = Choisissez une possibilité
profile-keep-sealed = Le garder scellé
profile-keep-sealed-means = Personne n’a le droit de le lire. Il reste sous clé jusqu’à ce que vous permettiez plus. Sinon, il est détruit après 30 jours.
# A curator is a person of the task force who is trained to read reports.
profile-curator-may-read = Un lecteur formé peut le lire
profile-curator-may-read-means = Deux personnes formées, le lecteur et une deuxième, peuvent le lire pour comprendre ce qui se passe. Chaque fois, plusieurs gardiens des clés doivent être d’accord. Rien n’en est transmis.
profile-summary-coarse = Un résumé peut être fait, avec peu de détails
# region: what is right below the country, called region, province, department … from country to country.
profile-summary-coarse-means = Ces deux personnes peuvent aussi écrire un court résumé avec leurs mots, à partir de plusieurs signalements. Il ne nomme que la région (ou la province) et le mois. Des organisations du consortium peuvent le lire.
profile-summary-finer = Un résumé peut être fait, avec plus de détails
profile-summary-finer-means = Le résumé peut nommer le district et la semaine. Des personnes aux Nations Unies peuvent le lire aussi. Plus il est précis, plus les gens de l’endroit devinent facilement.

read-aloud = Lire ceci à haute voix
read-aloud-stop = Arrêter la lecture

not-promised-title = Ce que personne ne peut promettre
not-promised-courts = Un tribunal peut ordonner à des personnes de remettre ce qu’elles ont. Aucune personne n’a seule la clé de votre signalement ; aucune ne peut donc être forcée de l’ouvrir seule.
not-promised-copies = D’autres se souviennent de ce qu’ils ont lu. Ce qui est sorti ne peut plus être repris.
not-promised-together = Si assez de gardiens des clés agissent ensemble contre vous, ils peuvent l’ouvrir. Ils sont dans des organisations et des pays différents.

single-options = Choix un par un
single-options-hint = Ici, vous pouvez choisir chaque chose à part. Ce n’est pas nécessaire.
uses = Ce que l’on peut faire
use-a-curator-reads = Un lecteur formé et une deuxième personne le lisent
use-counted = Il est compté
use-summary = Un résumé est écrit avec d’autres mots
use-exact-words = Mes mots exacts sont utilisés
use-altered-media = Mes images sont utilisées, changées pour ne pas me montrer
# Beside two options that the program does not use yet.
use-not-yet = Rien n’utilise cela aujourd’hui.
translation = Il peut être traduit
urgent = Une alerte peut partir sur mon seul signalement
urgent-hint = Pour le moment, aucune alerte de ce genre ne peut partir.
aims = À quoi il peut servir
aims-hint = Si l’on doit vous demander d’abord, permettez aussi les réponses : sinon personne ne le peut.
# These three stand in a list, and also in the sentences "allow-aims" and "allow-ask".
aim-early-warning = avertir tôt
aim-advocacy = parler pour des gens dans le besoin
aim-accountability = demander des comptes à ceux qui l’ont fait
aim-choice-no = Non
aim-choice-ask = Seulement après m’avoir demandé de nouveau
aim-choice-yes = Oui
how-fine = Quelle précision un résumé peut avoir, et qui peut le lire
option-place = Le lieu
option-period = La date
option-audience = Qui peut le lire
# The next eight stand in a list, and also in the sentence "allow-summary".
finest-place-0 = aucun lieu
finest-place-1 = seulement le pays
finest-place-2 = la région (ou la province)
finest-place-3 = le district
finest-period-0 = aucune date
finest-period-1 = le mois
finest-period-2 = la semaine
finest-period-3 = le jour
audience-0 = personne
audience-1 = le groupe de travail
audience-2 = des organisations du consortium
audience-3 = des personnes aux Nations Unies
audience-4 = tout le monde
# Bodies, such as a ministry, that must never read it; their names come from a list.
never-to = Qui ne doit jamais le lire
never-to-hint = Noms courts, pris dans la liste du consortium.
never-to-later = Tous ceux que l’on ajoute plus tard à cette liste
bodies-later = tous ceux que l’on ajoute plus tard à la liste
when = Quand
not-before = Rien ne peut sortir avant ce jour
not-before-hint = Vous pouvez laisser cela comme c’est.
until-safe = Rien ne peut sortir avant que je dise que je suis en sécurité
forget-after = Le détruire après
forget-after-hint = Pour le signalement. Un nom, un numéro, des fichiers qui peuvent servir restent 365 jours, les autres 30.
forget-after-days = { $days } jours
option-contact = Quelqu’un peut-il me répondre ?
contact-0 = Non
contact-1 = Oui, une réponse attend ici que je vienne regarder
contact-2 = Oui, à tout moment
option-given-by = Qui décide cela ?
given-by-hint = Pour une personne dont vous vous occupez, un résumé en dit moins.
given-by-2 = Moi, pour moi-même
given-by-1 = Moi, pour un autre adulte
given-by-0 = Moi, pour un enfant ou une personne dont je m’occupe

evidence-consent = Que peut-on faire des fichiers intacts ?
evidence-consent-none = Si vous ne cochez rien, ils restent scellés, et personne ne les ouvre.
evidence-now = Un lecteur formé peut les regarder pour voir s’ils sont vrais
evidence-accountability = On peut les ouvrir pour demander des comptes à ceux qui l’ont fait, par exemple devant un tribunal

## What was chosen, in sentences

allowed-title = Ce que vous permettez
allow-nothing = Personne n’a le droit de le lire. Il reste scellé.
allow-a-curator-reads = Un lecteur formé et une deuxième personne peuvent le lire.
allow-counted = Il peut être compté.
# place, period and audience are of the lists above.
allow-summary = Un résumé peut être écrit avec d’autres mots. Lieu : { $place }. Date : { $period }. Qui peut le lire : { $audience }.
allow-exact-words = Vos mots exacts peuvent être utilisés.
allow-altered-media = Vos images peuvent être utilisées, changées pour ne pas vous montrer.
allow-aims = Il peut servir à : { $aims }.
allow-no-aim = Il ne peut encore servir à rien.
allow-ask = Seulement après vous avoir demandé de nouveau : { $aims }.
allow-never-to = Jamais pour : { $bodies }.
allow-not-before = Rien ne sort avant le { $day }.
allow-until-safe = Rien ne sort avant que vous disiez que vous êtes en sécurité.
allow-contact-0 = Personne ne vous répond.
allow-contact-1 = Une réponse peut vous attendre ici.
allow-contact-2 = Quelqu’un peut vous répondre à tout moment.
allow-forget = Il est détruit après { $days } jours.
allow-given-by-1 = Vous décidez pour un autre adulte.
allow-given-by-0 = Vous décidez pour un enfant ou une personne dont vous vous occupez.
allow-translation = Il peut être traduit.
allow-no-translation = Il ne doit pas être traduit.
allow-urgent = Une alerte peut partir sur ce seul signalement. Pour le moment, aucune ne le peut.
# Followed by a list of what is missing.
lacks = Vous permettez un résumé, mais on ne peut encore en écrire aucun. Pour cela, il faudrait aussi permettre :
lacks-read = qu’un lecteur formé le lise
lacks-counted = qu’il soit compté
lacks-aim = quelque chose à quoi il peut servir, sans vous demander d’abord
lacks-place = un lieu : au moins le pays
lacks-period = une date : au moins le mois
lacks-audience = quelqu’un qui peut le lire
tonight-not-allowed = Vous avez coché « Cette nuit ». Avec ce que vous permettez ici, aucune alerte ne peut partir. Pour cela, choisissez une des deux possibilités avec un résumé, et laissez permise l’alerte sur votre seul signalement.

### Words or digits

words-title-words = Vos mots
words-title-digits = Vos chiffres
# form of the words: twelve words of a list, or fourteen groups of digits.
words-what-words = Avec ces douze mots, vous pouvez revenir : changer ce que vous permettez, ou retirer le signalement. Ils sont montrés maintenant et ne sont gardés nulle part. Sans eux, personne ne peut le faire, nous non plus. Celui qui les trouve peut le faire aussi.
words-what-digits = Avec ces chiffres, vous pouvez revenir : changer ce que vous permettez, ou retirer le signalement. Ils sont montrés maintenant et ne sont gardés nulle part. Sans eux, personne ne peut le faire, nous non plus. Celui qui les trouve peut le faire aussi.
words-answer = Avec eux, vous pouvez aussi voir si quelqu’un a répondu.
words-aloud-warning = Seulement si personne d’autre ne peut l’entendre :
words-keep-title = Comment les garder
words-keep-learn = Le mieux : apprenez-les par cœur. Une histoire où ils sont tous aide.
words-keep-paper = Ou écrivez-les sur un papier, sans dire ce que c’est, et cachez-le là où personne ne regarde.
words-keep-no-photo = N’en prenez jamais de photo. Ne les mettez pas dans un message, une note du téléphone ou un e-mail.
words-keep-nobody = Ne les dites à personne. Personne de l’organisation ne vous les demandera jamais.
words-kept = Je les ai. Les cacher maintenant
words-from = Quels mots ?
words-from-new = De nouveaux mots
words-from-before = Des mots que j’ai d’un signalement d’avant
words-from-before-means = Vous n’avez alors qu’une série de mots à garder. Mais celui qui la trouve peut voir tous les signalements envoyés avec elle.
again-title = Tapez-les encore une fois
again-what = Pour vérifier que vous les avez. Si ce n’est pas juste, vous pouvez les revoir.
again-label = Tous les mots ou chiffres, dans leur ordre
typed-words-hint = Les majuscules, les espaces et les retours à la ligne ne comptent pas.
again-show = Les montrer de nouveau
problem-other-words = Ce ne sont pas les mêmes mots ou chiffres. Regardez-les un par un, et aussi leur ordre.
before-what = Dites exactement combien de signalements vous avez envoyés avec ces mots. Avec un nombre faux, on pourrait voir que deux signalements viennent d’une même personne. En cas de doute, prenez de nouveaux mots.
before-known = Les mots que vous avez tapés avant sont utilisés.
count = Combien de signalements avez-vous envoyés jusqu’ici avec ces mots ?
count-hint = Au moins 1. Une réponse que vous avez envoyée compte aussi.
problem-count = Donnez un nombre entier, 1 ou plus.

### Sending

send-title = Prêt à être envoyé
goes-title = Ce qui est envoyé
goes-country = Pays : { $country }
goes-text = { $count ->
    [one] Votre texte : une lettre
   *[other] Votre texte : { $count } lettres
}
goes-pictures = { $pictures ->
    [one] Une image, redessinée
   *[other] { $pictures } images, redessinées
}
goes-originals = { $originals ->
    [one] Un fichier intact, scellé à part
   *[other] { $originals } fichiers intacts, scellés à part
}
goes-identity = Votre nom ou votre numéro, scellé à part
goes-no-identity = Pas de nom et pas de numéro
goes-card = Avec votre carte
goes-no-card = Sans carte
goes-tonight = Cette nuit : vous demandez la voie urgente
# minutes: on a slow line such as 2G.
goes-size = { $minutes ->
    [one] Environ { $size } passent par la connexion. Sur une connexion lente, cela prend environ une minute.
   *[other] Environ { $size } passent par la connexion. Sur une connexion lente, cela prend environ { $minutes } minutes.
}
send-now = Envoyer maintenant
sending-title = L’envoi est en cours
not-sent-title = Tout n’est pas parti
progress = Ce qui est déjà envoyé
progress-sealing = C’est en train d’être scellé sur cet appareil.
# What is fetched are the answers of 64 people at once, so that nobody can tell whose are looked at.
progress-fetching = La page va chercher ce qui vous attend, avec ce qui attend d’autres personnes, pour que nul ne sache ce qui est à vous.
progress-working = Votre appareil calcule une preuve que vous n’êtes pas une machine qui envoie des milliers de signalements. Sur un vieux téléphone, cela peut prendre une minute.
progress-sending = C’est en route.
progress-waiting = Une pause, pour que personne ne voie du dehors quels morceaux vont ensemble. La page continue toute seule dans quelques secondes.
progress-again = La connexion a été coupée, ou il n’y a pas de place pour le moment. La page réessaie toute seule et continue là où elle en était.
progress-bytes = { $done } sur { $all }
progress-stay = Laissez cette page ouverte jusqu’à ce qu’elle dise que c’est fini.
sending-kept = Votre texte est encore ici. Rien n’a été envoyé.
sending-kept-begun = Votre texte est encore ici, sur cette page seulement. Une partie est peut-être arrivée. « Réessayer » continue là où c’en était. Le texte ne peut plus être changé.

sent-title = C’est arrivé
sent-what = Votre signalement est scellé et a été reçu. Cette page l’a oublié.
sent-next-title = Ce qui se passe maintenant
sent-next-look = Revenez demain ou plus tard avec vos mots. Avant cela, ils ne montrent rien.
sent-next-words = Gardez vos mots. Sans eux, vous ne pouvez ni rien changer, ni retirer le signalement.
sent-next-end = Ce que vous permettez vaut douze mois au plus, si vous ne le renouvelez pas. Le signalement est détruit plus tôt si vous l’avez choisi.
sent-traces-title = Ce qui reste sur cet appareil
sent-traces-none = Cette page ne garde ni texte ni cookie. Elle connaît vos mots jusqu’à ce que vous la fermiez.
sent-traces-history = Votre navigateur peut retenir l’adresse de cette page et l’heure. Dans Tor Browser et dans une fenêtre privée, cela s’en va quand vous fermez. Sinon, effacez-le de l’historique.
sent-traces-keyboard = Certains claviers retiennent des mots que vous avez tapés.
sent-traces-files = Les images et fichiers choisis sont encore là où ils étaient.
sent-close = Fermer cette page maintenant
sent-another = En écrire un autre, avec les mêmes mots

### Words from before

look-title = Vos mots ou vos chiffres
look-what = Vous pouvez taper les uns ou les autres. Un moment de patience : cela prend autant de temps pour des mots faux que justes.
look-words = Vos douze mots, ou vos 42 chiffres
look-number = Quel signalement ?
look-number-hint = 1 est le premier que vous avez envoyé avec ces mots.
look-kind = Que voulez-vous voir ?
look-kind-hint = Regardez une de ces choses, et laissez passer quelques heures avant une autre. Ainsi, personne ne peut voir qu’elles vont ensemble.
look-kind-testimony = Le signalement
look-kind-identity = Le nom et le numéro que j’ai envoyés avec
look-kind-evidence = Un fichier intact que j’ai envoyé avec
look-file = Quel fichier ?
look-file-hint = 1 est le premier de ce signalement.
problem-file-number = Donnez un nombre entier de 1 à 32.
look-now = Regarder
fetching-title = Un moment
seen-title = Ce qu’il y a
# The same shape for words that are nobody's.
seen-none = Il n’y a rien ici sous ces mots. Un nouveau signalement se montre après un jour. Ou il est détruit ; ou un mot, le numéro ou ce que vous vouliez voir n’était pas le bon.
seen-late = Ceci est du { $day }. Quelque chose de plus récent devrait être ici. Quelqu’un le retient peut-être ; regardez de nouveau plus tard.
seen-finish-what = Choisissez une de ces actions. Chaque visite se termine par l’envoi d’un petit message, toujours de la même taille, quel que soit votre choix. Ainsi, personne ne peut voir du dehors ce que vous avez fait.
seen-finish = Ne rien changer, et terminer

answer-title = Réponses
answer-none = Personne n’a encore répondu, ou vous ne permettez pas de réponses.
answer-unknown-desk = Il y a une réponse, mais cette page ne sait pas qui l’a écrite ; elle ne la montre donc pas. La réponse reste là. Regardez de nouveau dans quelques jours.
answer-keep = Laisser la réponse ici, pour que je puisse la relire
answer-keep-hint = Sinon, elle s’en va à la fin de cette journée. Celui qui trouve vos mots pourrait la lire aussi.
answer-how = Pour répondre : terminez d’abord cette visite. La page le propose ensuite.

state-title = Où en sont les choses
state-kept = Il est gardé, scellé. Aucun poste de lecture ne l’a ouvert.
state-opened = Le poste d’un lecteur formé l’a ouvert. Deux personnes ou un peu plus l’ont lu.
state-withdrawn = Il est retiré. Personne ne peut plus l’ouvrir, et aucun nouveau résumé ne peut l’utiliser.
state-ended = Ce que vous permettiez a pris fin. On n’a le droit de rien en faire tant que vous ne le permettez pas de nouveau.
# Never which one: whoever forces the words out of a person would read it here too.
state-copies = Ceux qui l’ont lu s’en souviennent.
state-summaries = Il est peut-être dans des résumés. Cette page ne dit pas lesquels, pour que celui qui vous prend vos mots ne l’apprenne pas. Selon votre dernier choix, peuvent les lire : { $audience }. Si vous aviez permis plus avant cela, d’autres les ont peut-être lus aussi.

in-force-title = Ce que vous permettez aujourd’hui
signed-title = Votre dernier choix
settles = Tout cela vaut à partir du { $day }. Jusque-là, vous pouvez l’arrêter.
expires = Cela prend fin le { $day }, si vous ne le renouvelez pas.
expires-soon = Cela prend bientôt fin. Avec « Le permettre douze mois de plus », cela continue.
loosened = Dès le { $day }, les règles ici sont moins strictes. Ce que vous ne permettez pas reste interdit. Vous pouvez permettre moins, ou le retirer. Ce qui change :
loosened-people = Combien de personnes il faut pour un résumé
cancel-widening = Arrêter ce que j’ai permis en plus
renew = Le permettre douze mois de plus, tel quel
change = Changer ce que je permets
withdraw = Le retirer

change-title = Que permettez-vous à partir de maintenant ?
change-at-once = Vous ne permettez pas plus qu’aujourd’hui. Cela vaut en un jour au plus.
change-wider = Vous permettez plus qu’aujourd’hui. Ce qui est en plus compte au plus tôt le { $day }. Jusque-là, vous pouvez revenir et l’arrêter. Ce qui est en moins vaut en un jour au plus.
# If it is changed and not given anew, it ends when it would have ended: "change-until"; else "change-anew".
change-anew = Cela vaut douze mois à partir d’aujourd’hui.
change-until = Cela prend fin le { $day }, comme avant.
change-send = Envoyer cela, et terminer
withdraw-title-testimony = Retirer le signalement ?
withdraw-title-identity = Retirer le nom et le numéro ?
withdraw-title-evidence = Retirer le fichier ?
withdraw-stops = À partir de là, personne ne l’ouvre, et aucun nouveau résumé ne l’utilise. Les résumés où il se trouve s’en vont, comme s’ils avaient simplement pris fin.
withdraw-final = On ne peut pas revenir en arrière.
withdraw-copies = Ce que des gens ont déjà lu ou copié ne peut plus être repris.
withdraw-others = Cela seul est retiré. Le signalement, le nom et le numéro, et chaque fichier intact se retirent un par un. Laissez passer quelques heures entre deux.
withdraw-send = Oui, le retirer, et terminer
finishing-title = Votre message est en route
finished-title = La visite est finie
finished-nothing = Rien n’a été changé.
finished-change = Ce que vous permettez a été envoyé. Si vous l’avez changé deux fois depuis hier, un seul des deux changements compte : regardez de nouveau demain.
finished-cancel = Envoyé : ce que vous aviez permis en plus ne comptera pas.
finished-renew = Envoyé : cela vaut douze mois à partir d’aujourd’hui. Les jours avant sa destruction recommencent.
finished-withdraw = Envoyé : c’est retiré.
finished-when = L’autre côté le recueille en un jour au plus. Regardez de nouveau demain pour vérifier.
finished-answer = Répondre, avec les mêmes mots

### What has to be mended

problem-country = Choisissez le pays.
problem-text = Écrivez ce qui s’est passé, même en quelques mots.
problem-no-words = Rien n’est tapé. Tapez vos mots ou vos chiffres.
problem-too-long = C’est trop long. Faites plus court.
problem-pictures = Il y a trop d’images. Enlevez-en.
problem-originals = Il y a trop de fichiers intacts. Enlevez-en.
problem-files-size = Ensemble, les fichiers sont trop gros. Enlevez-en.
problem-no-evidence = Pour ce pays, aucun fichier intact ne peut être pris. Décochez la case, ou enlevez le fichier.
problem-unsent-file = Un fichier ne peut pas être envoyé comme il est. Cochez qu’il est envoyé intact, ou enlevez-le.
problem-profile = Choisissez une des quatre possibilités.

### Troubles: what happened, and what to do

trouble-cannot-reach = La connexion n’arrive pas jusqu’à l’autre côté. Rien n’est perdu. Vérifiez votre connexion, attendez un peu, et réessayez.
trouble-busy = Il n’y a pas de place en ce moment. Réessayez dans une heure ou plus tard. Vous pouvez laisser cette page ouverte.
trouble-refused = L’autre côté ne l’a pas pris. Réessayez une fois. Si cela arrive encore, rechargez la page plus tard et écrivez de nouveau.
trouble-asks-too-much = L’autre côté demande à votre appareil plus de travail que permis. La page s’est arrêtée. Réessayez plus tard.
trouble-not-accepted = La réponse ne prouve pas que votre signalement y est en sûreté. Réessayez. Si cela arrive encore, il y a peut-être quelqu’un entre vous et l’autre côté : utilisez Tor Browser ou un autre réseau.
trouble-directory-unsigned = La liste des clés n’est pas signée par ceux à qui cette page fait confiance. Quelqu’un veut peut-être lire votre signalement. N’écrivez pas ici. Rien n’a été envoyé. Dites-le à quelqu’un de l’organisation, ou essayez depuis un autre réseau.
trouble-directory-rolled-back = La liste des clés est plus vieille que prévu. Quelqu’un veut peut-être utiliser de vieilles clés. N’écrivez pas ici. Rien n’a été envoyé. Dites-le à quelqu’un de l’organisation, ou essayez depuis un autre réseau.
trouble-directory-forked = Il y a deux listes de clés différentes au lieu d’une seule. N’écrivez pas ici. Rien n’a été envoyé. Dites-le à quelqu’un de l’organisation, ou essayez depuis un autre réseau.
trouble-directory-contradictory = La liste des clés se contredit elle-même. N’écrivez pas ici. Rien n’a été envoyé. Dites-le à quelqu’un de l’organisation, ou essayez depuis un autre réseau.
trouble-directory-not-yet = La liste des clés vient du futur. L’horloge de votre appareil n’est peut-être pas juste. Réglez la date et l’heure, puis réessayez.
trouble-directory-expired = La liste des clés n’est plus valable depuis trop longtemps. Écrire ici n’est pas sûr. Si la date de votre appareil est juste, dites-le à quelqu’un de l’organisation.
trouble-not-what-the-vault-left = Ce n’est pas ce qui a été laissé pour vous. Rien n’a été changé. Réessayez plus tard, ou depuis un autre réseau.
trouble-nothing-published = On ne peut encore rien regarder ici. Revenez demain.
trouble-bad-receipt = Ce ne sont pas douze mots, ou 42 chiffres, de ce genre. L’un d’eux est peut-être mal tapé, ou il manque. Regardez-les un par un. Les mots ne sont compris que sur la page de la langue où ils ont été montrés.
trouble-bad-card = Ce ne sont pas les 24 chiffres d’une carte. L’un d’eux est peut-être mal tapé. Regardez-les un par un, ou laissez vide.
trouble-no-such-country = Aucun signalement n’est pris pour ce pays en ce moment. Revenez en arrière et choisissez-en un autre, ou demandez à l’organisation.
trouble-too-large = C’est trop gros. Revenez en arrière, et enlevez des images ou raccourcissez le texte.
trouble-too-many-versions = Vous avez changé ce que vous permettez autant de fois que possible. Il ne reste qu’à le retirer.
trouble-consent-ended = Ce que vous permettiez a pris fin. Choisissez de nouveau une des quatre possibilités, ou permettez-le douze mois de plus, ou retirez-le.
trouble-already-begun = Quelque chose a déjà été envoyé et est peut-être arrivé. On ne peut l’envoyer de nouveau que tel quel. Revenez en arrière et réessayez la même chose, ou regardez de nouveau demain.
trouble-browser-too-old = Ce navigateur est trop vieux, ou son réglage l’empêche de sceller un signalement. Rien n’a été envoyé. Utilisez le Tor Browser le plus récent ou un autre navigateur récent.

### Where the page's program does not run

# Shown while the page starts, and left standing where the browser cannot run it.
not-started = Si cette phrase reste, la page ne marche pas dans ce navigateur. Rien ne peut être écrit ou envoyé ici. Utilisez le Tor Browser le plus récent ou un autre navigateur récent.
noscript-title = Cette page ne peut pas vous protéger ici
noscript-what = Ce navigateur ne fait pas marcher le programme de la page (JavaScript). Seul ce programme peut sceller un signalement sur votre appareil. Sans lui, n’importe qui en chemin pourrait lire ce que vous écrivez. Vous ne pouvez donc rien envoyer ici.
# The two levels and the settings are called this in Tor Browser in French.
noscript-turn-on = Dans Tor Browser, le niveau le plus sûr arrête les programmes. Vous pouvez choisir « Plus sûr » ou « Normal » dans les paramètres, sous « Vie privée et sécurité », et rouvrir cette page.
noscript-program = Sur un ordinateur, le programme « leeward report » fait de même sans navigateur. Demandez-le à l’organisation.
noscript-partner = L’organisation locale en qui vous avez confiance peut vous aider.
noscript-card = Avec une carte pour SMS, vous pouvez envoyer un SMS depuis n’importe quel téléphone. Mais le SMS lui-même peut être lu en chemin : par la compagnie de téléphone, et par ceux qu’elle laisse lire.
