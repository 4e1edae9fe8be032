from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, words

SPANISH = Lexicon(
    code="es",
    ordinary=words(
        """
        a además ahora al algo algún alguien alguna algunas algunos allí ante antes aún apenas aquel
        aquella aquellos aquí así aunque ayer bajo bien cada casi como cómo con contra cuál cual cuando
        cuándo cuanto cuya cuyo de dentro desde después detrás dónde donde durante e él el ella ellas
        ellos en entonces entre era eran es esa esas ese eso esos está esta estaba estaban están estas
        este esto estos fue fueron ha había habían hace hacia han hasta hay hoy incluso la las le les lo
        los luego más mañana me mediante menos mi mientras mis misma mismo mucho muchos muy nada nadie ni
        ningún ninguna no nos nosotros nuestra nuestro nunca o otra otras otro otros para pero poco por
        porque posteriormente primero pues que qué quien quién quienes se según ser sí si sido siempre sin
        sino sobre su sus tal también tampoco tan tanto te tenía tiene tienen toda todas todavía todo
        todos tras tu tus u un una unas uno unos usted ustedes y ya yo
        """
    ),
    months=words(
        """
        enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
        ene abr dic
        """
    ),
    weekdays=words("lunes martes miércoles miercoles jueves viernes sábado sabado domingo"),
    digits=("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"),
    counts=words("un una diez once doce quince veinte treinta cuarenta cincuenta varios varias"),
    units=words("año años mes meses semana semanas día días hora horas minuto minutos"),
    honorifics=words("sr sra srta dr dra don doña d dª fray señor señora doctor doctora"),
    kin=words("madre padre hermano hermana hijo hija tío tía primo prima esposa esposo marido sobrino amigo"),
    labels=words(
        """
        no nº n° núm num número expediente ref referencia pasaporte matrícula placa cuenta tarjeta dni nie nif
        nhc cif colegiado nºcol nass historia cédula
        """
    ),
    regions=("ES", "CO", "MX", "VE", "GT", "HN", "NI", "SV", "PE", "GQ"),
)
