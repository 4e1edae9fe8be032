from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, words

PORTUGUESE = Lexicon(
    code="pt",
    ordinary=words(
        """
        a à agora ainda além algo alguém algum alguma alguns amanhã ante antes ao aos apenas após
        aquela aquele aqui as às assim até através cada com como contra contudo da daí das de dela dele
        deles depois desde do dos durante é e ela elas ele eles em enquanto então entre era eram essa esse
        está esta estão estava estavam este eu foi foram há hoje isso isto já la lhe lhes logo mais mas me
        mesmo meu meus minha muita muito muitos na nada não nas nem nenhum nenhuma ninguém no nos nós
        nossa nosso nunca o onde ontem os ou outra outras outro outros para pela pelas pelo pelos perto
        pois por porém porque pouco qual quando quanto que quem se segundo seja sem sempre ser seu seus
        sido sob sobre sua suas também tanto têm tem tinha tinham toda todas todo todos tudo um uma umas
        uns você vocês
        """
    ),
    months=words(
        """
        janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
        fev mai dez
        """
    ),
    weekdays=words("segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo"),
    digits=("zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"),
    counts=words("uma duas dez onze doze quinze vinte trinta quarenta cinquenta vários várias"),
    units=words("ano anos mês meses semana semanas dia dias hora horas minuto minutos"),
    honorifics=words("sr sra srta dr dra dom dona senhor senhora doutor doutora"),
    kin=words("mãe pai irmão irmã filho filha tio tia primo prima esposa esposo marido sobrinho amigo"),
    labels=words("no nº n° núm número processo ref referência passaporte matrícula conta bilhete bi nuit cartão"),
    regions=("MZ", "AO", "GW", "CV", "BR", "PT"),
)
