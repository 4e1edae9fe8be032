from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, words

HAUSA = Lexicon(
    code="ha",
    ordinary=words(
        """
        a abin aka akan ake akwai amma an ana ba ban bisa ce cewa ciki cikin da daga dai dake dan domin
        duk duka fa fiye ga gaba game gobe haɗa haka hakan har i ina inda irin jiya ka kafin kai kamar
        kan ke ko kowa kowane kuma kuwa ma masu me mene mun muna mutane na nan nasa nata ne ni nufin sa
        saboda sai sannan shi shin shine su suka suke sun suna ta take tana tare tsakanin tun tuni wa
        wadanda waɗanda waɗannan wajen wanda wani wannan wasu wata wato ya yadda yake yana yanzu yau yi
        yin za zai zuwa
        """
    ),
    months=words(
        """
        janairu fabrairu maris afrilu mayu yuni yuli agusta satumba oktoba nuwamba disamba
        """
    ),
    weekdays=words("litinin talata laraba alhamis jumma'a juma'a jumaa asabar lahadi"),
    digits=("sifili", "ɗaya", "biyu", "uku", "huɗu", "biyar", "shida", "bakwai", "takwas", "tara"),
    counts=words("daya hudu goma ashirin talatin"),
    units=words("shekara shekaru wata watanni mako makonni rana kwana kwanaki sa'a awa awanni awoyi minti"),
    honorifics=words("alhaji alh hajiya malam mallam mal sheikh sarki hakimi dagaci"),
    kin=words("uwa uba mahaifi mahaifiya ɗan'uwa 'yar'uwa yaya kawu kawun inna gwaggo mata miji aboki"),
    labels=words("lamba lambar fasfo shari'a katin"),
    regions=("NG", "NE", "GH", "CM", "TD"),
)
