checked = no
unchecked = Aucune personne de langue maternelle n’a encore relu ce texte. S’il n’est pas clair, demandez avant d’agir.
heading = Leeward : étapes pour { $party }
never-heading = Jamais
telephone = Avant de signer, de transmettre ou d’aider : appelez les autres, ou mieux, rencontrez-les, et comparez les 32 premiers signes de la clé.

root-title = une personne qui détient une racine
root-1 = Créez votre clé sur une machine qui n’est jamais en ligne : `leeward keys person root.key --name NAME --organisation ORGANISATION`. Choisissez six mots au hasard comme phrase secrète.
root-2 = Remettez root.public. Ce fichier ne contient aucun secret.
root-3 = Quand un nouvel annuaire est à signer, lisez-le : `leeward directory check FOLDER`, puis demandez la raison de chaque changement.
root-4 = Signez-le : `leeward directory sign FOLDER --key root.key`. Ce que la commande refuse, ne l’acceptez pas par hâte.
root-5 = Rapportez le dossier en main propre. Gardez la machine et le papier avec la phrase secrète sous clé, en deux lieux.
root-never = Signer ce que vous n’avez pas lu. Garder ensemble la clé et sa phrase secrète. Laisser une personne détenir deux racines.

root-change-title = une personne qui détient une racine, quand les racines changent
root-change-1 = Une personne part, ou une clé est perdue ou volée : commencez le prochain annuaire par `leeward directory renew FOLDER`, avant que quiconque ne le signe.
root-change-2 = Proposez toutes les racines à venir : `leeward directory rotate-roots FOLDER --root NAME.public`, avec `--root` une fois pour chacune, et `--needed` pour le nombre de signatures.
root-change-3 = Rencontrez les nouvelles personnes, et comparez les clés que la commande montre. Puis signez, que vous soyez des racines d’avant ou de celles à venir : `leeward directory sign-roots FOLDER --key root.key`. La commande dit combien des unes et des autres ont signé.
root-change-4 = Quand assez des unes et des autres ont signé, les nouvelles racines lisent l’annuaire et le signent : `leeward directory check FOLDER`, `leeward directory sign FOLDER --key root.key`.
root-change-5 = Le fichier roots.cbor du dossier va aux nouvelles machines et aux nouvelles personnes. Personne ne remplace celui qu’il a : les programmes suivent d’eux-mêmes.
root-change-6 = Vous n’êtes plus une racine ? Quand le nouvel annuaire est en vigueur, détruisez votre clé et toutes ses copies. Qui n’a pas appris le changement s’y fie encore.
root-change-never = Signer pour une clé que vous n’avez pas comparée avec la personne qui la détient. Attendre avec le changement quand une clé a été volée.

administrator-title = une personne qui administre
administrator-1 = Créez votre clé : `leeward keys person administrator.key --name NAME --organisation ORGANISATION`. Remettez administrator.public.
administrator-2 = Vérifiez que l’annuaire donne votre nom, votre organisation et votre clé : `leeward directory show FOLDER`.
administrator-3 = Quand une personne qui administre arrive ou part, la politique a besoin de la signature de deux personnes nommées maintenant : `leeward policy sign`.
administrator-4 = Si un poste ou une personne doit être arrêté avant qu’un nouvel annuaire soit signé, donnez d’abord un ordre. L’annuaire vient après.
administrator-5 = Quand les racines ont changé, faites refaire et inscrire la page, tout de suite si l’une a été volée : `leeward web install`, `leeward web log`. La page d’avant se fie aux racines d’avant.
administrator-never = Signer seul ce que deux doivent décider. Demander à un gardien une clé ou une phrase secrète.

custodian-title = un gardien qui arrive
custodian-1 = Créez vos clés sur votre propre machine : `leeward-custodian key new NAME --organisation ORGANISATION`. Remettez seat.cbor et gardez custodian.key.
custodian-2 = Recevez le fichier des racines en personne, de quelqu’un que vous connaissez, et tapez `leeward-custodian connect roots.cbor --vault URL --policy URL --ledger URL --intake URL` avec les quatre adresses.
custodian-3 = Quand l’annuaire avec votre siège est signé, tapez `leeward-custodian waiting`. La commande dit si aucun siège n’est à votre clé.
custodian-4 = Si vous avez pris le siège de quelqu’un, il vous faut ses parts des anciens rapports : lisez la page du successeur.
custodian-5 = Gardez une copie du dossier .leeward-custodian en un autre lieu. Sans memory.cbor, l’outil s’arrête.
custodian-6 = Quand les racines changent, votre outil suit de lui-même. Gardez le fichier des racines que vous avez, et n’en prenez aucun autre que l’on vous envoie.
custodian-never = Donner le fichier de votre clé ou sa phrase secrète à quiconque, même à une personne qui administre. Approuver sous la menace : refusez, et donnez cette raison.

successor-title = un successeur, qui reprend un siège
successor-1 = Attendez que l’annuaire qui vous donne le siège soit en vigueur. Tapez `leeward-custodian succession begin COMPARTMENT`.
successor-2 = La clé d’avant est perdue ou volée ? Alors `leeward-custodian succession begin COMPARTMENT --lost` avec un `--helper NAME` pour chaque aide, au moins autant que le quorum.
successor-3 = Appelez la personne qui transmet, ou vos aides, et lisez-leur le numéro.
successor-4 = Quand leur part est faite, tapez `leeward-custodian succession finish NUMBER --compartment COMPARTMENT`. La commande vérifie chaque part.
successor-5 = Si des parts ont échoué, recommencez avec `--lost` et d’autres aides. Si tout y est, dites-le à la personne qui est partie.
successor-never = Dire que tout y est avant que la commande l’ait dit.

leaver-title = un gardien qui part
leaver-1 = Gardez le fichier de votre clé jusqu’à ce qu’on vous dise que toutes les parts sont arrivées.
leaver-2 = Quand votre successeur appelle, tapez `leeward-custodian succession waiting --compartment COMPARTMENT` et comparez le nom et la clé.
leaver-3 = Tapez `leeward-custodian succession hand-over NUMBER --compartment COMPARTMENT`.
leaver-4 = Quand votre successeur dit que tout y est, détruisez custodian.key, sa phrase secrète et toutes les copies des deux.
leaver-never = Transmettre si quelqu’un d’autre a pu avoir votre clé : dites-le, et laissez des aides refaire les parts de votre siège.

helper-title = une aide, quand une clé est perdue
helper-1 = Tapez `leeward-custodian succession waiting`. Comparez par téléphone le nom et la clé de la personne qui reprend le siège.
helper-2 = Tapez `leeward-custodian succession help NUMBER --compartment COMPARTMENT`. Vos morceaux vont aux autres aides.
helper-3 = Quand toutes les aides l’ont fait, tapez la même chose encore une fois. Votre part est alors faite. Personne ne lit un rapport par cela.
helper-never = Aider parce qu’un message vous le demande. Envoyer votre part ou votre clé à quiconque.

desk-title = une personne qui lit ou relit, et son poste
desk-1 = Sur la machine même : `leeward keys machine desk --name NAME --holder YOU`. Remettez public.cbor. seal.key et sign.key restent.
desk-2 = Quand votre poste arrive ou part, prenez le nouvel annuaire et redémarrez le poste.
desk-3 = Un nouveau poste lit ce qui est scellé à partir de là, et rien de plus ancien.
desk-4 = Si la machine est perdue ou a été ouverte par d’autres, appelez tout de suite une personne qui administre : le poste peut être arrêté en quelques minutes.
desk-never = Copier les clés d’un poste sur une autre machine. Garder ailleurs ce que vous lisez.
