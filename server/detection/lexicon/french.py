from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, ending, words

FRENCH = Lexicon(
    code="fr",
    ordinary=words(
        """
        à accord action actuellement affaire affaires afin agit ai aide ailleurs ainsi ajoute ajouté alerte
        allait alors annoncé appelé appris après arrêté arrêtés arrivé assez attaque attaques au au-delà aucun
        aucune aujourd aujourd'hui auprès auraient aurait auront aussi aussitôt autorités autour autre autres
        aux auxquels avaient avait avant avant-hier avec avez avis avoir avons beaucoup bien bientôt bref but c
        c'est camp campagne car cas ce ceci cela celle celles celui cependant certains ces cet cette ceux
        ceux-ci chaque chef chefs chez chose choses ci-dessous civils combats combien comme comment communauté
        communautés concernant condamné conflit contre côté coup cours crise d d'abord d'après dans date de
        début déclaré déjà demain demandé dénoncé depuis dernier dernière dernières derniers derrière des dès
        désormais deux devait devant deviendra devrait différents dit doit doivent donc dont du durant également
        élections elle elles en encore enfants enfin ensemble ensuite entre entrée environ es est et étaient
        était été être eu eut eux événements expliqué face faire fait fallait famille familles faut femme femmes
        fille fils fin finalement fois font force forces frère furent fut gens gouvernement grâce grand grande
        grands groupe groupes guerre habitants haut heureusement hier homme hommes hors hui ici il ils importe
        incidents indiqué informations interrogé j j'ai jamais je jeune jeunes jour journée jusqu jusque justice
        l la là là-bas laquelle le lequel les lesquels leur leurs lieu loi longtemps lors lorsque lui lui-même m
        ma maintenant mais maison maisons malgré malheureusement manière matin me membre membres même mêmes mère
        mes mesures mettre militaires milliers mise moi moins moment mon mort morts moyen n n'est n'ont ne né
        née ni nombre nombreux non nos notamment notre nous nouveau nouvelle nouvelles nuit officiellement on
        ont or ou où par parce parents parfois parmi parole part parti partie partir pas passé pays peine
        pendant père personne personnes peu peuple peut peuvent place plainte plein plupart plus plusieurs
        plutôt point police politique population populations porte possible pour pourquoi poursuivi pourtant
        pouvait pouvoir précisé premier première premières premiers près présence présent président presque
        prise problème procès propos puis puisqu puisque puissent qu quand quant quartier que quel quelle
        quelles quelqu quelque quelques quels question qui quoi quoique raison rappelé rapport récemment récent
        réfugiés région responsables reste réunion rien route s s'est sa sait sans sauf savoir se sécurité selon
        sera seraient ses seule seulement seuls si situation soir soit soldats son sont sorte souligné source
        sources sous souvent suis suite sur surtout survivants système sœur t ta tandis tant tard te tel telle
        telles tels témoignage témoin témoins temps tenu tes tirs toi ton toujours tous tout toute toutefois
        toutes travail travers très trois trop tu tué tués un une utilisé vaincu véhicules venu venus vers vie
        viennent vient village villages ville violences visite vite voici voie voilà voir voit vont vos votre
        vous vraiment vu vue y
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
        "dix onze douze quinze vingt trente quarante cinquante soixante cent cents mille "
        "million millions milliard milliards dizaine dizaines douzaine quinzaine vingtaine trentaine quarantaine "
        "cinquantaine soixantaine centaine centaines millier"
    ),
    units=words("an ans année années mois semaine semaines jour jours heure heures minute minutes"),
    honorifics=words(
        """
        mme mlle mlles mm dr pr me monsieur madame mademoiselle maître docteur cheikh abbé capitaine colonel sergent
        adjudant caporal brigadier commissaire révérend mgr monseigneur maman papa
        """
    ),
    kin=words(
        """
        mère père frère frères sœur soeur sœurs fils fille filles oncle tante cousin cousine épouse époux mari neveu
        nièce ami amie grand-père grand-mère parents beau-frère belle-sœur beau-père belle-mère veuve veuf fiancé
        fiancée compagne compagnon jumeau jumelle orphelin orpheline petit-fils petite-fille voisin voisine gendre bru
        belle-fille beau-fils tonton tata tantine grand-frère grande-sœur petit-frère petite-sœur cadet cadette jumeaux
        jumelles neveux nièces cousins cousines voisins
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
        agriculteur agricultrice agent ambassadeur ambassadrice architecte artisan artiste aumônier avocat
        avocate avocats banquier berger bergère boucher boulanger caissière chanteur chanteuse charpentier
        chauffeur chercheur chercheuse chirurgien coiffeur coiffeuse commandant commerçant commerçante comptable
        comédien comédienne conducteur conseiller conseillère couturier couturière cuisinier cuisinière curé
        cultivateur cultivatrice danseur dentiste député députée diplomate directeur directrice docker douanier
        douanière écrivain éditeur éleveur éleveuse électricien élève employé employée enseignant enseignante
        entraîneur étudiant étudiante évêque fonctionnaire footballeur footballeuse forgeron gardien gardienne
        gendarme général guérisseur historien historienne imam infirmier infirmière ingénieur ingénieure
        instituteur institutrice interprète jardinier journaliste journalistes juge juriste lieutenant maçon
        magistrat maire mannequin marabout maraîcher maraîchère mécanicien médecin médiateur menuisier militante
        militant mineur musicien musicienne notaire nourrice opticien orpailleur ouvrier ouvrière pasteur paysan
        paysanne pêcheur peintre pharmacien pharmacienne photographe pilote plombier poète policier policière
        pompier prêtre procureur procureure producteur professeur professeure psychologue rappeur réalisateur
        réalisatrice rédacteur rédactrice religieuse retraité retraitée sage-femme scénariste sculpteur
        secrétaire sénateur sénatrice serveur serveuse sociologue soudeur syndicaliste tailleur technicien
        traducteur traductrice transporteur trésorier trésorière vendeur vendeuse vétérinaire vigile
        """
    ),
    demonyms=ending(
        "français anglais sénégalais camerounais congolais gabonais togolais béninois burundais rwandais ougandais "
        "soudanais libanais "
        "irlandais portugais polonais japonais chinois ivoirois hollandais néerlandais écossais zaïrois danois "
        "suédois finlandais "
        "hongrois berlinois",
        "- e es",
    )
    | ending(
        "ivoirien guinéen nigérien nigérian malien algérien tunisien égyptien libyen mauritanien tchadien gambien "
        "kényan kenyan tanzanien "
        "éthiopien somalien érythréen zambien ghanéen américain européen africain italien syrien irakien iranien "
        "israélien palestinien "
        "jordanien saoudien indien pakistanien ukrainien brésilien canadien australien norvégien autrichien "
        "haïtien vietnamien "
        "coréen chrétien marocain mexicain cubain péruvien chilien colombien vénézuélien sud-africain "
        "centrafricain romain roumain",
        "- s ne nes e es",
    )
    | words(
        """
        belge belges suisse suisses russe russes turc turcs turque turques grec grecs grecque grecques allemand
        allemands allemande allemandes espagnol espagnols espagnole espagnoles burkinabè burkinabé afghan
        afghane afghans arabe arabes kurde kurdes peul peuls peule peulh touareg touaregs dogon bambara haoussa
        hutu hutus tutsi tutsis banyamulenge wolof sérère dioula malinké bamiléké musulman musulmans musulmane
        musulmanes catholique catholiques protestant protestante protestants juif juive juifs orthodoxe
        évangélique sunnite sunnites chiite chiites animiste malgache serbe serbes croate croates bosniaque
        tchèque slovaque bulgare slovène argentin argentine argentins anglophone anglophones francophone
        francophones lusophone britannique britanniques asiatique asiatiques arménien arménienne arméniens
        géorgien géorgienne tchétchène
        """
    ),
    singles=words(
        """
        seul seule unique premier première dernier dernière aîné aînée benjamin benjamine doyen doyenne
        """
    ),
    currencies=words("euro euros franc francs fcfa cfa dollar dollars livre livres gourdes dinars dirhams"),
    measures=words(
        "kilomètre kilomètres km mètre mètres hectare hectares kilo kilos kg tonne tonnes litre litres têtes"
    ),
    events=words(
        """
        massacre massacres enlèvement enlèvements mariage funérailles inondation inondations incendie attentat
        explosion fusillade assassinat accident émeute émeutes épidémie tremblement séisme pillage procès
        baptême enterrement lynchage
        """
    ),
    before_places=words("rue avenue boulevard impasse village hameau lieu-dit quartier"),
    heads=words(
        """
        rue avenue boulevard place impasse allée chemin route quai square cité quartier ville village commune
        région province département préfecture sous-préfecture cercle territoire district canton arrondissement
        secteur zone colline île lac fleuve rivière mont forêt port camp site hôpital clinique école lycée
        collège université faculté institut centre église paroisse cathédrale mosquée marché gare aéroport
        prison stade musée théâtre ministère tribunal cour mairie ambassade banque compagnie société groupe
        fondation association fédération syndicat parti mouvement front armée brigade bataillon journal radio
        agence club hôtel poste base caserne commissariat gendarmerie mission paroisse couvent cimetière barrage
        localité chefferie groupement collectivité sultanat pont état royaume empire république duché comté
        """
    ),
    tails=words(
        """
        unies uni unis mondial mondiale international internationale internationaux national nationale nationaux
        européen européenne africain africaine général générale central centrale populaire démocratique
        républicain républicaine socialiste communiste libéral libérale islamique chrétien chrétienne
        centrafricain centrafricaine humanitaire supérieur supérieure
        """
    ),
    determiners=words("son sa ses leur leurs mon ma mes notre nos ancien ancienne anciens anciennes ex"),
    owned_kin=words("femme homme enfant enfants famille fille filles fils frère sœur mère père bébé petit petite"),
    livings=words(
        """
        vend vendait vendent achète élève élevait conduit conduisait garde gardait enseigne enseignait dirige
        dirigeait préside présidait gère gérait tient tenait cultive cultivait coud cousait répare réparait
        fabrique fabriquait pêche chasse soigne nettoie livre transporte coiffe forge tisse traduit travaille
        travaillait possède
        """
    ),
    body=words(
        """
        œil oeil yeux jambe jambes bras main mains pied pieds doigt doigts oreille oreilles dent dents visage front
        joue nez genou genoux épaule dos cou tête peau cheveux barbe menton cheville poignet hanche
        """
    ),
    marks=words(
        """
        gauche droit droite perdu perdue amputé amputée cassé cassée brûlé brûlée coupé coupée blessé blessée tordu
        artificiel artificielle or tatoué tatouée cicatrice rasé rasée long longs longue
        """
    ),
    conditions=words(
        """
        aveugle aveugles sourd sourde sourds muet muette boiteux boiteuse handicapé handicapée handicapés diabète
        diabétique enceinte enceintes cancer sida vih séropositif séropositive tuberculose paludisme épilepsie
        épileptique albinos albinisme cicatrice cicatrices amputé amputée paralysé paralysée béquilles béquille
        lèpre lépreux lépreuse asthme asthmatique hépatite rougeole choléra typhoïde ebola
        bègue bossu bossue borgne manchot manchote unijambiste nain naine
        """
    ),
    somebody=words("celui celle ceux celles homme femme garçon vieux vieille gars type fille dame"),
    who=words("qui dont"),
    having=words("avec"),
    spots=words(
        """
        marché école église mosquée puits forage pont moulin hangar magasin boutique boulangerie pharmacie kiosque
        dispensaire hôpital clinique caserne poste barrière barrage carrefour gare stade cimetière abattoir usine
        garage atelier dépôt entrepôt port débarcadère chapelle temple lycée collège prison mairie tribunal
        bar buvette cinéma four fontaine
        """
    ),
    beside=words("derrière devant près face côté après avant chez dessous"),
    bodies=words(
        """
        agence alliance armée assemblée association autorité banque brigade bureau cabinet caisse centre chambre
        coalition collectif comité commissariat commission compagnie confédération congrégation conseil coopérative
        cour croix-rouge direction église faculté fédération fondation fonds force forces front garde gendarmerie
        gouvernement groupe groupement haut-commissariat hôpital initiative inspection institut laboratoire ligue
        lycée mairie milice ministère mission mouvement mutuelle observatoire office organisation parlement paroisse
        parquet parti police préfecture programme rassemblement réseau régie secrétariat sénat service société
        sous-préfecture syndicat tribunal union université ong
        """
    ),
    adjectives=(
        *sorted(ending("al el uel ais ois ain ien if ant", "- e s es")),
        *sorted(ending("ale aire able ique iste uni unie", "- s")),
        *("aux", "elle", "elles", "ienne", "iennes", "ive", "ives"),
    ),
    parts_of_day=words("matin soir nuit après-midi midi minuit soirée aube crépuscule"),
    roughly=words("vers environ presque quelque près"),
    countable=words(
        """
        homme hommes femme femmes enfant enfants jeune jeunes personne personnes mort morts tués civils militaires
        soldats réfugiés familles village villages maison maisons véhicules véhicule habitants groupes camps fille
        filles fils frères sœurs membres témoins agents blessés policiers gendarmes
        """
    ),
    of=words("de du des d la le les l à au aux en"),
    links=words("de du des d la le les l à au aux en sur et sous saint sainte"),
    calendar=words("jour mois année an semaine courant"),
    before_nouns=words(
        "un une le la l les des du d son sa ses leur leurs mon ma mes ce cet cette comme ancien ancienne"
    ),
    regions=("FR", "CD", "ML", "BF", "NE", "TD", "CF", "CM", "BI", "GN"),
)
