"""Yorùbá, with all its marks, with dots alone, and with none: people write all three."""

from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, spelt, words

# Without their marks these are names of people or places, or look like them: Ẹdẹ, Ìwó, Ọ̀wọ̀, Ayọ̀, Òjó, Ọrẹ.
_ALSO_NAMES = words(
    """
    ede iwo owo ayo ojo ore ara ife ile ilu ado ola ire eko oyo ogun ondo iya ado ayo aye ejo oro abo
    """
)

YORUBA = Lexicon(
    code="yo",
    ordinary=spelt(
        """
        a à á ààrẹ àbájáde abẹ́ àbí adájọ́ àfi afurasí àgbà àgbáyé agbébọn agbẹnusọ àìsàn àìsí ajínigbé àjọ
        akẹ́kọ̀ọ́ àkókò àkọ́kọ́ alága aláṣẹ àlàyé àmọ̀ àmọ́ àná ànfàní àní àpapọ̀ ara ará aráàlú àrùn àsìkò
        àtàwọn àti àwa àwọn àyàfi ba bá bákan-náà bákannáà báyìí bẹ́ẹ̀ bẹ̀rẹ̀ bí bíi bíótilẹ̀jẹ́pé bo bó bọ́ǹbù
        bóyá bù dà dáadáa dandan de dé di dípò dúró ẹ ẹ̀ èèyàn ẹgbẹ́ ẹgbẹ̀rún ẹjọ́ ẹ̀ka ẹ̀kọ́ èmi ẹ̀mí ẹni
        ẹnikẹ́ni ènìyàn eré èrò èrú ẹsẹ̀ èsì ẹ̀sùn ètò ẹ̀tọ́ ẹ̀wẹ̀ èyí èyíkéyìí ẹ̀yin fẹ́ fẹ́ẹ̀ fi fìdí fọ́n fún
        fúnra ga gan gba gbà gbàgbọ́ gbé gbọ́ gbọdọ̀ gbogbo gẹ́gẹ́ gidi gómìnà gùn hàn ibẹ̀ ìbéèrè ibi ibo ìbò
        ìbọn ìdájọ́ ìdí ìdìbò ìdílé ìgbà ìgbésẹ̀ ìjà ìjàmbá ìjọba ìkọlù ìlànà ilẹ̀ ilé-ẹ̀kọ́ ilé-iṣẹ́ ilé-ìwé
        ilé-ìwòsàn ìlera ìlú ìnáwó ìpàdé ìpinnu ìrànlọ́wọ́ ìròyìn irú iṣẹ́ ìsẹ̀lẹ̀ ìṣẹ̀lẹ̀ ìṣòro ìtàn ìtọ́jú ìwé
        ìwọ̀ iye ìyẹn jà jáde jàndùkú jẹ jẹ́ jí jọ jù ká kan kàn kankan kẹ́yìn kí kìí kìn kíni kínní kò kó kọ
        kọ́ kọjá kọ̀ọ̀kan kún kúrò láàárín láàrin lábẹ́ láì láìpẹ́ láìsí lákòókò lánàá lára látàrí láti látọ̀dọ̀
        lè lẹ̀ lẹ́sẹ̀kẹsẹ̀ lẹ́yìn ló lọ lóde lọ́dọ̀ lọ́jọ́ lọ́la lónìí lóòótọ́ lórí lórílẹ̀ lọ́sẹ̀ lọ́wọ́
        lọ́wọ́lọ́wọ́ ma má máa mìíràn mínísítà mo mọ̀ mọ̀lẹ́bí mú ń nà náà ní nígbà nígbàtí nìkan nínú nípa
        nípasẹ̀ nísinsin nísisìnyí nítorí nítorínà ǹjẹ́ nkan ńlá nǹkan ńṣe ó obìnrin ọ̀dọ́ ọdún òfin ọ̀gọ̀ọ̀rọ̀
        ohun ọ̀hún ọjọ́ ojú ọkọ̀ òkú ọkùnrin ológun ọlọ́pàá olórí olùdarí olùgbé omi ọmọ ọmọdé ọ̀nà òní ọ̀pọ̀
        ọ̀pọ̀lọpọ̀ ọ̀rẹ́ orí orílẹ̀ orílẹ̀-èdè oríṣìíríṣìí ọ̀rọ̀ ọ̀tọ̀ òun oúnjẹ owó ọwọ́ pa pàápàá padà pàdé
        pàtàkì pé pẹ̀lú pọ̀ púpọ̀ rárá rẹ̀ rẹ́ rí rò ṣà sáà ṣáájú sàlàyé ṣàlàyé sàn ṣe ṣé ṣẹlẹ̀ sẹ́nétọ̀ ṣẹ̀ṣẹ̀
        sì sí ṣì síbẹ̀ síi sílẹ̀ sínú sísọ síwájú sọ sọ́ ṣùgbọ́n ta tààrà tàbí tẹ̀lé tẹ́lẹ̀ tẹ́lẹ̀rí ti tì tí
        tirẹ̀ títí tó tọ́ tún wà wá wáyé wẹ́ wí wíwà wo wọn wọ́n wọ̀nyẹn wọ̀nyí yà yàtọ̀ yẹ yẹn yìí yóò yóó
        yòókù
        """
    )
    - _ALSO_NAMES,
    months=spelt(
        """
        ṣẹ́rẹ́ èrèlè ẹrẹ̀nà ẹ̀bibi òkúdu agẹmọ owewe ọ̀wàrà bélú ọ̀pẹ̀ jánúárì fẹ́búárì máàṣì épírì éépìrì
        oṣù-kínní júnì júùnù júlàì ọ́gọ́ọ̀sì sẹ̀tẹ́ḿbà sẹptẹ́mbà òkítóbà ọkitóbà nòfẹ́ḿbà dìsẹ́ḿbà disẹ́mbà
        """
    )
    - words("ope owara erele okudu"),
    weekdays=spelt(
        """
        ajé ìṣẹ́gun ọjọ́rú ọjọ́bọ ọjọ́bọ̀ ẹtì àbámẹ́ta àìkú mọ́ńdè túsìdè wẹ́sìdè tọ́sìdè fúráìdè sátidé sọ́ńdè
        """
    ) - words("aje eti"),
    digits=("odo", "ọ̀kan", "méjì", "mẹ́ta", "mẹ́rin", "márùn-ún", "mẹ́fà", "méje", "mẹ́jọ", "mẹ́sàn-án"),
    counts=spelt(
        """
        kan méjì mẹ́ta mẹ́rin márùn-ún márùn mẹ́fà méje mẹ́jọ mẹ́sàn-án mẹ́sàn mẹ́wàá mọ́kànlá méjìlá
        mẹ́ẹ̀ẹ́dógún ogún ọgbọ̀n ogójì àádọ́ta ọgọ́ta ọgọ́rùn-ún kínní kejì kẹta kẹrin karùn-ún karùn kẹfà keje
        kẹjọ kẹsàn-án kẹsàn kẹwàá kọkànlá kejìlá kẹtàlá kẹrìnlá ogúnjọ́ ọgbọ̀njọ́
        """
    )
    - words("ogun"),
    units=spelt("ọdún oṣù ọ̀sẹ̀ ọjọ́ wákàtí ìṣẹ́jú") - words("ojo ose"),
    honorifics=spelt(
        """
        ọ̀gbẹ́ni ọ̀gbéni arákùnrin arábìnrin ìyáàfin alhaji alhaja olóyè ọba ọ̀jọ̀gbọ́n dókítà dọ́kítà gómìnà
        ààrẹ sẹ́nétọ̀ ọ̀túnba pásítọ̀ bíṣọ́ọ̀bù àlùfáà ṣéríkí kábíyèsí igbákejì
        """
    )
    - words("oba"),
    kin=spelt("ìyá bàbá ẹ̀gbọ́n àbúrò ọkọ ìyàwó aya ọ̀rẹ́ àǹtí bọ̀dá ìbátan") - words("ore oko aya"),
    labels=spelt("nọ́mbà nọ́ḿbà ìwé-ìrìnnà ẹjọ́ fóònù"),
    counts_behind=True,
    regions=("NG", "BJ"),
    jobs=spelt(
        """
        olùkọ́ akọ̀ròyìn agbẹjọ́rò nọ́ọ̀sì agbẹ̀bí awakọ̀ àgbẹ̀ oníṣòwò akọ̀wé olóṣèlú aṣòfin
        """
    )
    - words("agbe"),
    before_places=spelt(
        """
        ìpínlẹ̀ orílẹ̀-èdè orílẹ̀èdè ìlú abúlé ìjọba-ìbílẹ̀ agbègbè àdúgbò erékùṣù odò ilé-ẹjọ́ ilé-ìwòsàn
        yunifásítì ẹgbẹ́ fásitì
        """
    )
    - words("ilu odo"),
    calendar=spelt("ọjọ́ oṣù ọdún lọ́jọ́ lóṣù lọ́dún ọ̀sẹ̀") - words("ojo ose"),
    small_places=spelt(
        """
        nàìjíríà nàíjíríà gánà amẹ́ríkà améríkà áfíríkà áfríkà ṣáínà ìlú-ọba èkó ìbàdàn abẹ́òkúta abuja gẹ̀ẹ́sì
        kẹ́ńyà lìbíà
        """
    ),
    demonyms=spelt("yorùbá hausa fulani ìgbò mùsùlùmí kìrìsìtẹ́nì ọmọ-nàìjíríà òyìnbó"),
)  # fmt: skip
