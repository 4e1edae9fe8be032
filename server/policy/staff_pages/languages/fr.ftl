skip = Aller au contenu
pages = Pages
languages = Langues
what-this-is = Cette page montre qui peut faire quoi. Elle ne contient aucun signalement, et rien sur les sources.
home = Accueil
passkeys = Mes clés d’accès
people = Personnes
sign-out = Se déconnecter
go-on = Continuer
save = Enregistrer
find = Chercher
before = Précédent
after = Suivant
never = jamais
not-said = non indiqué
what-to-do = Que faire
needs-script = Les clés d’accès ont besoin d’un script de cette page, et votre navigateur ne l’exécute pas. Autorisez-le pour cette page, ou prenez un autre navigateur.
passkey-trouble = Votre navigateur n’a donné aucune clé d’accès. Réessayez, et confirmez avec le doigt, le visage ou le code PIN. Si cela continue, ce navigateur est trop ancien ou n’a pas de clé pour ce site.

sign-in-title = Se connecter
sign-in-how = Votre clé d’accès est sur votre appareil ou sur votre clé de sécurité. Aucun nom à saisir.
sign-in-passkey = Se connecter avec une clé d’accès
registered = Votre clé d’accès est enregistrée. Connectez-vous maintenant avec elle.
by-organisation-title = Par votre organisation
by-organisation-label = Le code de votre organisation
by-organisation-hint = Seulement si votre organisation a sa propre connexion. Vous pourrez alors consulter les pages ; tout changement demande une clé d’accès.

invitation-title = Vous êtes invité
invitation-how = Quelqu’un vous a donné un lien qui marche une fois. Il sert à apporter votre clé d’accès.
invitation-code = Code du lien
invitation-code-hint = Il se trouve après le # du lien, et se remplit tout seul si votre navigateur exécute le script de cette page.

register-title = Apporter une clé d’accès
register-who = Ce lien est pour { $person }. Si ce n’est pas vous, fermez cette page et prévenez un administrateur.
register-how = Prenez un appareil qui n’est qu’à vous, et qui demande votre doigt, votre visage ou votre code PIN. Ajoutez plus tard une deuxième clé, au cas où l’une serait perdue.
register-label = Comment vous l’appelez
register-label-hint = Pour vous seul, par exemple : clé bleue.
register-do = Créer la clé d’accès
bind-title = Ou se connecter par votre organisation
bind-how = Utiliser plutôt ce lien pour lier la connexion de { $organisation } à votre compte. Approuver quoi que ce soit demande toujours une clé d’accès.
bind-do = La lier

home-title = { $person }
home-recovery = { $by } a proposé de récupérer votre compte, parce que vos clés seraient perdues. Si ce n’est pas vrai, prévenez tout de suite un autre administrateur.
home-roles = Ce que disent de vous les documents signés
home-roles-how = Les rôles viennent de l’annuaire et de la politique en vigueur. Personne ne peut les changer sur ces pages.
home-organisation = Organisation : { $organisation }
home-pages = Pages pour vous
preferences = Langue et avis
preferences-language = Langue de ces pages
preferences-address = Adresse électronique pour les avis
preferences-address-hint = Laissez vide pour n’en recevoir aucun. Un avis dit que quelque chose attend, et rien d’autre.

role-curator = Curateur
role-reviewer = Relecteur
role-analyst = Analyste
role-administrator = Administrateur
role-auditor = Auditeur
role-custodian = Dépositaire
role-desk = Tient un poste
role-substitute = Suppléant de dépositaires
role-begins = dès le { $day }
role-ends = jusqu’au { $day }
role-not-now = ne vaut pas aujourd’hui

passkeys-how = Chacune de ces clés vous connecte. Avec deux, une clé perdue n’exclut personne.
passkeys-none = Vous n’avez pas de clé d’accès. Vous êtes connecté par votre organisation : vous pouvez regarder, mais rien approuver. Un administrateur peut vous inviter.
passkey-label = Nom
passkey-added = Depuis
passkey-used = Dernière utilisation
passkey-remove = Retirer { $label }
passkey-add-title = Une autre
passkey-add-how = Vous confirmez avec une clé que vous avez, puis vous apportez la nouvelle.
passkey-add = Ajouter une clé d’accès
bound-yes = Vous pouvez aussi vous connecter par votre organisation.
bound-no = La connexion de votre organisation n’est pas liée à ce compte.

approve-title = Confirmer
approve-how = Votre clé d’accès confirme exactement ceci, une fois, dans les deux minutes.
approve-do = Confirmer avec une clé d’accès
approve-not = Ne pas le faire
act-add-passkey = Vous, { $person }, apportez une autre clé d’accès ou liez la connexion de votre organisation.
act-remove-passkey = Votre clé d’accès { $label } est retirée. Elle ne connecte plus personne.
act-invite = { $person } reçoit un lien qui marche une fois, pendant 24 heures. Qui l’a est pris pour { $person }.
act-propose-recovery = Vous dites que les clés d’accès de { $person } sont perdues. Un autre administrateur doit le confirmer dans les trois jours.
act-confirm-recovery = { $by } a proposé de récupérer le compte de { $person }. Toutes ses clés et sessions prennent fin, et vous recevez un lien pour { $person }. Le journal en est informé.

people-how = Toutes les personnes que nomme l’annuaire ou la politique en vigueur. Seuls de nouveaux documents signés changent les rôles.
people-look = Vous pouvez regarder, et ne rien changer.
people-find = Chercher une personne
people-count = { $count ->
    [one] Une personne.
   *[other] { $count } personnes.
}
people-none = Personne ne s’appelle ainsi. Les noms sont ceux des documents signés.
people-pages = Autres personnes
person = Personne
organisation = Organisation
roles = Rôles et lieux
account = Compte
state-suspended = suspendu
state-no-role = aucun rôle aujourd’hui
state-has-passkey = a une clé d’accès
state-invited = invité
state-not-yet = pas encore invité
state-recovery = récupération proposée par { $by }
invite = Inviter { $person }
recover = Récupérer { $person }
recover-confirm = Confirmer : récupérer { $person }

notices = Avis
notices-how = Une fois par jour, à votre heure, vous êtes averti que quelque chose attend peut-être : que ce soit le cas ou non, toujours avec les mêmes mots. Qui voit l’avis n’apprend rien.
notices-urgent = Si vous êtes de garde et que quelque chose d’urgent attend, vous êtes averti aussitôt, au plus toutes les { $minutes } minutes, là aussi toujours avec les mêmes mots.
notices-not-set-up = Aucun moyen d’envoyer des avis n’est prévu ici. Demandez à qui tient cette machine.
notices-way = Comment vous êtes averti
way-none = Pas du tout
way-mail = Par courriel
way-webhook = Par un webhook
notices-no-address = Le courriel va à l’adresse de votre première page. Il n’y en a pas encore.
notices-hour = À cette heure
notices-zone = À l’horloge de
notices-zone-hint = Un fuseau horaire tel que Africa/Nairobi, Europe/Paris ou UTC. Le tour de garde s’y tient aussi.
notices-hook = Adresse du webhook
notices-hook-hint = L’adresse entière, comme l’écrit un navigateur : par TLS, sur l’internet public, sans port. Laissez vide pour n’en avoir aucun.
notices-secret = Secret de votre webhook
notices-secret-how = Votre récepteur vérifie avec lui la signature de chaque avis (Standard Webhooks, v1). Une autre adresse a un autre secret.
notice-daily = Quelque chose vous attend peut-être. Ouvrez Leeward. Cet avis vient chaque jour, que quelque chose attende ou non.
notice-urgent = Vous êtes de garde, et quelque chose d’urgent attend peut-être. Ouvrez Leeward maintenant.

link-title = Le lien
link-how = Donnez ceci à { $person }, de la main à la main ou par un moyen que cette personne seule lit. Il n’est montré qu’une fois.
link-once = Il marche une fois, pendant 24 heures. Qui l’utilise est pris pour cette personne.

go-there-title = Vers votre organisation
go-there-how = La connexion de { $organisation } est à cette adresse. Ne continuez que si vous la connaissez.
back-title = De retour de votre organisation
back-signed-in = Vous êtes connecté.
back-bound = La connexion de votre organisation est liée à votre compte. Connectez-vous maintenant avec elle.

refused-title = Cela n’a pas marché
error-account-error = Cela ne peut pas se faire ici.
error-not-signed-in = Vous n’êtes pas connecté, ou plus. Connectez-vous, puis réessayez.
error-sign-in-refused = Vous n’avez pas été connecté. Réessayez ; si cela continue, demandez à un administrateur.
error-invitation-refused = Cette invitation ne peut pas servir. Elle a déjà servi, est trop ancienne, ou n’a jamais existé. Demandez-en une nouvelle.
error-passkey-refused = Cette clé d’accès n’a pas été acceptée. Réessayez, avec un appareil qui demande votre doigt, votre visage ou votre code PIN.
error-step-up-refused = Ceci n’a pas été approuvé. Une approbation compte une fois, pour un seul acte, dans les deux minutes. Recommencez.
error-ticket-refused = Cette page est trop ancienne, ou a déjà servi. Rechargez-la.
error-from-elsewhere = Ceci ne venait pas d’une page de cette zone, ou venait d’une autre session. Rechargez la page.
error-form-refused = Quelque chose manque dans ce formulaire, ou n’est pas du bon genre. Regardez-le encore.
error-too-many-tries = Il y a eu trop d’essais. Attendez un quart d’heure, puis réessayez.
error-not-for-you = Ceci n’est pas pour vous. Les documents signés disent ce que vous pouvez voir ici.
error-nobody-of-that-name = Les documents signés ne nomment personne ainsi.
error-has-passkeys = Cette personne a déjà une clé d’accès. Pour remplacer des clés perdues, deux administrateurs récupèrent le compte.
error-has-no-passkey = Cette personne n’a pas encore de clé d’accès. Rien n’est perdu : invitez-la.
error-no-such-passkey = Vous n’avez pas une telle clé d’accès.
error-last-passkey = C’est votre dernière clé d’accès. Ajoutez-en d’abord une autre, sinon vous seriez exclu.
error-too-many-passkeys = Vous avez autant de clés d’accès qu’il peut y en avoir. Retirez-en d’abord une.
error-another-administrator = Vous l’avez proposé vous-même. Un autre administrateur doit le confirmer.
error-not-about-yourself = Votre propre compte est récupéré par deux autres.
error-already-proposed = Quelqu’un l’a déjà proposé. Confirmez-le, ou attendez que ce soit terminé.
error-no-such-recovery = Il n’y a pas de telle récupération, ou plus.
error-no-such-page = Il n’y a pas de telle page ici.
error-organisation-refused = La connexion de votre organisation n’a pas marché ici. Prenez une clé d’accès, ou demandez à un administrateur.
error-no-pages = Il n’y a pas de pages ici. Indiquez dans policy.toml où les navigateurs les trouveront : pages = "https://…".
