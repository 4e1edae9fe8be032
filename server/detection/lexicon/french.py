from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, words

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
    counts=words("une dix onze douze quinze vingt trente quarante cinquante quelques plusieurs"),
    units=words("an ans année années mois semaine semaines jour jours heure heures minute minutes"),
    honorifics=words("mme mlle mlles mm dr pr me monsieur madame mademoiselle maître docteur cheikh abbé"),
    kin=words("mère père frère sœur soeur fils fille oncle tante cousin cousine épouse époux mari neveu ami"),
    labels=words(
        """
        n no nº n° numéro num dossier réf référence passeport permis plaque immatriculation compte carte
        matricule cin
        """
    ),
    regions=("FR", "CD", "ML", "BF", "NE", "TD", "CF", "CM", "BI", "GN"),
)
