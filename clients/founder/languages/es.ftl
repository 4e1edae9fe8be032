# The leaflet that goes with a pile of cards, in Spanish, for readers in Latin America above all.
#
# No native speaker has checked this file yet, so it says "checked = no". Whoever has checked every message of it, and is
# at home in this language, may say "yes" there and take this paragraph away.
#
# For translators: en.ftl says for whom this is written. Words are those of clients/web/languages/es.ftl: a report is
# "reporte", to take back "retirar". A pile is "paquete", to draw "sacar".
# english = 929dcbc2

language-name = Español
checked = no

### What the buttons of the reporter's page say, as clients/web/languages has it

page-write = Escribir un reporte
page-look = Tengo palabras o dígitos de antes
page-withdraw = Retirarlo

### For whoever draws a card. Read there, and given back

draw-title = Su tarjeta
draw-here = Lea esto aquí y devuélvalo. No se lo lleve.

what-title = Para qué sirve
what-trust = La tarjeta muestra que alguien aquí confía en usted. No dice quién es usted.
what-counts = Con una tarjeta, su reporte cuenta como el de una persona. Todos los reportes sin tarjeta cuentan juntos como una sola persona.

use-title = Cómo usarla
use-draw = Saque usted una tarjeta del paquete, y solo una. Ábrala cuando esté a solas.
use-type = Abra la página cuya dirección le dijeron y elija “{ $write }”. Donde le pida una tarjeta, escriba los 24 dígitos. Los espacios no importan.
use-until = Sirve hasta el { $last } (año, mes y día, en el calendario que empieza en enero). Puede enviar varios reportes con ella: cuentan como los de una sola persona. Después de ese día, saque una tarjeta nueva.
use-burn = Cuando ya no necesite la tarjeta, quémela.

sample-code = Los 24 dígitos de la tarjeta. Aquí son solo ceros.
sample-name = El nombre del paquete. No es parte del código.
sample-last = Los tres meses en que sirve, y el último día.

back-title = Cómo retirar un reporte
back-words = Al final, la página le muestra palabras o dígitos. No están en la tarjeta. Solo ellos vuelven a abrir su reporte. Apréndalos de memoria, o escríbalos en un papel y escóndalo.
back-how = Para retirarlo, abra la página, elija “{ $look }”, escríbalos y elija “{ $withdraw }”. Con la tarjeta no se puede hacer.
back-copies = Lo que otros ya leyeron o copiaron no se puede hacer volver.

phone-title = Lo que no debe quedar en su teléfono
phone-photo = Ninguna foto de la tarjeta. Muchas veces los teléfonos envían las fotos a otros lugares por su cuenta.
phone-notes = Ni los dígitos de la tarjeta ni esas palabras o dígitos: ni en un mensaje, ni en una nota, ni en un contacto, ni en un correo.
phone-screen = Ninguna imagen de la pantalla, y tampoco la dirección de la página.
phone-nobody = Nadie de la organización le va a pedir nunca los dígitos de su tarjeta, ni esas palabras o dígitos.

lost-title = Si pierde la tarjeta
lost-say = Dígaselo a quien reparte las tarjetas. No tiene que decir su nombre ni lo que hizo con ella. Saque otra. Si vuelve a encontrar la anterior, quémela.
lost-finder = Quien la encuentre no puede leer sus reportes ni ver si los hay. Pero podría enviar reportes con ella como si aquí confiaran en esa persona.

### For whoever hands out the cards

hand-title = Para quien reparte las tarjetas
hand-keep = Guarde esta página, pero no donde están las tarjetas.
hand-pile = Tarjetas en este paquete: { $cards }. Nombre del paquete: { $name }. Sirven del { $first } al { $last } (año, mes y día, en el calendario que empieza en enero).

give-title = Cómo repartirlas
give-fold = Corte por las líneas. Doble cada tarjeta por la línea cortada, sobre los dígitos, y péguela.
give-shuffle = Júntelas en un solo paquete y mézclelas bien. Cada persona saca una, y solo una en estos tres meses.
give-whom = Deje sacar solo a personas que usted conoce y en quienes confía.
give-read = Haga que cada una lea la otra página, o léasela. Recójala después.

nobody-title = Nadie anota quién sacó qué tarjeta
nobody-list = Ningún nombre, ninguna marca en una tarjeta, ninguna lista de quién vino y en qué orden, ninguna foto.
nobody-why = Con una lista así, alguien podría saber quién envió qué reporte. Lo que nadie sabe, a nadie se le puede obligar a decirlo.
nobody-asked = Tampoco si alguien se lo pide, sea quien sea. Dígale a quien le dio las tarjetas que alguien lo pidió.

pile-title = Si el paquete se pierde, o si otra persona lo tuvo en sus manos
pile-call = Llame enseguida a quien se lo dio y diga el nombre del paquete: { $name }. No hace falta decir más por teléfono.
pile-then = Cuando el paquete queda excluido, sus tarjetas cuentan como si no las hubiera. Eso vale también para las tarjetas que se sacaron honradamente, y para los reportes que se enviaron antes con ellas. Esos reportes se pueden seguir leyendo.
pile-new = Usted recibe un paquete nuevo. Haga que todos saquen otra vez.
pile-seen = Haga lo mismo si se abrieron o se copiaron tarjetas, o si alguien hizo una lista.

over-title = Cuando pasen los tres meses
over-burn = Queme las tarjetas que nadie sacó, y esta página.
