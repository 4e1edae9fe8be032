# The custodian's page in French, from en.ftl. No native speaker has checked it.
# Chosen words: custodian = dépositaire; part = partie; curator = conservateur; reviewer = relecteur; vault = coffre; desk = poste.

page-title = Dépositaire
language-name = Français
checked = no
unchecked = Aucune personne de langue maternelle n’a encore vérifié les mots de cette page. Si une phrase n’est pas claire, ne vous y fiez pas : regardez-la dans une autre langue.
noscript = Cette page a besoin de scripts : vos clés sont utilisées ici, sur votre appareil. Sans eux, utilisez leeward-custodian.
language = Langue
skip = Aller au texte
nav = Où aller
opening = Ouverture…

tab-waiting = En attente
tab-history = Vos réponses
tab-freeze = Arrêter une demande
tab-device = Cet appareil

looked = Dernier regard : { $when }
never-looked = Cet appareil n’a pas encore regardé.
looking = Vérification du journal, de l’annuaire et de chaque demande…
look-again = Regarder à nouveau

bring-title = Apportez vos clés
bring-what = Il n’y a pas encore de clé sur cet appareil. Sur l’ordinateur qui a votre clé, tapez :
bring-file = Le fichier qu’il a écrit
bring-choose = Choisir le fichier
bring-code = Le code qu’il a affiché
bring-code-hint = 42 chiffres. Les espaces ne comptent pas.
bring-go = Apporter les clés
bring-busy = Les clés arrivent…
bring-no-file = Choisissez d’abord le fichier.
bring-no-code = Ce n’est pas le code : il a 42 chiffres, et l’un d’eux est faux ou manque.
bring-after = Supprimez ensuite le fichier. Répondez désormais depuis cette page, et pas aussi depuis le programme : chacun compte son propre quota.

nothing-waits = Rien ne vous attend.
waits = { $parts ->
    [one] Une partie attend
   *[other] { $parts } parties attendent
  }, dans { $requests ->
    [one] une demande.
   *[other] { $requests } demandes.
  }
request = { $parts ->
    [one] Une partie
   *[other] { $parts } parties
  } pour { $aim }
aim-early-warning = l’alerte précoce
aim-advocacy = le plaidoyer
aim-accountability = l’établissement des responsabilités
soon = finit bientôt
compartment = Compartiment
curator = Conservateur
reviewer = Relecteur
ends = Jusqu’à
quota = Quota d’aujourd’hui
quota-left = { $left } restantes sur { $most } ; { $used } approuvées pour ce conservateur
number = Numéro
with-the-others = { $parts ->
    [one] Approuver sa seule partie avec les autres
   *[other] Approuver ses { $parts } parties avec les autres
  }
none-may = Cet appareil ne vous laisse rien approuver de cette demande.
approve = { $parts ->
    [one] Approuver une partie
   *[other] Approuver { $parts } parties
  }
approve-sure = { $parts ->
    [one] Une partie est scellée de nouveau
   *[other] { $parts } parties sont scellées de nouveau
  } pour le conservateur et le relecteur de { $requests ->
    [one] une demande.
   *[other] { $requests } demandes.
  } Dès qu’assez de dépositaires ont approuvé, ils peuvent lire. Vous ne pouvez pas revenir en arrière ; vous pouvez encore arrêter une demande tant qu’elle n’a pas été prise.
approve-yes = { $parts ->
    [one] Oui, l’approuver
   *[other] Oui, approuver les { $parts }
  }
not-now = Pas maintenant
sealing = Scellées de nouveau : { $done } sur { $of }
sealing-label = Où cela en est
told-approved = { $parts ->
    [0] Rien n’a été approuvé.
    [one] Une partie a été approuvée.
   *[other] { $parts } parties ont été approuvées.
  }
told-refused = { $parts ->
    [0] Rien n’a été refusé.
    [one] Une partie a été refusée.
   *[other] { $parts } parties ont été refusées.
  }
unsound = { $requests ->
    [one] Une demande n’est pas montrée, car elle ne tient pas : une signature ou une preuve est fausse. Dites-le à qui s’occupe du coffre.
   *[other] { $requests } demandes ne sont pas montrées, car elles ne tiennent pas : des signatures ou des preuves sont fausses. Dites-le à qui s’occupe du coffre.
  }
stopped-requests = { $requests ->
    [one] Une demande est arrêtée par un ordre : sur son compartiment, ou sur qui demande.
   *[other] { $requests } demandes sont arrêtées par des ordres : sur leur compartiment, ou sur qui demande.
  }
ended = { $requests ->
    [one] Une demande a pris fin.
   *[other] { $requests } demandes ont pris fin.
  }
directory-stale = L’annuaire a pris fin le { $day }. Il en faut un nouveau dans les 30 jours qui suivent.

flaw-withdrawn = { $parts ->
    [one] Une partie : la source l’a reprise.
   *[other] { $parts } parties : la source les a reprises.
  }
flaw-said-withdrawn = { $parts ->
    [one] Une partie : le coffre dit que la source l’a reprise. Le journal ne le montre pas encore.
   *[other] { $parts } parties : le coffre dit que la source les a reprises. Le journal ne le montre pas encore.
  }
flaw-not-allowed = { $parts ->
    [one] Une partie : la source ne le permet pas.
   *[other] { $parts } parties : la source ne le permet pas.
  }
flaw-consent-ended = { $parts ->
    [one] Une partie : le consentement de la source a pris fin.
   *[other] { $parts } parties : le consentement de la source a pris fin.
  }
flaw-stopped = { $parts ->
    [one] Une partie est arrêtée par un ordre.
   *[other] { $parts } parties sont arrêtées par des ordres.
  }
flaw-quota-reached = { $parts ->
    [one] Une partie : au-delà de votre quota d’aujourd’hui pour ce conservateur.
   *[other] { $parts } parties : au-delà de votre quota d’aujourd’hui pour ce conservateur.
  }
flaw-other = { $parts ->
    [one] Une partie ne tient pas : une signature ou un numéro est faux.
   *[other] { $parts } parties ne tiennent pas : des signatures ou des numéros sont faux.
  }

refuse = Refuser…
refuse-why = Pourquoi refusez-vous ?
refuse-coded = Seul ce code est envoyé. Il ne dit rien d’une source.
refuse-yes = Refuser toutes ses parties
reason-too-many = Trop de parties à la fois
reason-aim-not-clear = Le but n’est pas clair
reason-consent = Le consentement ne le permet pas
reason-withdrawn = La source l’a reprise
reason-person-not-known = Je ne connais pas la personne qui demande
reason-under-threat = Je suis sous la menace
reason-other = Une autre raison

history-what = À combien de parties vous avez répondu depuis cet appareil, par jour. Aucune partie n’est nommée.
no-answers = Vous n’avez rien répondu depuis cet appareil ces 90 derniers jours.
day = Jour
approved-column = Approuvées
refused-column = Refusées

freeze-what = Une demande arrêtée reste arrêtée pour tous. Ce que ses postes ont déjà pris, ils l’ont. Aucune raison n’est demandée.
nothing-to-freeze = Cet appareil ne connaît rien que vous puissiez arrêter.
freeze-waits = { $parts ->
    [one] une partie vous attend
   *[other] { $parts } parties vous attendent
  }
freeze-approved = { $parts ->
    [one] approuvée ici ces derniers jours : une partie
   *[other] approuvées ici ces derniers jours : { $parts } parties
  }
freeze-number = Un numéro qu’on vous a dit
freeze-number-hint = Ses 64 signes, tous.
freeze = Arrêter cette demande…
freeze-sure = Rien ne peut défaire cela.
freeze-yes = L’arrêter pour de bon
told-frozen = Arrêtée. Ses postes n’en peuvent plus rien prendre.

seat = Siège
key = Clé publique
signing-key = Clé de signature
sealing-key = Clé de scellement
key-native = gardée par le navigateur, qui ne la montre à personne
key-sealed = scellée sur cet appareil sous une clé que le navigateur ne montre à personne
door-vault = Coffre
door-policy = Zone des règles
door-ledger = Journal
door-intake = Accueil
device-what = Qui peut se servir de cet appareil avec votre compte peut répondre à votre place. Verrouillez son écran quand vous le quittez.
device-served = Cette page vient d’un serveur. Qui tient ce serveur pourrait vous envoyer une autre page, qui pourrait se servir de vos clés. leeward-custodian n’a pas cette faiblesse.
forget-title = Tout retirer
forget-what = Vos clés et ce qui est retenu ici (reprises, quota) sont supprimés. Pour revenir, il faut le fichier qui les a apportées, ou un nouveau.
forget = Tout retirer…
forget-yes = Oui, tout supprimer

hidden-title = Caché
hidden-what = Personne n’a touché cette page pendant { $minutes } minutes ; elle ne montre donc rien.
hidden-show = Montrer à nouveau

stop-cannot-reach-vault = Le coffre est injoignable. Ce que vous avez envoyé avant compte une fois. Réessayez plus tard.
stop-cannot-reach-policy = La zone des règles est injoignable ; rien ne peut être approuvé maintenant. Vous pouvez encore arrêter une demande. Réessayez plus tard.
stop-cannot-reach-ledger = Le journal est injoignable ; rien ne peut être approuvé maintenant. Vous pouvez encore arrêter une demande. Réessayez plus tard.
stop-cannot-reach-intake = L’accueil, qui donne l’annuaire, est injoignable. Rien ne peut être approuvé maintenant. Vous pouvez encore arrêter une demande. Réessayez plus tard.
stop-said-no-vault = Le coffre n’accepte pas cela. Regardez à nouveau ; si cela dure, demandez à qui s’en occupe.
stop-said-no-policy = La zone des règles ne répond pas à cet appareil. Demandez à qui s’en occupe.
stop-said-no-ledger = Le journal ne répond pas comme il le devrait. Rien ne peut être approuvé maintenant. Vous pouvez encore arrêter une demande.
stop-said-no-intake = L’accueil ne donne pas l’annuaire. Rien ne peut être approuvé maintenant. Vous pouvez encore arrêter une demande.
stop-no-seat = L’annuaire n’a pas de siège pour vous avec cette clé. Demandez qui tient le siège maintenant.
stop-directory-expired = L’annuaire a pris fin il y a plus de 30 jours. Il en faut un nouveau avant de pouvoir approuver quoi que ce soit.
stop-directory-rolled-back = On a donné un annuaire plus ancien que celui que cet appareil connaît déjà. N’approuvez rien, et dites-le aux détenteurs des racines.
stop-directory-forked = On a donné un autre annuaire sous un numéro que cet appareil connaît déjà. N’approuvez rien, et dites-le aux détenteurs des racines.
stop-directory-unsigned = On a donné un annuaire que les racines n’ont pas signé. N’approuvez rien, et dites-le aux détenteurs des racines.
stop-seats-moved = Le nouvel annuaire déplace un siège, en retire un ou abaisse un quorum. N’approuvez rien, et dites-le aux détenteurs des racines.
stop-substitute-moved = Le nouvel annuaire lie un suppléant aux sièges de deux dépositaires. N’approuvez rien, et dites-le aux détenteurs des racines.
stop-directory-not-yet = L’annuaire commence dans l’avenir. Regardez l’horloge de cet appareil.
stop-policy-unsigned = On a donné des règles que deux administrateurs n’ont pas signées. N’approuvez rien, et dites-le-leur.
stop-policy-rolled-back = On a donné des règles plus anciennes que celles que cet appareil connaît déjà. N’approuvez rien, et dites-le aux administrateurs.
stop-log-split = Le journal a été ramené en arrière, ou vous montre autre chose qu’aux autres. N’approuvez rien. Ses deux têtes signées sont gardées ici : enregistrez-les, et montrez-les aux témoins.
stop-too-few-witnesses = Trop peu de témoins ont cosigné la dernière tête du journal. Rien ne peut être approuvé maintenant. Vous pouvez toujours arrêter une demande. Réessayez plus tard.
stop-directory-not-logged = L’annuaire ne figure pas dans le journal que les témoins cosignent : il a pu être fait pour vous seul. N’approuvez rien, et dites-le aux détenteurs des racines.
save-heads = Enregistrer les deux têtes
stop-unsound = Quelque chose qui est arrivé ne tient pas : une signature ou une preuve est fausse. Rien ne peut être approuvé maintenant.
stop-malformed = Ce n’est pas un tel fichier.
stop-bad-receipt = Ce n’est pas le code : l’un de ses chiffres est faux ou manque.
stop-cannot-open = Ce code n’ouvre pas ce fichier.
stop-memory-damaged = Ce que cet appareil retient est abîmé. Retirez tout, et apportez de nouveau vos clés.
stop-memory-lost = Ce que cet appareil retenait a disparu. Retirez tout, et apportez de nouveau vos clés.
stop-memory-full = Cet appareil ne peut plus retenir de reprises. Demandez à qui s’occupe du coffre avant d’approuver quoi que ce soit.
stop-memory-changed = Une autre fenêtre de cette page était au travail. Rien n’a été envoyé d’ici ; regardez à nouveau.
stop-keys-unusable = Ce navigateur ne peut plus se servir des clés qu’il garde. Retirez tout, et apportez-les de nouveau.
stop-program = La page a un défaut : cela n’a pas pu être fait. Rien d’autre n’a été envoyé. Utilisez leeward-custodian, et signalez-le.
