title = Poste
skip = Au contenu de cette page
pages = Pages
language = Langue
save = Garder
go-on = Continuer
before = Avant
after = Après
not-said = non précisé
look-again = Regarder encore
no-printing = Les pages du poste ne s'impriment pas. Ce qui est lu ici reste ici.
keys = Touches
key-lock = verrouiller ces pages et oublier ce qui est ouvert
key-inboxes = aux arrivées
key-next = ligne suivante
key-previous = ligne précédente
key-choose = choisir cette ligne, ou non
key-ask = à la demande ; là, demander
key-aim = choisir le but
key-filter = le filtre suivant
key-again = regarder encore
letter-keys-off = Désactiver les touches seules
letter-keys-on = Activer les touches seules
lock = Verrouiller
close = Fermer
needs-script = Les clés d'accès demandent un script de cette page, et votre navigateur ne l'exécute pas. Autorisez-le pour cette page, ou prenez un autre navigateur.
passkey-trouble = Votre navigateur n'a pas donné de clé d'accès. Essayez encore, et confirmez avec le doigt, le visage ou le code. Si rien ne change, ce navigateur est trop ancien, ou n'a pas de clé d'accès pour ce poste.

start-title = Les pages du poste
start-how = Pour entrer, tapez ceci sur cette machine, et ouvrez le lien qui s'affiche :
start-code = Code du lien
start-code-hint = Il se trouve après le # du lien, et se remplit tout seul si votre navigateur exécute le script de cette page.
passkey-title = Votre clé d'accès
passkey-how = Le lien seul n'ouvre pas ce poste. Confirmez avec le doigt, le visage ou le code.
passkey-do = Utiliser ma clé d'accès
first-passkey-title = Apportez votre clé d'accès
first-passkey-how = Ce poste n'a pas encore de clé d'accès. Désormais il demandera la vôtre chaque fois que vous entrez. Prenez un appareil qui n'est qu'à vous, et qui demande le doigt, le visage ou un code.
first-passkey-lost = Si elle est perdue, on l'enlève sur cette machine avec leeward desk passkeys.
first-passkey-do = Créer la clé d'accès
locked-title = Verrouillé
locked-how = Rien n'est lisible à ce poste maintenant. Ce que les gardiens ont approuvé peut être rouvert, une fois déverrouillé.
refused-title = Cela n'a pas été fait

inboxes = Arrivées
home-none = Ce poste ne sert aucun compartiment aujourd'hui. Ceux qui signent l'annuaire peuvent dire pourquoi.
inbox-title = Arrivées de { $place }
inbox-table = Parties qui attendent
inbox-count = { $fitting ->
    [one] Une partie
   *[other] { $fitting } parties
  } ici, { $all } dans le compartiment.
inbox-none = Il n'y a encore rien dans ce compartiment.
inbox-none-fitting = Rien ne passe ce filtre. F mène au suivant.
vault-silent = Le coffre ne répond pas. Rien n'est perdu ; réessayez dans un moment.
filters = Quelles parties
filter-all = Toutes
filter-to-ask = À demander
filter-urgent = Urgentes
filter-asked = Demandées
pages-of-list = Pages de cette liste
page-of = { $number } sur { $pages }
column-choose = Choisir
column-day = Jour
column-waiting = Attend
column-size = Taille, au plus
column-channel = Voie
column-card = Carte
column-standing = Où elle en est
choose-row = Choisir la ligne { $number }
days = { $count ->
    [0] depuis aujourd'hui
    [one] un jour
   *[other] { $count } jours
  }
size-kib = { $number } Kio
size-mib = { $number } Mio
urgent = urgent
channel-web = web
channel-sms = SMS
card-yes = avec une carte
card-no = sans carte
standing-open = ouverte ici
standing-asked = demandée
standing-asked-elsewhere = demandée par un autre poste, ou avant
standing-opened = déjà ouverte une fois
standing-shut = reste fermée
standing-to-ask = peut être demandée
opening-number = Ouverture { $number }

ask-title = Demander les parties choisies
ask-how = Choisissez jusqu'à { $most } parties ci-dessus.
ask-chosen-of = {"{n}"} sur { $most } choisies.
ask-aim = À quoi cela sert
aim-early-warning = alerte précoce
aim-advocacy = plaidoyer
aim-accountability = redevabilité
ask-reviewer = Qui lit aussi
reviewer-keys = { $desk } · { $keys ->
    [0] aucune clé déposée
    [one] une clé déposée
   *[other] { $keys } clés déposées
  }
ask-no-keys = Aucun autre poste n'a déposé de clé. Sa personne en dépose une à la page des ouvertures ; puis regardez encore.
ask-hours = Pour combien de temps
hours = { $count ->
    [one] une heure
   *[other] { $count } heures
  }
ask-quota = Les gardiens approuvent { $a_day } parties par personne et par jour. Ce poste en a demandé { $today } aujourd'hui, depuis son démarrage.
ask-do = Demander

error-not-a-loopback-caller = Le poste ne répond qu'à cette machine, à localhost. On l'a appelé d'ailleurs, ou sous un autre nom.
error-link-refused = Ce lien ne peut pas servir. Il compte une fois, pendant deux minutes. Tapez leeward desk open pour en avoir un autre.
error-entry-refused = Vous n'êtes pas entré. Tapez leeward desk open pour un nouveau lien, et prenez la clé d'accès de ce poste.
error-passkey-refused = Cette clé d'accès n'a pas été acceptée. Essayez encore, avec un appareil qui demande le doigt, le visage ou un code.
error-passkeys-unreadable = Le fichier des clés d'accès de ce poste n'est pas celui que le poste a écrit. Personne n'entre. Tapez leeward desk passkeys.
error-from-elsewhere = Cela ne vient pas d'une page de ce poste, ou vient d'une session passée. Rechargez la page.
error-form-refused = Il manque quelque chose dans ce formulaire, ou ce n'est pas de la bonne sorte. Regardez-le encore.
error-no-such-page = Cette page n'existe pas, ou n'existe plus : ce que ces pages numérotent s'oublie avec chaque session.
error-nothing-chosen = Rien n'est choisi. Choisissez jusqu'à 20 parties, puis demandez.
error-too-much-chosen = Une demande nomme 20 parties au plus. Choisissez-en moins, et demandez les autres ensuite.
error-not-an-opening = Ce n'est pas le numéro d'une ouverture : 64 signes, comme le poste qui a demandé les montre.
error-not-added = Rien n'a été marqué : rien n'était choisi, c'est déjà marqué, ou il y a trop de marques dans ce texte.
error-vault-unreachable = Le coffre ne répond pas. Rien n'est perdu ; réessayez dans un moment.
error-refused = Le coffre a refusé cela.
error-wrong-answer = Une autre zone a répondu ce que le protocole ne connaît pas. Dites-le à qui la fait marcher.
error-not-our-compartment = Ce poste ne sert pas ce compartiment.
error-no-fresh-key = Le relecteur n'a pas de clé fraîche qui attend. Demandez-lui de démarrer son poste, puis réessayez.
error-too-many-keys = Assez de clés fraîches de ce poste attendent. Elles servent d'abord, ou finissent.
error-no-such-opening = Ce poste n'a pas cette ouverture. Un poste redémarré a tout oublié : demandez de nouveau les parties.
error-too-many-openings = Ce poste a autant d'ouvertures qu'il peut. Oubliez-en qui sont finies.
error-key-forgotten = La clé de cette ouverture est oubliée ; rien ne peut plus l'ouvrir à ce poste. Demandez de nouveau les parties.
error-not-named-here = Cette ouverture ne nomme pas ce poste, ou n'est pas celle qu'on a demandée.
error-desk-revoked = L'un des deux postes de cette ouverture ne sert plus le compartiment.
error-part-not-open = Cette partie n'est pas ouverte à ce poste maintenant. Ouvrez d'abord ce qui est approuvé ; un poste inactif oublie ce qu'il a lu.

key-openings = aux ouvertures
key-join = ouvrir ce qui est approuvé
key-read = lire cette partie
key-marks = marque suivante, marque précédente
key-accept = accepter la marque : elle reste cachée
key-refuse = refuser la marque : elle est sans danger ; ou reprendre ce que vous avez marqué
key-add = marquer ce qui manque : les flèches vont par mots, avec Maj elles choisissent, un chiffre dit ce que c'est
key-masked = avec ou sans les mots cachés
key-parts = partie précédente, partie suivante

openings = Ouvertures
openings-none = Ce poste n'a pas d'ouverture. Demandez des parties aux arrivées ; comme relecteur, déposez une clé pour qui demande.
column-opening = Ouverture
column-place = Compartiment
column-aim = À quoi elle sert
column-side = De qui
column-ends = Finit dans
column-parts = Parties
column-part = Partie
column-approvals = Approbations
column-here = À ce poste
side-ours = demandée ici, lue aussi à
side-theirs = vous lisez aussi, demandée à
parts-readable = { $all ->
    [one] une partie
   *[other] { $all } parties
  }, { $readable ->
    [0] aucune ouverte ici
   *[other] { $readable } ouvertes ici
  }
as-reviewer = Comme relecteur
as-reviewer-how = Une clé que vous déposez sert à une ouverture demandée par un curateur. Le poste doit rester allumé jusque-là : redémarré, il a oublié la clé.
key-for = Une clé pour
keys-here = { $place } · { $keys ->
    [0] aucune déposée
   *[other] { $keys } déposées
  }
key-leave = Déposer une clé
take-up = Reprendre une ouverture
take-up-hint = Son numéro, 64 signes, comme la page du curateur le montre. Un brouillon qui vous arrive amène ses ouvertures.
take-up-do = Reprendre
ends-in = finit dans { $hours }
opening-silent = Le coffre ne répond pas maintenant. Ce qui est ouvert ici le reste ; ce que les gardiens ont dit depuis n'est pas connu.
changed = Quelque chose a changé. R regarde encore.
read-part = Lire la partie { $number }
part-number = Partie { $number }
approvals-of = { $approvals } sur { $needed }
refusals = { $count ->
    [one] un refus
   *[other] { $count } refus
  }
part-requested = demandée ; pas encore au journal
part-logged = on demande aux gardiens
part-approved = approuvée
part-opened = ouverte
part-refused = refusée
part-expired = finie sans assez d'approbations
part-withdrawn = reprise par sa source
part-frozen = arrêtée
outcome-none = pas encore ouverte
outcome-open = ouverte ici
outcome-waiting = attend les gardiens
outcome-refused = refusée
outcome-expired = finie
outcome-withdrawn = reprise ; oubliée ici
outcome-frozen = arrêtée ; oubliée ici
outcome-enough-for-today = le coffre n'en donne plus aujourd'hui
outcome-not-handed-out = le coffre ne la donne pas maintenant
outcome-consent = l'accord de la source ne le permet pas
outcome-not-our-desk-then = scellée pour d'autres postes, ou pour une clé plus ancienne de celui-ci
outcome-cannot-open = ne peut pas être ouverte
outcome-not-readable = ouverte, mais ce n'est pas un rapport
outcome-room-ended = fermée : son processus a pris fin ; rouvrez-la
join = Ouvrir ce qui est approuvé
for-reviewer = Pour le relecteur
for-reviewer-how = Le poste du relecteur reprend cette ouverture par son numéro. Il ne dit rien à personne d'autre.
forget = Oublier cette ouverture
forget-how = Les originaux et la clé sont abandonnés, avec ce que vous avez décidé. Sous cette ouverture, rien ne peut plus être lu ici.
forget-do = Oublier maintenant

parts-of-opening = Parties de cette ouverture
part-before = Partie précédente
part-after = Partie suivante
view-masked = Masqué
view-plain = En clair
kind-of-part-testimony = Témoignage
kind-of-part-identity = Identité
kind-of-part-evidence = Preuve
part-of = { $number } sur { $all }
coded-event = Événement
coded-week = Semaine
coded-risks = Facteurs de risque
together = Voici { $count } messages d'un seul long texte. Lequel vient d'abord n'est pas dit : ils sont dans l'ordre de la demande.
has-identity = Qui c'est a été scellé à part, pour d'autres gardiens.
has-evidence = { $count ->
    [one] Un fichier a été
   *[other] { $count } fichiers ont été
  } scellés à part, tels quels.
identity-empty = Cette partie d'identité est vide : sa source n'a pas dit qui elle est.
field-text = Texte
field-place = Lieu
field-harmed = Qui a souffert
field-name = Nom
field-phone = Téléphone
field-note = Note
held = Retenu.
masked-whole = Tout ce texte est masqué jusqu'à ce que vous demandiez à le voir.
reveal = Montrer ce texte
file-picture-not-shown = Une image, { $size } : non montrée. Ce qui est montré ici est d'abord redessiné.
file-file-not-shown = Un fichier, { $size } : ni montré, ni téléchargeable. Il peut être fait pour nuire à qui l'ouvre.
no-text = Il n'y a pas de texte dans cette partie.
identifiers = Ce qui désigne des personnes
identifiers-none = Rien n'a été trouvé. Cela ne veut pas dire qu'il n'y a rien.
decided-proposed = proposé
decided-accepted = accepté
decided-refused = refusé
decided-added = ajouté par vous
accept = Accepter
refuse = Refuser
take-back = Reprendre
add-to = Marquer dans : { $text }
add-words = Mots, comme ils y sont écrits
add-kind = Ce que c'est
add-do = Les marquer partout
adding-how = Les flèches vont par mots, avec Maj elles choisissent. Un chiffre marque ; Échap quitte.
kind-name = nom
kind-person = personne
kind-place = lieu
kind-organisation = organisation
kind-email = courriel
kind-url = adresse web
kind-handle = pseudonyme
kind-phone = téléphone
kind-number = nombre
kind-code = code
kind-plate = plaque
kind-coordinates = coordonnées
kind-date = date
kind-time = heure
kind-age = âge
kind-duration = durée
kind-job = travail ou rôle
kind-demonym = peuple ou origine
kind-event = événement rare
kind-year = année
kind-amount = montant
kind-kin = parenté
kind-single = seul de son genre
kind-condition = maladie ou état
kind-work = titre d'une œuvre
kind-address = adresse
kind-other = autre
kind-unread = mot non lu
kind-held = retenu
kind-shared = mots communs

key-stop = arrêter ce poste aussitôt : tout oublier, geler ce qu'il a demandé, prévenir les autres
stop = Arrêter
stop-title = Arrêter ce poste
stop-how = Tout ce qui est ouvert ici est oublié aussitôt. Ce que ce poste a demandé est gelé pour de bon, et le coffre et la zone des règles apprennent que ce poste est arrêté.
stop-again = Seuls deux administrateurs peuvent le remettre en marche. La touche ! fait de même depuis chaque page, sans demander.
stop-do = L'arrêter maintenant
stopped-title = Ce poste est arrêté
stopped-how = Tout a été oublié ici. Demandes de ce poste qui ont été gelées : { $frozen }.
stopped-vault = Le coffre le sait.
stopped-vault-silent = Le coffre n'a pas encore pu être prévenu ; le poste continue d'essayer.
stopped-policy = La zone des règles le sait, et prévient les autres.
stopped-policy-silent = La zone des règles n'a pas encore pu être prévenue ; le poste continue d'essayer.
error-desk-stopped = Ce poste est arrêté. Deux administrateurs peuvent le remettre en marche ; ce qu'il avait lu est oublié.
error-room-gone = Ce qui était ouvert ici était dans un processus qui a pris fin. Rouvrez ce qui est approuvé.
