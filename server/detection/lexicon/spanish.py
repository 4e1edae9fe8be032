from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, ending, words

SPANISH = Lexicon(
    code="es",
    ordinary=words(
        """
        a acuerdo acusado además adónde afirma afirman afirmó agregó ahora al aldea algo alguien algún alguna
        algunas algunos allá allí ambos añade añadió año anoche ante anteriormente antes antier apenas aquel
        aquella aquellos aquí armados asegura aseguró asesinado así asimismo ataque ataques aún aunque
        autoridades ayer ayuda bajo barrio bastante bien buen buena buenas buenos cabo cada calle camino
        camioneta campesinos campo casi caso casos causa cerca cierto cinco ciudad claro cliente comenzó como
        cómo comunidad comunidades con conflicto considera contó contra cosa cosas creo cual cuál cualquier
        cuando cuándo cuanto cuarto cuatro cuenta cuerpo cuerpos cuestión cuya cuyo da dado dan dar de debe
        deben debido decía decir deja dejó dentro denuncia denunció desde después detrás días dice dicen dicha
        dicho dieron dijeron dijo dio dirigentes disparos donde dónde dos durante e ejemplo ejército el él
        elecciones ella ellas ello ellos embargo empezó en encontraba encontraron encuentra enfermedad enfermo
        enfrente entonces entrada entre entró época era éramos eran es esa esas ese eso esos esta está estaba
        estaban estado estamos están estar estaré estas este esto estos estoy estuvo explicó exploración
        fallecido falta familia familias fecha fin final finalmente forma frente fue fuera fueron fuerte fuerzas
        gente gobierno gracias gran grandes grupo grupos guerra ha haber había habían habitantes habla hace
        hacen hacer hacia haciendo han hasta hay hermanas hicieron hizo hombre hombres hora horas hoy igual
        igualmente incendio incluso indicó información informó ingresó joven jóvenes junto justicia la lado
        larga largo las le les llamado llega llegada llegar llegaron llegó lleva llevada llevado llevaron lo los
        luego lugar mal mañana manera más mayor mayoría me mediante médico medio medios mejor menor menos mes mi
        miembros mientras mil militares minutos mis misma mismo momento mucha muchacho muchas mucho muchos
        muerte muertos mujer mujeres mundo muy nacida nacido nació nada nadie necesitamos negó ni niña niñas
        ningún ninguna niño niños no noche nombre nos nosotros nuestra nuestras nuestro nuestros nueva nuevas
        nuevo nuevos número nunca o obstante ocurrió oficial ojalá otra otras otro otros oyeron paciente país
        países para parece pareció parte partida partido pasado pasó pero persona personas pesar población
        pobladores poco pocos podemos podía podrán podría policía política pone por porque posible
        posteriormente preguntaron preguntó presenta presidente primer primera primeras primero primeros
        principio problema problemas pronto próxima próximo pudo pueblo puede pueden puerta pues puesto punto
        que qué quedó queremos quería quien quién quienes quiere quieren quizá quizás realizó recibió
        recientemente refiere región relación respecto respuesta resultado sabe sabemos saber salida salieron
        salió se sea seguía seguido según segunda segundo seguridad seis señaló sentido ser será serán sería si
        sí sido siempre siete siguiente sin sino situación sobre sola solamente soldados solo sólo somos son soy
        su suele sus suya tal tales también tampoco tan tanta tanto tantos tarde te temor tenemos tengo tenía
        tenían tercer testigo testigos tiempo tiene tienen tipo toda todas todavía todo todos toma tomó total
        trabajo tras tratamiento través tres tu tus u última últimas último últimos un una unas única único uno
        unos usted ustedes va vamos varias varios veces vecinos vehículo ven ver verdad vez vía vieron vimos
        vino vista visto vive viven vivía viviendas volvió voz y ya yo zona
        """
    ),
    months=words(
        """
        enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene
        abr dic
        """
    ),
    weekdays=words("lunes martes miércoles miercoles jueves viernes sábado sabado domingo"),
    digits=("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"),
    counts=words(
        "diez once doce quince veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento mil "
        "millón millones dieciséis dieciocho veinticinco"
    ),
    units=words("año años mes meses semana semanas día días hora horas minuto minutos"),
    honorifics=words("sr sra srta dr dra don doña d dª fray señor señora doctor doctora"),
    kin=words(
        """
        madre madres padre padres hermano hermana hermanos hermanas hijo hija hijos hijas tío tía tíos tías
        primo prima primos primas esposa esposo marido cónyuge pareja novio novia sobrino sobrina sobrinos
        sobrinas amigo amiga abuelo abuela abuelos abuelas nieto nieta nietos nietas cuñado cuñada suegro suegra
        yerno nuera viuda viudo gemelo gemela gemelos mellizo melliza mellizos familia familiar familiares
        parientes pariente materno materna maternos maternas paterno paterna paternos paternas padrastro
        madrastra hijastro hijastra padrino madrina compadre comadre vecino vecina mamá papá hermanastro
        hermanastra progenitores
        """
    ),
    conditions=words(
        """
        varón varones hembra hembras mujer niño niña masculino femenino masculina femenina bebé lactante
        adolescente embarazada gestante ciego ciega sordo sorda viudo viuda soltero soltera casado casada
        divorciado divorciada homosexual lesbiana gay transexual bisexual heterosexual caucásico caucásica negro
        negra mestizo mestiza mulato mulata blanca indígena fumador fumadora exfumador bebedor alcohólico
        toxicómano jubilado jubilada pensionista desempleado parado raza etnia tatuaje tatuajes discapacitado
        huérfano
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
        abogado abogada actor actriz administrativo administrativa agente agricultor agricultora albañil alcalde
        alcaldesa ama arquitecto arquitecta artista auxiliar azafata barbero barrendero bibliotecario bombero
        cajera cajero camarero camarera camionero campesina campesino cantante capitán carnicero carpintero
        cartero celador cerrajero chófer científico científica cirujano cocinero cocinera comadrona comerciante
        concejal conductor conductora conserje contable costurera cura dentista deportista diputado diputada
        director directora diseñador economista electricista empleado empleada empresario empresaria enfermero
        enfermera escritor escritora estudiante fiscal fontanero fotógrafo futbolista ganadero ganadera granjero
        guardia guerrillero herrero impresor ingeniero ingeniera investigador investigadora jardinero jornalero
        jornalera jubilado juez jueza lavandera limpiadora locutor maestro maestra marinero matrona mecánico
        médica médico militar minero monja músico notario obispo obrera obrero oficinista panadera panadero
        partera pastor peluquera peluquero periodista periodistas pescador pescadora piloto pintor pintora poeta
        policía político portera portero profesor profesora programador psicóloga psicólogo psiquiatra
        recepcionista repartidor sacerdote sargento sastre secretaria secretario senador sindicalista soldado
        soldador taxista técnico teniente traductor traductora tractorista vaquero vendedor vendedora
        veterinario veterinaria vigilante zapatero
        """
    ),
    demonyms=ending(
        "american african europe mexican cuban peruan colombian venezolan bolivian chilen argentin ecuatorian "
        "paraguay uruguay brasileñ "
        "hondureñ salvadoreñ panameñ dominican puertorriqueñ italian rus chin turc grieg suec noruec polac ruman "
        "húngar marroquin argelin tunecin egipci liby siri palestin indi ucranian haitian subsaharian "
        "sudafrican nigerian senegales cristian católic musulman judí gitan castellan asiátic caribeñ "
        "norteamerican sudamerican "
        "latinoamerican ecuatoguinean",
        "o a os as",
    )
    | ending(
        "español alemán aleman inglés ingles francés frances portugués portugues japonés japones irlandés holandés "
        "escocés danés camerunés "
        "congolés senegalés libanés andaluz catalán catalan musulmán",
        "- a es as",
    )
    | words(
        """
        estadounidense estadounidenses nicaragüense nicaragüenses costarricense costarricenses guatemalteco
        guatemalteca guatemaltecos guatemaltecas belga belgas suizo suiza suizos israelí israelíes marroquí
        marroquíes iraquí iraní iraníes pakistaní saudí árabe árabes canadiense canadienses croata serbio serbia
        afgano afgana kurdo kurda kurdos indígena indígenas maya mayas quechua quechuas aimara aymara mapuche
        mapuches garífuna garífunas wayúu zapoteco mixteco tzotzil tzeltal quiché evangélico evangélica
        evangélicos protestante protestantes vasco vasca vascos gallego gallega valenciano valenciana canario
        canaria vietnamita
        """
    ),
    singles=words("único única primer primera último última mayor menor primogénito primogénita"),
    currencies=words(
        "euro euros peso pesos dólar dólares bolívar bolívares quetzal quetzales lempira lempiras córdobas soles "
        "colones francos"
    ),
    measures=words(
        "kilómetro kilómetros km metro metros hectárea hectáreas kilo kilos tonelada toneladas litro litros "
        "manzanas reses"
    ),
    events=words(
        """
        masacre masacres secuestro secuestros boda funeral inundación inundaciones incendio atentado explosión
        tiroteo asesinato accidente motín golpe-de-estado epidemia terremoto saqueo juicio bautizo entierro
        linchamiento emboscada
        """
    ),
    before_places=words("calle avenida avda plaza paseo camino ctra aldea vereda caserío barrio"),
    heads=words(
        """
        calle avenida avda plaza paseo camino carretera ctra ronda travesía callejón barrio barriada colonia
        ciudad pueblo villa aldea municipio comarca provincia departamento estado región distrito cantón
        parroquia vereda caserío valle río lago laguna isla islas cerro monte sierra volcán puerto playa golfo
        hospital clínica centro ambulatorio escuela colegio instituto universidad facultad iglesia catedral
        mercado estación aeropuerto cárcel prisión penal estadio museo teatro ministerio tribunal juzgado corte
        ayuntamiento alcaldía embajada banco empresa compañía fundación asociación federación sindicato partido
        movimiento frente ejército brigada batallón diario periódico radio hotel puente república reino finca
        hacienda mina campamento servicio
        """
    ),
    links=words("de del la las los el y san santa santo"),
    calendar=words("día mes año mediados principios finales"),
    before_nouns=words("un una el la los las su sus mi mis este esta como ex antiguo antigua"),
    regions=("ES", "CO", "MX", "VE", "GT", "HN", "NI", "SV", "PE", "GQ"),
)
