from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, ending, words

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
        acuerdo acusado además-de afirma afirman afirmó agregó aldea algunas allá ambos añade añadió anoche anteriormente año antier aquí armados asegura aseguró asimismo asesinado ataque ataques autoridades ayuda barrio
        bastante buen buena buenas buenos cabo calle camino camioneta campesinos campo caso casos causa cerca cierto cinco ciudad claro cliente comenzó comunidad comunidades conflicto considera contó
        cosa cosas creo cualquier cuatro cuarto cuenta cuerpo cuerpos cuestión da dado dan dar debe deben debido decía decir deja dejó denuncia denunció días dice dicen dicha dicho dieron dijeron dijo dio dirigentes disparos donde dos
        ejemplo ejército elecciones ello embargo empezó encontraba encontraron encuentra enfermedad enfrente entrada entró época éramos estaban estado estamos estar estaré estoy estuvo explicó familia familias falta
        fecha fin final finalmente forma frente fuera fuerte fuerzas gente gobierno gracias gran grandes grupo grupos guerra haber habitantes había habla hacen hacer haciendo hicieron hizo hombre hombres hora horas
        igual igualmente incendio indicó información informó jóvenes joven junto justicia lado larga largo llamado llega llegada llegar llegaron llegó lleva llevaron luego lugar mal manera mañana mayor mayoría médico medio medios mejor menor mes
        mientras-tanto militares miembros mil minutos momento muchas muchacho mucha muerte muertos mujer mujeres mundo necesitamos negó niña niñas niño niños noche nombre nuestras nuestros nueva nuevas nuevo nuevos número nunca obstante
        ocurrió oficial ojalá oyeron país países pareció parece parte partida partido pasado pasó persona personas pesar pobladores población poco pocos podemos podía podrán podría pone población policía política por-eso posible preguntaron
        preguntó presidente primer primera primeras primeros principio problema problemas pronto próximo próxima pudo pueblo pueden puede puerta puesto punto quedó queremos quería quiere quieren quizás quizá realizó recibió recientemente región
        relación respecto respuesta resultado salió salieron salida sabe sabemos saber sea segunda segundo seguía seguido seguridad seis señaló sentido será serán sería siguiente siete situación soldados sola solamente solo sólo somos son soy sólo suya
        suele tales tanta tantos tarde temor tengo tenían tenemos tercer tiempo tipo tomó toma total trabajo través tres última últimas último últimos única único va vamos varias varios veces vecinos vehículo ven ver verdad vez vía
        vimos vino viven vive vivía vieron visto viviendas volvió voz vista zona testigos testigo según-ellos nació nacida nacido fallecido hermanas enfermo llevada llevado adónde paciente ingresó refiere presenta tratamiento exploración
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
    counts=words(
        "diez once doce quince veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento mil millón millones dieciséis dieciocho veinticinco"
    ),
    units=words("año años mes meses semana semanas día días hora horas minuto minutos"),
    honorifics=words("sr sra srta dr dra don doña d dª fray señor señora doctor doctora"),
    kin=words(
        """
        madre madres padre padres hermano hermana hermanos hermanas hijo hija hijos hijas tío tía tíos tías primo prima primos primas
        esposa esposo marido cónyuge pareja novio novia sobrino sobrina sobrinos sobrinas amigo amiga abuelo abuela abuelos abuelas
        nieto nieta nietos nietas cuñado cuñada suegro suegra yerno nuera viuda viudo gemelo gemela gemelos mellizo melliza mellizos
        familia familiar familiares parientes pariente materno materna maternos maternas paterno paterna paternos paternas padrastro
        madrastra hijastro hijastra padrino madrina compadre comadre vecino vecina mamá papá hermanastro hermanastra progenitores
        """
    ),
    conditions=words(
        """
        varón varones hembra hembras mujer niño niña masculino femenino masculina femenina bebé lactante adolescente embarazada gestante ciego
        ciega sordo sorda viudo viuda soltero soltera casado casada divorciado divorciada homosexual lesbiana gay transexual bisexual
        heterosexual caucásico caucásica negro negra mestizo mestiza mulato mulata blanca indígena fumador fumadora exfumador bebedor
        alcohólico toxicómano jubilado jubilada pensionista desempleado parado raza etnia tatuaje tatuajes discapacitado huérfano
        """
    ),
    labels=words(
        """
        no nº n° núm num número expediente ref referencia pasaporte matrícula placa cuenta tarjeta dni nie nif
        nhc cif colegiado nºcol nass historia cédula
        """
    ),
    jobs=words(
        """
        abogado abogada actor actriz administrativo administrativa agente agricultor agricultora albañil alcalde alcaldesa ama arquitecto arquitecta
        artista auxiliar azafata barbero barrendero bibliotecario bombero cajera cajero camarero camarera camionero campesina campesino cantante
        capitán carnicero carpintero cartero celador cerrajero chófer científico científica cirujano cocinero cocinera comadrona comerciante
        concejal conductor conductora conserje contable costurera cura dentista deportista diputado diputada director directora
        diseñador economista electricista empleado empleada empresario empresaria enfermero enfermera escritor escritora estudiante
        fiscal fontanero fotógrafo futbolista ganadero ganadera granjero guardia guerrillero herrero impresor ingeniero ingeniera investigador
        investigadora jardinero jornalero jornalera jubilado juez jueza lavandera limpiadora locutor maestro maestra marinero matrona
        mecánico médica médico militar minero monja músico notario obispo obrera obrero oficinista panadera panadero partera pastor
        peluquera peluquero periodista periodistas pescador pescadora piloto pintor pintora poeta policía político portera portero profesor profesora
        programador psicóloga psicólogo psiquiatra recepcionista repartidor sacerdote sargento sastre secretaria secretario senador
        sindicalista soldado soldador taxista técnico teniente traductor traductora tractorista vaquero vendedor vendedora veterinario veterinaria
        vigilante zapatero
        """
    ),
    demonyms=ending(
        "american african europe mexican cuban peruan colombian venezolan bolivian chilen argentin ecuatorian paraguay uruguay brasileñ "
        "hondureñ salvadoreñ panameñ dominican puertorriqueñ italian rus chin turc grieg suec noruec polac rumano-moldav ruman "
        "húngar marroquin argelin tunecin egipci liby siri palestin indi ucranian haitian guineano-ecuatorian subsaharian "
        "sudafrican nigerian senegales cristian católic musulman-sunit musulman judí gitan castellan asiátic caribeñ norteamerican sudamerican "
        "latinoamerican ecuatoguinean",
        "o a os as",
    )
    | ending(
        "español alemán aleman inglés ingles francés frances portugués portugues japonés japones irlandés holandés escocés danés camerunés "
        "congolés senegalés libanés andaluz catalán catalan musulmán",
        "- a es as",
    )
    | words(
        """
        estadounidense estadounidenses nicaragüense nicaragüenses costarricense costarricenses guatemalteco guatemalteca guatemaltecos
        guatemaltecas belga belgas suizo suiza suizos israelí israelíes marroquí marroquíes iraquí iraní iraníes pakistaní saudí árabe árabes
        canadiense canadienses croata serbio serbia afgano afgana kurdo kurda kurdos indígena indígenas maya mayas quechua quechuas aimara
        aymara mapuche mapuches garífuna garífunas wayúu zapoteco mixteco tzotzil tzeltal quiché evangélico evangélica evangélicos
        protestante protestantes vasco vasca vascos gallego gallega valenciano valenciana canario canaria vietnamita
        """
    ),
    singles=words("único única primer primera último última mayor menor primogénito primogénita"),
    currencies=words(
        "euro euros peso pesos dólar dólares bolívar bolívares quetzal quetzales lempira lempiras córdobas soles colones francos"
    ),
    measures=words(
        "kilómetro kilómetros km metro metros hectárea hectáreas kilo kilos tonelada toneladas litro litros manzanas reses"
    ),
    events=words(
        """
        masacre masacres secuestro secuestros boda funeral inundación inundaciones incendio atentado explosión tiroteo asesinato
        accidente motín golpe-de-estado epidemia terremoto saqueo juicio bautizo entierro linchamiento emboscada
        """
    ),
    heads=words(
        """
        calle avenida avda plaza paseo camino carretera ctra ronda travesía callejón barrio barriada colonia ciudad pueblo villa aldea
        municipio comarca provincia departamento estado región distrito cantón parroquia vereda caserío valle río lago laguna isla
        islas cerro monte sierra volcán puerto playa golfo hospital clínica centro ambulatorio escuela colegio instituto universidad
        facultad iglesia catedral mercado estación aeropuerto cárcel prisión penal estadio museo teatro ministerio tribunal juzgado
        corte ayuntamiento alcaldía embajada banco empresa compañía fundación asociación federación sindicato partido movimiento frente
        ejército brigada batallón diario periódico radio hotel puente república reino finca hacienda mina campamento servicio
        """
    ),
    links=words("de del la las los el y san santa santo"),
    calendar=words("día mes año mediados principios finales"),
    before_nouns=words("un una el la los las su sus mi mis este esta como ex antiguo antigua"),
    regions=("ES", "CO", "MX", "VE", "GT", "HN", "NI", "SV", "PE", "GQ"),
)
