"""Yorùbá, with all its marks, with dots alone, and with none: people write all three."""

from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, spelt, words

# Without their marks these are names of people or places, or look like them: Ẹdẹ, Ìwó, Ọ̀wọ̀, Ayọ̀, Òjó, Ọrẹ.
_ALSO_NAMES = words("ede iwo owo ayo ojo ore ara ife ile ilu ado ola ire eko oyo ogun ondo iya ado ayo aye ejo oro abo")

YORUBA = Lexicon(
    code="yo",
    ordinary=spelt(
        """
        a à á abẹ́ àbí àbájáde àfi àgbà àgbáyé àìsí àjọ àkókò àkọ́kọ́ àlàyé àmọ́ àmọ̀ ànfàní àní àpapọ̀ àsìkò àti àwa àwọn
        àyàfi ba bá báyìí bẹ̀rẹ̀ bẹ́ẹ̀ bí bíi bíótilẹ̀jẹ́pé bo bó bóyá bù dà dáadáa dandan de dé di dípò dúró ẹ ẹ̀ ẹ̀ka ẹ̀kọ́ ẹ̀sùn ẹ̀tọ́
        ẹ̀yin ẹgbẹ́ ẹgbẹ̀rún ẹjọ́ ẹni ẹnikẹ́ni ènìyàn èèyàn èmi èrò èrú èsì ètò èyí èyíkéyìí eré fẹ́ fẹ́ẹ̀ fi fìdí fọ́n fún fúnra ga gan
        gẹ́gẹ́ gba gbà gbàgbọ́ gbé gbogbo gbọ́ gbọdọ̀ gidi gùn hàn ìbéèrè ibẹ̀ ibi ìbò ibo ìdí ìdájọ́ ìdìbò iye ìgbà
        ìgbésẹ̀ ìjà ìjọba ìkọlù ìlera ìlànà ìlú ìnáwó ìpàdé ìpinnu ìrànlọ́wọ́ ìròyìn irú ìsẹ̀lẹ̀ ìṣẹ̀lẹ̀ ìṣòro iṣẹ́ ìtàn ìtọ́jú ìwé ìwọ̀ ìyẹn jà
        jáde jẹ jẹ́ jí jọ jù ká kàn kan kankan kẹ́yìn kí kìí kìn kò kó kọ kọ́ kọjá kọ̀ọ̀kan kún kúrò lábẹ́ láàárín láàrin láì
        láìpẹ́ láìsí lákòókò láti látàrí látọ̀dọ̀ lẹ́yìn lẹ̀ lè lọ lọ́dọ̀ lọ́wọ́ ló lóòótọ́ lórí lórílẹ̀ lọ́jọ́ lọ́wọ́lọ́wọ́ lọ́sẹ̀ ma má máa
        mìíràn mo mọ̀ mú náà nà ní ńlá nìkan nínú nípa nípasẹ̀ nísinsin nísisìnyí nítorí nítorínà ńṣe nǹkan nkan ń ó ọ̀gọ̀ọ̀rọ̀ ọ̀hún ohun
        òkú òfin òun ọ̀pọ̀ ọ̀pọ̀lọpọ̀ ọdún ọjọ́ ọmọ ọ̀nà ọ̀rọ̀ ọ̀rẹ́ ọ̀tọ̀ orílẹ̀ orílẹ̀-èdè oríṣìíríṣìí ọwọ́ pa padà pàápàá pàdé pàtàkì pé pẹ̀lú púpọ̀ pọ̀
        rárá rẹ̀ rẹ́ rí rò sàn sáà sàlàyé sì síbẹ̀ sílẹ̀ síi sínú sí sísọ sọ sọ́ ṣà ṣáájú ṣàlàyé ṣe ṣẹlẹ̀ ṣùgbọ́n ṣì ta tàbí
        tààrà ti tí tẹ̀lé tẹ́lẹ̀ tì tirẹ̀ títí tó tọ́ tún ṣẹ̀ṣẹ̀ wá wà wáyé wẹ́ wí wíwà wo wọ́n wọn wọ̀nyí wọ̀nyẹn yà yàtọ̀ yẹ yẹn yìí yóò yóó yòókù
        ilé-iṣẹ́ ilé-ẹ̀kọ́ ilé-ìwé ilé-ìwòsàn ọlọ́pàá ológun àwọn-ọmọ agbébọn ajínigbé jàndùkú afurasí olùgbé ará aráàlú akẹ́kọ̀ọ́ olórí olùdarí alága agbẹnusọ aláṣẹ
        gómìnà mínísítà sẹ́nétọ̀ ààrẹ adájọ́ ọkùnrin obìnrin ọ̀dọ́ ọmọdé ìdílé mọ̀lẹ́bí àìsàn àrùn ẹ̀mí owó oúnjẹ omi ọkọ̀ ọ̀nà ilẹ̀ ojú ara orí ẹsẹ̀
        wọ́n-ní ìjàmbá bọ́ǹbù ìbọn ogun-abẹ́lé àtàwọn lára lẹ́sẹ̀kẹsẹ̀ lóde òní àná lónìí lánàá lọ́la tẹ́lẹ̀rí nígbà nígbàtí bákan-náà bákannáà ẹ̀wẹ̀ síwájú sì-ni ǹjẹ́ ṣé kíni kínní
        """
    )
    - _ALSO_NAMES,
    months=spelt(
        """
        ṣẹ́rẹ́ èrèlè ẹrẹ̀nà ẹ̀bibi òkúdu agẹmọ owewe ọ̀wàrà bélú ọ̀pẹ̀
        jánúárì fẹ́búárì máàṣì épírì éépìrì oṣù-kínní júnì júùnù júlàì ọ́gọ́ọ̀sì sẹ̀tẹ́ḿbà sẹptẹ́mbà òkítóbà ọkitóbà nòfẹ́ḿbà dìsẹ́ḿbà disẹ́mbà
        """
    )
    - words("ope owara erele okudu"),
    weekdays=spelt("ajé ìṣẹ́gun ọjọ́rú ọjọ́bọ ọjọ́bọ̀ ẹtì àbámẹ́ta àìkú mọ́ńdè túsìdè wẹ́sìdè tọ́sìdè fúráìdè sátidé sọ́ńdè") - words("aje eti"),
    digits=("odo", "ọ̀kan", "méjì", "mẹ́ta", "mẹ́rin", "márùn-ún", "mẹ́fà", "méje", "mẹ́jọ", "mẹ́sàn-án"),
    counts=spelt(
        """
        kan méjì mẹ́ta mẹ́rin márùn-ún márùn mẹ́fà méje mẹ́jọ mẹ́sàn-án mẹ́sàn mẹ́wàá mọ́kànlá méjìlá mẹ́ẹ̀ẹ́dógún ogún ọgbọ̀n ogójì
        àádọ́ta ọgọ́ta ọgọ́rùn-ún kínní kejì kẹta kẹrin karùn-ún karùn kẹfà keje kẹjọ kẹsàn-án kẹsàn kẹwàá kọkànlá kejìlá
        kẹtàlá kẹrìnlá ogúnjọ́ ọgbọ̀njọ́
        """
    )
    - words("ogun"),
    units=spelt("ọdún oṣù ọ̀sẹ̀ ọjọ́ wákàtí ìṣẹ́jú") - words("ojo ose"),
    honorifics=spelt(
        """
        ọ̀gbẹ́ni ọ̀gbéni arákùnrin arábìnrin ìyáàfin alhaji alhaja olóyè ọba ọ̀jọ̀gbọ́n dókítà dọ́kítà gómìnà ààrẹ sẹ́nétọ̀ ọ̀túnba
        pásítọ̀ bíṣọ́ọ̀bù àlùfáà ṣéríkí kábíyèsí igbákejì
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
    before_places=spelt("ìpínlẹ̀ orílẹ̀-èdè orílẹ̀èdè ìlú abúlé ìjọba-ìbílẹ̀ agbègbè àdúgbò erékùṣù odò ilé-ẹjọ́ ilé-ìwòsàn yunifásítì ẹgbẹ́ fásitì")
    - words("ilu odo"),
    calendar=spelt("ọjọ́ oṣù ọdún lọ́jọ́ lóṣù lọ́dún ọ̀sẹ̀") - words("ojo ose"),
    small_places=spelt("nàìjíríà nàíjíríà gánà amẹ́ríkà améríkà áfíríkà áfríkà ṣáínà ìlú-ọba èkó ìbàdàn abẹ́òkúta abuja gẹ̀ẹ́sì kẹ́ńyà lìbíà"),
    demonyms=spelt("yorùbá hausa fulani ìgbò mùsùlùmí kìrìsìtẹ́nì ọmọ-nàìjíríà òyìnbó"),
)  # fmt: skip
