from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, ending, words

FRENCH = Lexicon(
    code="fr",
    ordinary=words(
        """
        à afin ai ailleurs ainsi alors après assez au aucun aucune aujourd aussi autour autre autres aux
        avaient avait avant avec avez avoir avons beaucoup bien c car ce ceci cela celle celles celui
        cependant certains ces cet cette ceux chaque chez comme comment contre d dans de déjà demain
        depuis derrière des devant donc dont du durant elle elles en encore enfin ensuite entre environ es
        est et étaient était été être eu eux fait furent fut hier hui ici il ils j jamais je jusqu l là la
        le les leur leurs lors lorsque lui m ma mais malgré me même mêmes mes moi moins mon n ne ni non
        nos notre nous on ont or ou où par parce parfois parmi pas pendant peu peut plus plusieurs plutôt
        pour pourquoi pourtant près puis puisque qu quand que quel quelle quelles quelque quelques quels
        qui quoi s sa sans se selon sera seraient ses si soit son sont sous souvent suis sur t ta tandis
        tant te tes toi ton toujours tous tout toute toutefois toutes très trop tu un une vers voici voilà
        vos votre vous y
        accord action affaire affaires agit aide ajoute ajouté alerte allait annoncé appelé appris arrivé attaque attaques auprès auraient aurait auront aussitôt autorités auxquels
        avis avoir avril-même bien bientôt bref but camp campagne cas ceux-ci chef chefs chose choses cinq-cents civils combats combien communauté communautés concernant conflit côté
        coup crise cours date dernier dernière derniers dernières dès désormais deux devait deviendra devrait différents dit doit doivent début également élections enfants
        ensemble ensuite entrée eut événements face faire fallait famille familles faut femme femmes fin fois font force forces gens gouvernement grâce grand grande grands groupe
        groupes guerre habitants haut homme hommes hors hui-même importe incidents informations jeune jeunes jour journée jusque justice là-bas lequel laquelle lesquels lieu loi longtemps lui-même
        maintenant mais maison maisons malgré manière matin membre membres mesures mettre militaires milliers mise moment mort morts moyen nombre nombreux notamment nouveau nouvelle nouvelles nuit
        parmi parole part partie parti partir passé pays peine pendant personne personnes peuple peuvent place plainte plein plupart plutôt plus point police politique population populations porte possible
        pouvait pouvoir première premières premier premiers présence présent président presque prise problème procès propos puisqu puissent quant quartier question quoique raison rapport récemment
        réfugiés région réunion responsables reste rien route sait sauf savoir sécurité seule seulement seuls situation soir soldats sorte source sources suite surtout survivants système tard tel telle tels telles
        témoin témoins témoignage temps tirs tout-puissant travail travers trois tué tués utilisé vaincu venu venus véhicules vie vient viennent ville village villages violences visite vite voie voir
        voit vont vraiment vu vue j'ai n'ont n'est c'est s'est d'après d'abord quelqu parce-que arrêté arrêtés condamné demandé déclaré dénoncé expliqué indiqué précisé poursuivi rappelé souligné tenu interrogé née né
        aujourd'hui au-delà ci-dessous peu-à-peu avant-hier malheureusement heureusement finalement actuellement récent officiellement selon-lui mère père frère sœur fils fille parents
        """
    ),
    months=words(
        """
        janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre décembre
        decembre janv févr juil sept oct nov déc
        """
    ),
    weekdays=words("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    digits=("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
    counts=words(
        "dix onze douze quinze vingt trente quarante cinquante cent cents mille million millions milliard milliards"
    ),
    units=words("an ans année années mois semaine semaines jour jours heure heures minute minutes"),
    honorifics=words("mme mlle mlles mm dr pr me monsieur madame mademoiselle maître docteur cheikh abbé"),
    kin=words(
        """
        mère père frère frères sœur soeur sœurs fils fille filles oncle tante cousin cousine épouse époux mari neveu nièce ami amie
        grand-père grand-mère parents beau-frère belle-sœur beau-père belle-mère veuve veuf fiancé fiancée compagne compagnon jumeau
        jumelle orphelin orpheline petit-fils petite-fille voisin voisine gendre
        """
    ),
    labels=words(
        """
        n no nº n° numéro num dossier réf référence passeport permis plaque immatriculation compte carte
        matricule cin
        """
    ),
    jobs=words(
        """
        agriculteur agricultrice agent ambassadeur ambassadrice architecte artisan artiste aumônier avocat avocate avocats banquier
        berger bergère boucher boulanger caissière chanteur chanteuse charpentier chauffeur chercheur chercheuse chirurgien coiffeur
        coiffeuse commandant commerçant commerçante comptable comédien comédienne conducteur conseiller conseillère couturier
        couturière cuisinier cuisinière curé cultivateur cultivatrice danseur dentiste député députée diplomate directeur directrice
        docker douanier douanière écrivain éditeur éleveur éleveuse électricien élève employé employée enseignant enseignante
        entraîneur étudiant étudiante évêque fonctionnaire footballeur footballeuse forgeron gardien gardienne gendarme général
        guérisseur historien historienne imam infirmier infirmière ingénieur ingénieure instituteur institutrice interprète jardinier
        journaliste journalistes juge juriste lieutenant maçon magistrat maire mannequin marabout maraîcher maraîchère mécanicien
        médecin médiateur menuisier militante militant mineur musicien musicienne notaire nourrice opticien orpailleur ouvrier
        ouvrière pasteur paysan paysanne pêcheur peintre pharmacien pharmacienne photographe pilote plombier poète policier policière
        pompier prêtre procureur procureure producteur professeur professeure psychologue rappeur réalisateur réalisatrice rédacteur
        rédactrice religieuse retraité retraitée sage-femme scénariste sculpteur secrétaire sénateur sénatrice serveur serveuse
        sociologue soudeur syndicaliste tailleur taxi-moto technicien traducteur traductrice transporteur trésorier trésorière
        vendeur vendeuse vétérinaire vigile
        """
    ),
    demonyms=ending(
        "français anglais sénégalais camerounais congolais gabonais togolais béninois burundais rwandais ougandais soudanais libanais "
        "irlandais portugais polonais japonais chinois ivoirois hollandais néerlandais écossais zaïrois danois suédois finlandais "
        "hongrois berlinois",
        "- e es",
    )
    | ending(
        "ivoirien guinéen nigérien nigérian malien algérien tunisien égyptien libyen mauritanien tchadien gambien kényan kenyan tanzanien "
        "éthiopien somalien érythréen zambien ghanéen américain européen africain italien syrien irakien iranien israélien palestinien "
        "jordanien saoudien indien pakistanien ukrainien brésilien canadien australien norvégien autrichien haïtien vietnamien "
        "coréen chrétien marocain mexicain cubain péruvien chilien colombien vénézuélien sud-africain centrafricain romain roumain",
        "- s ne nes e es",
    )
    | words(
        """
        belge belges suisse suisses russe russes turc turcs turque turques grec grecs grecque grecques allemand allemands allemande
        allemandes espagnol espagnols espagnole espagnoles burkinabè burkinabé afghan afghane afghans arabe arabes kurde kurdes peul
        peuls peule peulh touareg touaregs dogon bambara haoussa hutu hutus tutsi tutsis banyamulenge wolof sérère dioula malinké
        bamiléké musulman musulmans musulmane musulmanes catholique catholiques protestant protestante protestants juif juive juifs
        orthodoxe évangélique sunnite sunnites chiite chiites animiste malgache serbe serbes croate croates bosniaque tchèque slovaque
        bulgare slovène argentin argentine argentins anglophone anglophones francophone francophones lusophone britannique britanniques
        asiatique asiatiques arménien arménienne arméniens géorgien géorgienne tchétchène
        """
    ),
    singles=words("seul seule unique premier première dernier dernière aîné aînée benjamin benjamine doyen doyenne"),
    currencies=words("euro euros franc francs fcfa cfa dollar dollars livre livres gourdes dinars dirhams"),
    measures=words(
        "kilomètre kilomètres km mètre mètres hectare hectares kilo kilos kg tonne tonnes litre litres têtes"
    ),
    events=words(
        """
        massacre massacres enlèvement enlèvements mariage funérailles inondation inondations incendie attentat explosion fusillade
        assassinat accident émeute émeutes coup-d'état épidémie tremblement séisme pillage procès baptême enterrement lynchage
        """
    ),
    heads=words(
        """
        rue avenue boulevard place impasse allée chemin route quai square cité quartier ville village commune région province
        département préfecture sous-préfecture cercle territoire district canton arrondissement secteur zone colline île lac fleuve
        rivière mont forêt port camp site hôpital clinique école lycée collège université faculté institut centre église paroisse
        cathédrale mosquée marché gare aéroport prison stade musée théâtre ministère tribunal cour mairie ambassade banque
        compagnie société groupe fondation association fédération syndicat parti mouvement front armée brigade bataillon
        journal radio agence club hôtel pont état royaume empire république duché comté
        """
    ),
    tails=words(
        """
        unies uni unis mondial mondiale international internationale internationaux national nationale nationaux européen européenne
        africain africaine général générale central centrale populaire démocratique républicain républicaine socialiste communiste
        libéral libérale islamique chrétien chrétienne centrafricain centrafricaine humanitaire supérieur supérieure
        """
    ),
    links=words("de du des d la le les l à au aux en sur et sous saint sainte"),
    calendar=words("jour mois année an semaine courant"),
    before_nouns=words(
        "un une le la l les des du d son sa ses leur leurs mon ma mes ce cet cette comme ancien ancienne"
    ),
    regions=("FR", "CD", "ML", "BF", "NE", "TD", "CF", "CM", "BI", "GN"),
)
