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

custodian-away-title = un gardien qui va s’absenter
custodian-away-1 = Rencontrez le suppléant, et comparez les clés : chacun tape `leeward-custodian key show`. La personne qui tient le projet d’annuaire l’y nomme, pour vous seul : `leeward directory add-substitute FOLDER --seat seat.cbor --for YOU`. Les racines le signent.
custodian-away-2 = Quand cet annuaire est en vigueur, signez un mandat pour chaque compartiment : `leeward-custodian mandate give SUBSTITUTE --compartment COMPARTMENT --from 2027-03-01 --until 2027-03-21`. Par ce mandat il répond pour votre siège ces jours-là, 31 au plus, et aucun autre.
custodian-away-3 = Prêtez-lui votre clé de scellement : `leeward-custodian mandate lend FILE --substitute SUBSTITUTE`. Remettez-lui le fichier en personne. custodian.key, sa phrase secrète et votre clé de signature restent chez vous. Ce qui est prêté ne revient pas : cela ouvre ce qui est scellé à votre siège, même après le mandat.
custodian-away-4 = De retour plus tôt ? Cela ne met fin à rien. Cherchez le numéro et mettez fin au mandat : `leeward-custodian mandate show --compartment COMPARTMENT`, `leeward-custodian mandate end NUMBER --compartment COMPARTMENT`. Ce qu’il a répondu reste. Faites-lui enlever votre clé.
custodian-away-5 = Il ne doit plus vous remplacer : `leeward directory remove-substitute FOLDER SUBSTITUTE`. Dès cet annuaire, aucun mandat pour lui ne compte. Après une longue absence, ou en cas de doute, faites passer le siège à de nouvelles clés : les pages du gardien qui part et du successeur.
custodian-away-6 = L’un de vous est pris, ou une clé ? Qui est libre appelle une personne qui administre, qui suspend aussitôt la personne. Le siège reçoit alors de nouvelles clés, comme après un vol : `leeward directory replace-lost`. Rien n’est transmis avec la clé d’avant.
custodian-away-never = Donner custodian.key ou sa phrase secrète à un suppléant, ou le laisser répondre sur votre machine. Prêter la clé à quelqu’un à qui vous ne donneriez pas le siège.

substitute-title = un suppléant, qui remplace un gardien
substitute-1 = Créez vos propres clés sur votre propre machine : `leeward-custodian key new NAME --organisation ORGANISATION`. Remettez seat.cbor en personne. custodian.key et sa phrase secrète restent chez vous.
substitute-2 = L’annuaire vous nomme pour un seul gardien, et jamais pour un autre. Quand il est en vigueur, recevez le fichier des racines en personne, de quelqu’un que vous connaissez, et tapez `leeward-custodian connect roots.cbor --vault URL --policy URL --ledger URL --intake URL` avec les quatre adresses.
substitute-3 = Le gardien vous remet en personne un fichier avec sa clé de scellement. Seule votre clé l’ouvre : `leeward-custodian mandate borrow FILE`. Sa clé de signature reste chez lui ; vous signez avec la vôtre.
substitute-4 = Cette clé seule ne répond à rien. Il faut le mandat signé du gardien, dans son compartiment, du premier jour au dernier : `leeward-custodian mandate show --compartment COMPARTMENT`. Ces jours-là, tapez `leeward-custodian waiting`, et approuvez ou refusez comme le ferait un gardien.
substitute-5 = Il finit de lui-même, ou plus tôt quand le gardien y met fin. Tapez alors `leeward-custodian mandate give-back CUSTODIAN`, et supprimez le fichier dans lequel la clé est venue, et toutes ses copies.
substitute-6 = Le gardien est pris, ou vous ne savez pas où il est ? N’approuvez plus rien, et appelez tout de suite une personne qui administre. Tant que le gardien est suspendu, personne ne le remplace. D’autres décident à qui va le siège.
substitute-7 = Votre propre machine est perdue, ou d’autres l’ont ouverte ? Dites-le tout de suite au gardien et à une personne qui administre : il faut de nouvelles clés au siège.
substitute-never = Donner à quiconque la clé prêtée, son fichier ou votre propre clé. Garder la clé prêtée quand le mandat est fini. Approuver sous la menace : refusez, et donnez cette raison.

desk-title = une personne qui lit ou relit, et son poste
desk-1 = Sur la machine même : `leeward keys machine desk --name NAME --holder YOU`. Remettez public.cbor. seal.key et sign.key restent.
desk-2 = Quand votre poste arrive ou part, prenez le nouvel annuaire et redémarrez le poste.
desk-3 = Un nouveau poste lit ce qui est scellé à partir de là, et rien de plus ancien.
desk-4 = Si la machine est perdue ou a été ouverte par d’autres, appelez tout de suite une personne qui administre : le poste peut être arrêté en quelques minutes.
desk-never = Copier les clés d’un poste sur une autre machine. Garder ailleurs ce que vous lisez.

desk-new-keys-title = un poste qui crée de nouvelles clés
desk-new-keys-1 = Sur la machine du poste, dans un nouveau dossier : `leeward keys machine desk-keys-2 --name NAME --holder YOU`, avec le même nom et la même personne qu’avant. Remettez le nouveau public.cbor. L’ancien dossier, ici `desk-keys`, reste.
desk-new-keys-2 = La personne qui tient le projet d’annuaire commence l’époque : `leeward directory new-epoch FOLDER --desk public.cbor`, avec `--desk` une fois pour chaque poste. Les racines le signent, et il va dans tous les dossiers pinned.
desk-new-keys-3 = Terminez d’abord vos brouillons : ils ne suivent pas. Dans les réglages du poste, sign_key_file et seal_key_file nomment les nouveaux fichiers ; puis redémarrez le poste.
desk-new-keys-4 = Tapez aussitôt `leeward desk re-wrap desk-keys/seal.key --config desk.toml`. Ce qui reste dans le coffre est scellé à la nouvelle clé, et vérifié. Notez le jour que la commande dit : jusque-là, on peut encore sceller à l’ancienne clé.
desk-new-keys-5 = Après ce jour, tapez la même chose encore une fois, pour ce qui est arrivé depuis. Gardez le fichier `seal.key.re-wrapped` à côté de l’ancienne clé.
desk-new-keys-6 = Deux jours après, ou plus tard, faites sauvegarder le coffre. Là où sont les clés de sauvegarde : `leeward backup verify FILE --identity keeper.key --pinned pinned --list list.cbor`. Apportez list.cbor au poste.
desk-new-keys-7 = Alors seulement : `leeward desk destroy-key desk-keys/seal.key --config desk.toml --backup list.cbor`. Si la commande refuse, faites ce qu’elle dit, et tapez-la encore. Quand elle a détruit le fichier, détruisez toutes ses copies.
desk-new-keys-never = Détruire l’ancienne clé à la main, ou avant une sauvegarde plus récente : restauré d’une plus ancienne, le coffre n’aurait rien pour ce poste. Taper `--without-backup` tant que le coffre a une sauvegarde. Copier une clé sur une autre machine.
