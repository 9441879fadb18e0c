# Español. Las tres lenguas tienen las mismas claves y variables; una prueba lo comprueba.
## Words of the desk
status-new = nuevo
status-open = abierto
status-pending = en espera del cliente
status-on_hold = en pausa
status-resolved = resuelto
status-closed = cerrado
priority-critical = crítica
priority-high = alta
priority-normal = normal
priority-low = baja
type-trouble = avería
type-smart_hands = Smart Hands
type-shipment = envío
type-access = acceso
type-billing = facturación
type-order = pedido
type-question = consulta
channel-portal = portal
channel-phone = teléfono
channel-email = correo
product-colocation = colocation
product-network = red
product-managed_services = servicios gestionados
language-pt = portugués
language-es = español
language-en = inglés
role-AM = gestor de cuenta
role-CSM = responsable de éxito del cliente
role-SE = ingeniero de ventas
role-BA = analista de facturación
role-GSD = service desk global
role-owns-AM = asuntos comerciales: nuevas contrataciones, traslados, bajas, contratos
role-owns-CSM = todo después de la venta: entrega, servicios gestionados, onboarding, ayuda con el portal
role-owns-SE = diseño técnico de nuevas instalaciones y cambios
role-owns-BA = facturas y todo lo relacionado con ellas
role-owns-GSD = averías, Smart Hands, envíos, accesos; cualquier emergencia
rule-onboarding = El onboarding del cliente no ha terminado: lo lleva el CSM, con el equipo Onboarding Customer Care.
rule-managed-services = Es operación de un servicio gestionado: lo lleva el CSM.
rule-urgent = La situación es urgente: el GSD la atiende ya y después la deriva.
rule-topic = Va a la función cuyos temas mejor encajan.
rule-escalation = Es una queja por algo parado o mal llevado: decide el tema.
rule-portal-how-to = Es una duda de uso del portal: ayuda el CSM.
rule-wrong-channel = Llegó por el canal equivocado: indique al cliente cuál es el correcto para la próxima vez.
onboarding-not_started = sin iniciar
onboarding-in_progress = en curso
onboarding-completed = completado
clock-first_response = Primera respuesta
clock-resolution = Resolución
clock-promise = Promesa
field-assignee = el responsable
field-owner_role = la función responsable
field-status = el estado
field-priority = la prioridad
field-promise = la promesa
field-handover = el traspaso
field-escalation = el escalado
field-incident = el incidente
field-broadcast = el comunicado propuesto
field-recipients = el número de tickets
broadcast-none = ninguno
broadcast-sent = ya enviado
broadcast-returned = devuelto
promise-none = ninguna promesa
handover-none = no está traspasado
shift-day = día
shift-late = tarde
shift-night = noche
nobody = nadie
unrouted = sin derivar
you = usted
yes = sí
no = no
none = ninguno

## Time
span-seconds = { $n } s
span-minutes = { $n } min
span-hours = { $h } h { $m } min
span-whole-hours = { $h } h
span-days = { $n ->
    [one] { $n } día
   *[other] { $n } días
}
ago-now = ahora mismo
ago = hace { $span }
ahead = dentro de { $span }
clock-left = quedan { $span }
clock-overdue = vencido hace { $span }
clock-paused = en pausa, quedan { $span }
clock-paused-overdue = en pausa, vencido por { $span }
clock-kept = cumplido
clock-missed = incumplido
clock-target = objetivo { $span }
clock-none = sin reloj SLA

## Why a ticket stands where it stands
standing-emergency = Emergencia (R3), por delante de todo: { $because }.
standing-priority = Prioridad { $priority }: { $because }.
because-due = { $clock } dentro de { $span }
because-overdue = { $clock } vencida hace { $span }
because-paused = { $clock } en pausa con { $span } restantes, detrás de los relojes en marcha
because-paused-overdue = { $clock } en pausa, { $span } fuera de plazo, detrás de los relojes en marcha
because-age = ningún reloj en marcha; espera desde hace { $span }, el más antiguo primero
because-finished = terminado, ya no está en la cola

## Refusals: what happened, and what to do
refusal-conflict = { $field } es ahora { $found } (usted veía: { $expected }).
refusal-conflict-by = { $field } es ahora { $found } (usted veía: { $expected }), cambio de { $by }.
refusal-conflict-hint = Mire el ticket tal como está: repita si aún procede, o descarte.
refusal-held-hint = Hable con quien lo lleva, o quíteselo indicando el motivo; si no, descarte.
refusal-newer_reply = Entretanto ya salió otra respuesta al cliente.
refusal-newer_reply-here = Lea esa respuesta. { $key } otra vez envía la suya igualmente.
refusal-newer_reply-hint = Lea esa respuesta; la suya está guardada: envíela igualmente, corríjala o descarte.
refusal-gone = El ticket { $ticket } no existe.
refusal-gone-hint = Copie el texto si lo necesita y descarte.
refusal-illegal_status = Un ticket { $from } no puede pasar a { $to }.
refusal-illegal_status-hint = Reabra antes el ticket o elija otro estado.
refusal-merged = El ticket { $ticket } está fusionado en el { $into }.
refusal-merged-hint = Trabaje en el { $into }, o sepárelo con D; si no, descarte.
refusal-itself = { $ticket } es este mismo ticket.
refusal-itself-hint = Elija otro ticket.
refusal-other_customer = { $ticket } es de otro cliente, que leería lo que escribió este.
refusal-other_customer-hint = Enlace los dos: eso no lo ve ningún cliente.
refusal-finished = { $ticket } está terminado y este no: ya nadie le respondería.
refusal-finished-hint = Ábralo primero, o fusione al revés.
refusal-has_duplicates = Hay tickets fusionados en este: no puede pasar al { $ticket }.
refusal-has_duplicates-hint = Fusione al revés, o sepárelos primero.
refusal-too_many_links = Este ticket ya tiene todos los enlaces que puede tener.
refusal-too_many_links-hint = Deshaga primero uno de ellos.
refusal-empty_text = El texto está vacío.
refusal-empty_text-hint = Escriba algo y envíe de nuevo.
refusal-too_long = El texto tiene más de { $limit } bytes.
refusal-too_long-hint = Acórtelo o divídalo en dos.
refusal-forbidden = No tiene permiso para esto.
refusal-forbidden-hint = Pídalo al jefe de turno, o descarte.
refusal-not_an_incident = El ticket { $ticket } no es un incidente abierto.
refusal-not_an_incident-hint = Conviértalo primero en incidente, o elija otro.
refusal-nested = El ticket { $ticket } ya es un incidente o está ligado a uno: los incidentes no se ligan entre sí.
refusal-nested-hint = Desligue el ticket primero.
refusal-too_many = Un incidente tiene como máximo { $limit } tickets ligados.
refusal-too_many-hint = Cree un segundo incidente para los demás.
refusal-own_broadcast = Quien propone un comunicado no decide sobre él.
refusal-own_broadcast-hint = Pida a un colega que lo lea y lo libere; el suyo puede retirarlo.
refusal-untranslated = Falta el texto en { $language }, el idioma de uno de los tickets.
refusal-untranslated-hint = Escríbalo y proponga de nuevo.
refusal-gap = Nada rellena { $name } en el ticket { $ticket }.
refusal-gap-hint = Escriba las palabras en lugar del campo y proponga de nuevo.

## The link: what is wrong, and what to do
link-unreachable = El service desk no responde.
link-unreachable-hint = Siga trabajando: todo queda guardado y saldrá cuando vuelva.
link-unauthorised = El token no se acepta.
link-unauthorised-hint = Pida un token nuevo para este perfil; «turno doctor» dice dónde se guarda.
link-nonsense = Lo que responde en esa dirección no es un service desk turno.
link-nonsense-hint = Compruebe la dirección con «turno doctor».
link-version = El service desk habla otra versión de la API.
link-version-hint = Actualice la parte más antigua de las dos.
link-server_trouble = El service desk está sobrecargado o averiado.
link-server_trouble-hint = La consola lo reintenta sola; no se pierde nada.
link-forked = El service desk ha olvidado cambios que esta copia conoce.
link-forked-hint = Avise al administrador; hay que rehacer la copia.
link-local_trouble = No se puede leer o escribir la copia local.
link-local_trouble-hint = Revise el espacio en disco y ejecute «turno doctor».
link-failed = Una parte de turno ha fallado; está en el registro.
link-failed-hint = Lo que haga se guarda. Salga y vuelva a abrir turno.

## The open ticket
ticket-title = Ticket
ticket-requester = Solicitante
ticket-owner = Función
ticket-holder = Asignado a
ticket-tags = Etiquetas
ticket-duplicate = duplicado de #{ $ticket }
ticket-spent = tiempo { $sum }
ticket-duplicates = Fusionados en este: { $tickets }
ticket-linked = Enlazado con { $tickets }
ticket-merged = Fusionado en el { $ticket } por { $name } a las { $at }: al cliente se le responde allí.
ticket-refused = rechazado: { $action }
ticket-leaves = { $action }: sale en { $span }
ticket-refused-more = { $n ->
    [one] { $n } rechazada más en la bandeja de salida
   *[other] { $n } rechazadas más en la bandeja de salida
}
clock-due = hasta { $at }
clock-stood = pausa de { $span }
detail-stage = fase
detail-reference = referencia
detail-visitors = visitantes
detail-kind = tipo
detail-direction = sentido
detail-carrier = transportista
detail-packages = bultos
detail-expected = previsto
detail-weight_kg = peso (kg)
detail-weight = peso
detail-task = tarea
detail-location = ubicación
detail-estimate = estimación
detail-estimate_min = estimación (min)
detail-quote = presupuesto
detail-starts = inicio
detail-ends = fin
detail-actual = real
detail-actual_min = real (min)
detail-scheduled = programado

## The conversation
article-inbound = del cliente
article-outbound = respuesta pública
article-internal = comentario interno
article-pending = sin enviar
article-hidden = { $n ->
    [one] { $n } carácter oculto
   *[other] { $n } caracteres ocultos
}
article-more = … { $kib } KiB más que no se muestran
article-recorded = anotado por { $name }
author-account_team = equipo de cuenta
author-system = sistema
thread-empty = Todavía no hay mensajes.
thread-older = { $n ->
    [one] … { $n } mensaje más antiguo
   *[other] … { $n } mensajes más antiguos
}

## The customer
customer-title = Cliente
customer-none = Todavía sin datos del cliente.
customer-notes = LEER PRIMERO
customer-onboarding = Onboarding
customer-go-live = arranque el { $date } ({ $when })
customer-live-since = desde { $date }
customer-no-date = sin fecha de arranque anunciada
customer-r1 = R1: aún sin portal ni service desk; derive al CSM y al equipo Onboarding Customer Care.
customer-portal = Portal
customer-portal-yes = tiene acceso
customer-portal-no = sin acceso
customer-r7-access = R7: no puede abrir tickets en el portal; indique teléfono o correo.
customer-r7-product = R7: el portal solo admite averías de colocation o red.
customer-products = Productos
customer-sites = Centros
customer-language = Idioma
customer-team = Equipo de cuenta
customer-contacts = Contactos
customer-invoices = Facturas
customer-orders = Pedidos abiertos
customer-recent = Tickets recientes
customer-installed = Base instalada
contact-registered = registrado en el portal
contact-unregistered = no registrado: antes debe registrarse en el portal
contact-may = puede: { $what }
contact-role-technical = técnico
contact-role-billing = facturación
contact-role-portal_administrator = administrador del portal
contact-role-main_contact = contacto principal
contact-role-ordering = pedidos
contact-role-security = seguridad
contact-role-management = dirección
permission-reports = informes
permission-access = accesos
permission-tickets = tickets
permission-shipments = envíos
permission-smart_hands = Smart Hands
permission-invoices = facturas
permission-orders = pedidos
permission-users = usuarios
invoice-overdue = vencida
invoice-status-paid = pagada
invoice-status-open = abierta
invoice-status-disputed = en disputa
invoice-status-overdue = impagada
invoice-status-credited = abonada
order-status-in_delivery = en entrega
order-status-design = en diseño
order-status-submitted = enviado
order-status-delayed = retrasado
order-status-scheduled = programado
installed-cross_connect = cross connect
installed-power_circuit = circuito eléctrico
installed-cabinet = armario
installed-managed_service = servicio gestionado
installed-cage = jaula
due-on = hasta { $date }
list-more = { $n ->
    [one] … y { $n } más
   *[other] … y { $n } más
}

## Quién llama
caller-identified = ✔ identidad confirmada: { $name } hasta las { $at }
caller-unidentified = La identidad de quien llama aún no está confirmada.
caller-gate = Lo que sigue no se dice antes de confirmar la identidad de quien llama.
contact-lacks = sin permiso para: { $what }
identify-title = ¿Quién llama por { $ticket }? { $customer }
identify-who = escriba parte del nombre, o elija
identify-choose = Enter: pedir el código   Esc: cerrar
identify-nobody = Ningún contacto de este cliente se llama así.
identify-nobody-hint = Quien no está en la lista tiene que registrarse primero en el portal.
identify-unregistered = sin registro
identify-over = la llamada de { $name } ha terminado: la identidad deja de valer
identify-code = Código de 4 dígitos
identify-code-keys = Enter: comparar   Esc: otro contacto
identify-asked = El service desk compara el código…
identify-wrong = { $n ->
    [one] El código es incorrecto: queda un intento. Pídalo otra vez.
   *[other] El código es incorrecto: quedan { $n } intentos. Pídalo otra vez.
}
identify-busy = El service desk está comparando demasiados códigos; este no ha contado. Escríbalo otra vez.
identify-short = Un código tiene cuatro dígitos.
identify-register = Este contacto no está registrado en el portal, así que no tiene código.
identify-register-key = Tiene que registrarse primero. m: empezar la respuesta pública que lo dice.
identify-register-other = Tiene que registrarse primero; quien administra el portal en el cliente puede enviar la invitación.
identify-locked = Demasiados códigos incorrectos: bloqueado hasta las { $at }.
identify-locked-hint = No diga ni cambie nada a petición de esta persona. Un código perdido se trata con el CSM (R6).
identify-offline = Sin conexión con el service desk: ahora no se puede identificar a nadie.
identify-offline-hint = No diga nada de la cuenta. Anote quién llama y su número, y devuelva la llamada.
identify-no-answer = El código no se ha comparado: { $detail }
identify-no-answer-hint = El intento puede haber contado. No diga nada de la cuenta, y pruebe de nuevo en un momento.
identify-stopped-keys = Enter: otro contacto   Esc: cerrar
identify-no-customer = Aún no hay datos de este cliente: no se puede identificar a nadie.
identify-no-text = El service desk no tiene texto para esto: escríbalo.
notice-identified = Identidad de { $name } confirmada para { $ticket } hasta las { $at }.
notice-not-identified = { $ticket }: la identidad de quien llama no se ha confirmado.
notice-call-over = { $ticket }: la llamada ha terminado, la identidad deja de valer.
notice-caller-expired = { $ticket }: el tiempo de { $name } se ha acabado. Confirme otra vez la identidad.
find-title = Buscar un cliente o contacto
find-ask = nombre, teléfono, correo, número de pedido o de ticket
find-nobody = Nadie coincide.
find-keys = Enter: sus tickets en la cola   Esc: cerrar
profile-no-ticket = ningún ticket en la cola
office-now = ahora { $now } allí
office-until = abierto hasta las { $at }
office-from = abre a las { $at }
office-from-day = abre el { $day } a las { $at }
weekday-1 = lunes
weekday-2 = martes
weekday-3 = miércoles
weekday-4 = jueves
weekday-5 = viernes
weekday-6 = sábado
weekday-7 = domingo

## Routing
routing-title = Derivación
routing-undecided = Aún sin derivar.
routing-now = derivado a { $role }
routing-by = por { $name }, { $when }
routing-emergency = Emergencia: el GSD la atiende ya (R3).
routing-urgent = Urgente: hay alguien esperando.
routing-unsure = Sin certeza: hay pocos indicios. La decisión es suya; el orden es solo una conjetura.
routing-silent = Ninguna sugerencia.
routing-rule = Regla
routing-because = Palabras que contaron
routing-no-words = Ninguna palabra del ticket; decidió la regla.
routing-flip = Sin ello
routing-handoff = Qué decir al cliente: { $title }
routing-handoff-missing = Falta por rellenar: { $names }
routing-then = Después implicar a
routing-who = Quién es { $role }
routing-who-gsd = Es este service desk, las 24 horas.
routing-who-unknown = Este cliente no tiene a nadie en esa función.
routing-who-onboarding = Contacto: equipo Onboarding Customer Care.
routing-knowledge = conocimiento { $version }

## Writing
compose-public = RESPUESTA PÚBLICA en { $language } #{ $ticket } a { $to }
compose-internal = COMENTARIO INTERNO #{ $ticket }: el cliente no lo ve
compose-send-public = enviar al cliente
compose-send-internal = guardar comentario interno
compose-close = cerrar, el borrador se guarda
compose-left = { $n ->
    [one] queda { $n } byte
   *[other] quedan { $n } bytes
}
compose-newer = Entretanto salió otra respuesta al cliente: léala antes de enviar. Su texto está guardado.
compose-full = El texto no cabe entero: el límite son { $limit } bytes.
compose-empty = El texto está vacío: escriba algo antes de enviar.
compose-too-long = { $n ->
    [one] Al texto le sobra { $n } byte: acórtelo.
   *[other] Al texto le sobran { $n } bytes: acórtelo.
}
compose-placeholder = Falta rellenar «{ $name }»: complételo o bórrelo antes de enviar.
compose-placeholder-hint = { $key } va al siguiente
compose-then = tras enviar, el ticket pasa a: { $status }
golive-unannounced = por anunciar
macros-title = Macros para el { $ticket }
macros-ask = escriba para buscar; Enter la pone en el texto
macros-reading = Se están leyendo las macros.
macros-none = Ninguna macro del service desk es así, en el idioma de la conversación.
macros-internal = interna
macros-internal-about = comentario interno: el cliente no lo ve
macros-fits = ✓ encaja con la sugerencia
macro-identity = identidad
macro-routing = encaminamiento
macro-access = accesos
macro-shipment = entregas
macro-smart_hands = Smart Hands
macro-trouble = averías
macro-general = general
macro-shift = turno

## The outbox
outbox-title = Bandeja de salida
outbox-empty = Todo se ha enviado: nada espera y nada fue rechazado.
outbox-queued = en espera
outbox-lingers = a punto de salir
outbox-in_flight = enviado
outbox-applied = aplicado
outbox-refused = rechazado
outbox-blocked = bloqueado
outbox-conflict = conflicto
outbox-held = retenido
outbox-unknown = incierto
outbox-stuck = atascado
outbox-queued-hint = Guardado en disco; saldrá en cuanto haya conexión.
outbox-lingers-hint = Sale en { $span }. Hasta entonces puede recuperarla y seguir escribiendo.
outbox-in_flight-hint = Enviado, aún sin respuesta; repetirlo no lo duplica.
outbox-applied-hint = El service desk lo aceptó; saldrá de aquí en un momento.
outbox-unknown-hint = Enviado, sin respuesta. Se envía otra vez tal cual, y eso no lo duplica.
outbox-stuck-hint = El service desk falla cada vez que llega esto. Lo que sigue en su ticket espera; puede repetir, editar o descartar.
outbox-blocked-hint = Algo anterior de este ticket está atascado: decida antes sobre eso.
outbox-by = Cambiado a las { $at } ({ $when }).
outbox-choices = Puede repetir, editar, descartar o copiar el texto.
outbox-newer = La respuesta de { $name } a las { $at } ({ $when })
outbox-text = Texto escrito
action-take = tomar el ticket
action-steal = quitárselo a { $name }
action-give_back = devolver a la cola
action-route = derivar a { $role }
action-unlearn = retirar lo que enseñó su asignación
action-skip = pasado por alto: { $reason }
action-snooze = dormido hasta { $at }
action-promise = promesa para { $at }
action-promise-none = promesa retirada
action-promise-kept = promesa cumplida
action-promise-broken = promesa incumplida
action-hand_over = traspasado al próximo turno
action-keep_handover = se queda contigo, ya no se traspasa
action-accept_handover = aceptado de { $name }
action-return_handover = dejado con { $name }
action-escalate = escalado al nivel { $level }
action-declare_incident = ahora es un incidente
action-end_incident = ya no es un incidente
action-attach = ligado al incidente { $incident }
action-detach = desligado del incidente { $incident }
action-propose_broadcast = comunicado propuesto
action-release_broadcast = comunicado liberado
action-return_broadcast = comunicado devuelto
action-withdraw_broadcast = comunicado retirado
action-add_time = tiempo { $time } anotado
action-take_time = tiempo { $time } anulado
action-de_escalate = ya no está escalado
action-set_status = estado: { $to }
action-set_priority = prioridad: { $to }
action-link = enlazado con el { $ticket }
action-unlink = ya no enlazado con el { $ticket }
action-merge = fusionado en el { $ticket }
action-unmerge = separado del { $ticket }
action-reply = respuesta pública
action-comment = comentario interno

## The console: top line, panes, queue
top-sample = datos de ejemplo
top-shift-left = { $shift }, quedan { $span }
top-shift-left-short = quedan { $span }
top-slot = consola { $n }
top-emergencies = ‼ emergencias { $n }
top-unheld = { $unheld } de { $live } libres
top-refused = { $n } rechazadas
top-stuck = { $n } atascadas
top-unknown = { $n } inciertas
top-waiting = { $n } por enviar
top-lingering = { $n ->
    [one] 1 sale en { $span }
   *[other] { $n } salen, la próxima en { $span }
}
top-clock-fast = reloj adelantado { $span }
top-clock-slow = reloj atrasado { $span }
link-starting = conectando
link-live = ● conectado
link-catching-up = leyendo { $bar } { $percent } %
link-polling = ◐ consulta cada { $every }
link-offline = ○ sin conexión { $span }
too-small = { $width }×{ $height } es demasiado pequeño: mínimo 40×8
one-pane = un panel a la vez
pane-queue = cola
pane-ticket = ticket
pane-customer = cliente
pane-routing = derivación
queue-title = Cola
queue-new = { $n } nuevos
queue-sorted = por { $sort }
queue-reading = Leyendo la cola…
queue-empty = Nada que hacer: la cola está vacía.
queue-nothing-found = Ningún ticket coincide con esta búsqueda.
queue-gone = salió de la lista
queue-marked = { $n ->
    [one] 1 marcado
   *[other] { $n } marcados
}
queue-marked-hidden = { $n ->
    [one] 1 marcado, oculto
   *[other] { $n } marcados, { $hidden } ocultos
}
queue-marked-maybe = { $n ->
    [one] 1 marcado, quizá oculto
   *[other] { $n } marcados, hasta { $hidden } ocultos
}
column-clock = plazo
column-priority = p
column-number = n.º
column-language = id
column-type = tipo
column-site = IBX
column-customer = cliente
column-subject = asunto
column-role = func
column-holder = quién
sort-desk = orden común
sort-due = plazo más próximo
sort-age = antigüedad
sort-number = número
sort-updated = tiempo sin cambios

## The console: questions
menu-status = Estado de { $ticket }, ahora { $now }
menu-priority = Prioridad de { $ticket }, ahora { $now }
menu-route = Derivar { $ticket } a otro
menu-sort = Ordenar la cola por
menu-copy = Copiar
menu-copy-again = Copiar ({ $key } otra vez: lo primero)
menu-copy-number = número: { $text }
menu-copy-title = título: { $text }
menu-copy-command = línea de comandos: { $text }
menu-forget-view = ¿Olvidar la búsqueda { $name }?
menu-forget-view-keep = conservarla
menu-forget-view-yes = olvidarla
menu-discard = ¿Descartar «{ $what }» en { $ticket }?
menu-keep = conservar
menu-discard-yes = descartar definitivamente
menu-unlearn = ¿Retirar lo que enseñó { $ticket }?
menu-unlearn-keep = dejarlo
menu-unlearn-yes = retirarlo para todo el service desk
menu-skip = Pasar { $ticket }: ¿por qué?
menu-many-status = Estado de { $n } tickets
menu-many-priority = Prioridad de { $n } tickets
menu-many-route = Derivar { $n } tickets a otro
menu-many-skip = Pasar { $n } tickets: ¿por qué?
menu-promise = { $ticket }: prometido para { $at }
menu-promise-kept = cumplida
menu-promise-broken = incumplida
menu-promise-move = otra hora
menu-promise-none = retirarla: no se prometió nada
menu-escalate = { $ticket } está escalado al nivel { $level }
menu-escalate-up = subir al nivel { $level }
menu-escalate-down = ya no está escalado
menu-leave = No se ha podido guardar un borrador. ¿Salir de todos modos?
menu-stay = quedarse
menu-leave-yes = salir y perder el texto
menu-leave-lingering = Una respuesta aún no ha salido. ¿Salir ya?
menu-leave-lingering-yes = salir: se enviará en el próximo arranque, o con { $command }
ask-steal = Quitar { $ticket } a { $from }: ¿por qué?
ask-route = Derivar { $ticket } a { $to } y no a { $suggested }: ¿por qué?
ask-promise = { $ticket }: ¿prometido para cuándo?
ask-promise-for = 03:30, 2h, mañana 9h, lunes - lo que se promete
ask-time = { $at }, dentro de { $span }
ask-snooze = { $ticket }: ¿duerme hasta cuándo?
ask-snooze-for = 2h, mañana 9h, lunes
ask-hand-over = Traspasar { $ticket }: ¿qué hay que hacer?
ask-hand-over-for = lo que hace el próximo turno
ask-return-handover = Dejar { $ticket } con { $from }: ¿por qué?
ask-escalate = Escalar { $ticket } al nivel { $level }: ¿por qué?
ask-spent = { $ticket }: ¿cuánto tiempo ha llevado?
ask-spent-for = 45m, 1h30 - qué se ha hecho
ask-spent-wrong = Escriba 45m, 1h30 o 90, hasta 24h.
ask-spent-noted = suma { $time }: { $sum }
ask-spent-billed = suma { $time }, facturado por medias horas: { $sum }
time-billable = { $time } ({ $billable } por facturar)
ask-de-escalate = { $ticket } ya no está escalado: ¿por qué?
ask-return-broadcast = Devolver el comunicado de { $ticket } a su autor: ¿por qué?
ask-snooze-owed = Se debe una primera respuesta para { $at }.
ask-reason = unas palabras para los compañeros
ask-keys = Enter: confirmar   Esc: cancelar
ask-many-route = Derivar { $n } tickets a { $to }: ¿por qué?
ask-many-snooze = { $n } tickets: ¿duermen hasta cuándo?
ask-many-promise = { $n } tickets: ¿prometido para cuándo?
ask-many-comment = Comentario interno en { $n } tickets
ask-many-comment-for = lo que los compañeros deben saber
ask-many-keys = Enter: repasar
search-ask = palabras, role:gsd status:open prio:<=high site:LS1 sla:<30m assignee:none sort:due
search-keys = Enter: se queda   Esc: vuelve   Tab: completa   ↑: búsquedas anteriores
search-suggested = { $key }: { $words }
views-title = Búsquedas
views-keep = + guarda esta: { $query }
views-nothing-to-keep = Lo que busque con / se puede guardar aquí
views-keys = 1–9, Enter: muestra   +: guarda   Delete: olvida   Esc: vuelve
views-name = Nombre:
views-name-ask = correo de noche; o 3 correo de noche, para la tecla 3
view-mine = los míos
view-nobodys = de nadie
view-emergencies = emergencias
view-breaching = a menos de 30 min del plazo
view-waiting = a la espera
view-promises = promesas
view-unrouted = sin derivar
view-my-languages = en mis lenguas
view-passed-over = pasados por alto
palette-title = Comandos
help-title = Qué funciona aquí
pick-ask = escriba para buscar; Enter ejecuta la línea

## The console: why something cannot be done now
why-no-page = Aquí no hay otra página.
why-no-ticket = No hay ningún ticket bajo el cursor.
why-no-incident = Aquí no hay un incidente.
why-incident-already = Ya es un incidente.
why-nothing-to-attach = Nada que ligar: marque tickets en la cola, o abra uno.
why-nothing-to-detach = Ningún ticket está ligado.
why-reading = Decida primero sobre lo que está leyendo.
why-not-your-broadcast = Ningún comunicado suyo espera.
why-no-broadcast = Ningún comunicado espera para ser liberado.
why-own-broadcast = Es suyo: un colega lo lee y lo libera.
why-unsure = La derivación es dudosa: elija de 1 a 5.
why-routed = El ticket ya está con esa función.
why-no-suggestion = No existe esa sugerencia.
why-nothing-to-undo = No hay nada que deshacer.
why-no-handoff = Ningún texto del service desk entrega esto.
why-not-handed = Este ticket no se está traspasando.
why-all-handed = Ya están todos traspasados.
why-no-placeholder = No queda nada por rellenar.
why-nothing-to-quote = El cliente no ha escrito nada que se pueda citar.
why-asked-next = Ya se ha consultado al service desk; la respuesta está en camino.
why-no-arrivals = No ha llegado nada nuevo.
why-desk-order = La cola ya está en el orden común.
why-no-search = No hay ninguna búsqueda: empiece una con /.
why-outbox-empty = La bandeja de salida está vacía: todo se ha enviado.
why-not-refused = Solo lo rechazado o atascado se puede reenviar.
why-on-its-way = Está en camino: el service desk responderá.
why-no-text = Esta operación no tiene texto.
why-reply-to-one = Una respuesta va a un solo cliente: abra su ticket, o Esc para desmarcar.
why-one-at-a-time = Eso se hace a un ticket cada vez: ábralo, o Esc para desmarcar.

## The console: an action on many tickets
batch-title = { $n } marcados: { $what }
batch-accept = aceptar las sugerencias
batch-route-to = derivar a la sugerencia { $n } de cada uno
batch-reading = Leyendo lo marcado…
batch-does = { $n ->
    [one] 1 ticket cambia
   *[other] { $n } tickets cambian
}
batch-so = { $n ->
    [one] 1 ya está así
   *[other] { $n } ya están así
}
batch-cannot = { $n ->
    [one] 1 no puede
   *[other] { $n } no pueden
}
batch-keys = Enter: confirmar   Esc: cancelar   j k: repasar
batch-keys-none = Esc: volver
batch-already = ya está así
batch-unsure = derivación dudosa: elija
batch-promised = ya hay algo prometido
batch-not-here = no está (o ya no está) aquí
batch-held = lo tiene { $name }
batch-illegal = está { $from }, no puede pasar a { $to }
batch-empty = Escriba lo que los compañeros deben saber.
batch-nothing = Nada cambia en lo marcado.
batch-undo = deshecho
batch-done = { $n ->
    [one] { $what }: hecho en 1 ticket
   *[other] { $what }: hecho en { $n } tickets
}
batch-undo-some = { $key } deshace { $n } de ellos
batch-refused = { $what }: { $n } hechos, { $refused } rechazados: { $first }
batch-refused-hint = Los rechazados siguen como estaban.

## The console: what has become urgent
alert-emergency = Emergencia sin nadie: { $ticket } { $subject }
alert-breached = Fuera de plazo: { $ticket } { $subject }
alert-promise_due = Prometido para ahora: { $ticket } { $subject }
alert-broadcast = Un comunicado espera que alguien lo lea y lo libere: { $ticket } { $subject }
alert-returned = Su comunicado fue devuelto: { $ticket } { $subject }
alert-near = Plazo por acabar: { $ticket } { $subject }
alert-promise_soon = Prometido para dentro de unos minutos: { $ticket } { $subject }
alert-reply = El cliente ha escrito: { $ticket } { $subject }
alert-woke = Ha despertado: { $ticket } { $subject }
alert-others = (y { $n } más)
alert-hint = { $key } confirma que lo ha visto
notice-acknowledged = { $n ->
    [one] Visto: 1 ticket
   *[other] Visto: { $n } tickets
}
why-no-tour = No hay visita guiada: “turno tour” empieza una.
why-not-plain = Esto es para la consola lineal (--plain-ui): la pantalla lo muestra.
why-no-alerts = No hay ninguna alerta por ver.
command-acknowledge = alerta vista
command-acknowledge-help = ya sabe lo que se ha vuelto urgente: el timbre calla y el título vuelve a ser el de siempre

## The console: what happened
told-seen = { $key }: visto
told-next = { $key }: visto ({ $n } por leer)
notice-done = { $ticket }: { $what }
notice-undo = { $key } lo deshace
notice-lingers = { $key } la recupera antes de que salga
notice-taken-back = { $ticket }: la respuesta no ha salido y vuelve a ser un borrador.
notice-delivered = { $ticket }: la respuesta ya no se puede recuperar: entregada a las { $at }.
notice-left = { $ticket }: la respuesta ya no se puede recuperar: está en camino.
notice-marked-all = { $n ->
    [one] 1 marcado: toda esta lista
   *[other] { $n } marcados
}
notice-unmarked = { $n ->
    [one] 1 marca quitada
   *[other] { $n } marcas quitadas
}
notice-marks-full = No se marcan más de { $n } a la vez.
notice-marks-full-hint = Trate estos, o reduzca la lista con /.
notice-waits = Queda guardado y saldrá cuando vuelva la conexión.
notice-refused = Rechazado por el service desk: { $n }.
notice-refused-hint = { $key } muestra qué y por qué
notice-stuck = El service desk falla en { $n } de sus acciones: atascadas.
notice-stuck-hint = { $key } muestra cuáles; puede repetir o editar
notice-failed-submit = No se ha hecho: { $error }
notice-failed-submit-hint = No ha cambiado nada. Inténtelo de nuevo o vea «turno doctor».
notice-failed-draft = El borrador no se ha guardado: { $error }
notice-failed-draft-hint = No cierre: libere espacio en disco y siga escribiendo.
notice-failed-outbox = La bandeja de salida no ha cambiado: { $error }
notice-failed-read = No se ha podido leer: { $error }
notice-failed-read-hint = Lo que se ve puede no estar al día. Ctrl-r, o vea «turno doctor».
notice-failed-copy = No copiado: { $error }
notice-failed-shelf = Las búsquedas no se han cambiado: { $error }
notice-asking-next = Consultando al service desk el próximo ticket …
notice-offer = { $key } toma el siguiente
notice-catch-up = En su ausencia cambiaron o llegaron para usted { $n } tickets
notice-catch-up-hint = { $key } los muestra
notice-offered = { $n ->
    [one] Un ticket está traspasado y espera que lo acepten
   *[other] { $n } tickets están traspasados y esperan que los acepten
}
notice-offered-hint = { $key } muestra el traspaso
notice-next = { $ticket } es suyo.
notice-no-next = Nadie espera: todos los tickets están asignados.
notice-not-here = El ticket { $ticket } aún no se ha leído.
notice-not-here-hint = aparece en cuanto llegue
notice-next-offline = { $ticket } queda con usted, sin confirmar.
notice-next-offline-hint = Sin conexión, puede tenerlo ya un compañero: decide el service desk.
notice-copied = Copiado: { $text }
notice-view = A la vista: { $name }
notice-view-hint = Esc: vuelve a la cola entera
notice-view-saved = Guardada: { $name }, en f { $digit }
notice-view-saved-last = Guardada: { $name }, al final de la lista
notice-view-forgotten = Olvidada: { $name }
notice-nothing-to-keep = No hay búsqueda en pantalla: empiece una con /.
notice-built-in-view = Esta está desde el principio, y se queda.
notice-built-in-view-hint = Una de las suyas puede quedarse con la tecla: llámela «3 nombre».
notice-name-empty = Primero dele un nombre.
notice-retried = Enviado de nuevo, con el ticket tal como está ahora.
notice-discarded = Descartado.
notice-syncing = Consultando al service desk…
notice-sent-now = { $n ->
    [one] La respuesta sale ya.
   *[other] { $n } respuestas salen ya.
}
notice-went-back = { $n ->
    [one] El servicio volvió a las { $time }; una de sus acciones se envió de nuevo.
   *[other] El servicio volvió a las { $time }; { $n } de sus acciones se enviaron de nuevo.
}
notice-new-past = { $n ->
    [one] El servicio tiene otro pasado y se lee de nuevo; una de sus acciones se envió de nuevo.
   *[other] El servicio tiene otro pasado y se lee de nuevo; { $n } de sus acciones se enviaron de nuevo.
}
notice-went-back-hint = No se ha perdido nada suyo. Lo que los colegas hicieron después puede haberse perdido.
notice-damage = El fichero de la bandeja de salida estaba dañado: { $saved ->
    [one] se salvó una operación o borrador
   *[other] se salvaron { $saved } operaciones y borradores
    }, y el fichero dañado es { $path }.
notice-damage-doubtful = Para leer antes de enviar, pues pueden haber cambiado ({ $n }): { $texts }.
notice-damage-lost = No salvados ({ $n }): { $texts }.
notice-damage-hint = “turno doctor” lo dice todo; haga revisar el disco.
notice-site-time = Horas según el reloj de { $site }: ahora { $now }
notice-site-time-unknown = Las horas de un ticket son las de su IBX; de este no se conoce ninguno: ahora { $now }
notice-desk-time = Horas según el reloj del service desk: ahora { $now }
notice-language = La consola está ahora en { $language }.
notice-last = Es el último de la lista.
notice-first = Es el primero de la lista.
notice-paste = El texto pegado va en una respuesta o un comentario.
notice-paste-hint = { $key } empieza una
notice-draft = Se ha recuperado el borrador de la última vez.
notice-draft-kept = El borrador queda guardado.
notice-draft-kept-hint = { $key } lo continúa
notice-newer = Entretanto salió otra respuesta al cliente: léala arriba.
notice-newer-hint = { $key } otra vez envía la suya igualmente
notice-other-language = Esto parece { $mine }; la conversación es en { $theirs }.
notice-other-language-hint = { $key } otra vez lo envía tal cual
notice-attachment = El texto dice «{ $word }», pero aquí no se puede adjuntar nada.
notice-attachment-hint = { $key } otra vez lo envía tal cual
notice-reason-empty = Hace falta un motivo.
notice-keys = Una tecla de la configuración no funciona: { $problem }

## What is wrong with a query, as `what: hint`

filter-nothing_negated = no hay nada detrás del signo menos
filter-nothing_negated-hint = escriba justo detrás lo que quiere excluir
filter-unknown_field = no existe el campo `{ $word }`
filter-unknown_field-hint = { $known }; entre comillas se busca el texto
filter-not_ordered = `{ $field }` no se compara por más y menos
filter-second_value = una comparación solo lleva un valor
filter-second_value-hint = quite la coma y lo que sigue
filter-missing_value = falta un valor
filter-unknown_value = `{ $word }` no es { $kind }
filter-value-status = un estado
filter-value-prio = una prioridad
filter-value-type = un tipo de ticket
filter-value-role = una función
filter-value-lang = un idioma del service desk
filter-value-channel = un canal
filter-value-product = un producto
filter-value-is = una palabra para `is:`
filter-not_a_number = esto no es el número de un ticket
filter-equal_time = un tiempo se compara por más y menos
filter-bad_amount = falta un número o es demasiado grande
filter-unknown_unit = `{ $unit }` no es una unidad de tiempo
filter-missing_unit = falta la unidad de tiempo
filter-too_long = esto es más de cien años
filter-too_long-hint = escriba un tiempo más corto
filter-negated_sort = un orden no se puede excluir
filter-negated_sort-hint = quite el signo menos
filter-second_sort = el orden está indicado dos veces
filter-second_sort-hint = quite uno de los dos
filter-unknown_sort = ese orden no existe
filter-unclosed_quote = las comillas no están cerradas
filter-unclosed_quote-hint = ciérrelas con "
filter-no_word = no hay ninguna palabra que buscar
filter-no_word-hint = busque letras o cifras
filter-too_many_parts = una búsqueda tiene como máximo { $limit } partes
filter-too_many_parts-hint = quite algunas
filter-did_you_mean = ¿quería decir `{ $word }`?
filter-write_value = escriba `{ $field }:` y el valor
filter-write_time = escriba `{ $field }:<30m` o `{ $field }:>2d`
filter-write_number = escriba el número de un ticket
filter-write_holder = `me`, `none` o el id de un operador
filter-write_amount = un número y una unidad: 45s, 30m, 2h, 3d, 1w

## Trouble on this machine: the end of a sentence

trouble-disk_full = el disco está lleno
trouble-in_use = otro programa está usando la copia local
trouble-read_only = no se puede escribir en la copia local ({ $detail })
trouble-damaged = la copia local está dañada ({ $detail })
trouble-newer = la copia local es de una versión más reciente de turno
trouble-outbox_full = hay { $limit } operaciones por enviar, no caben más
trouble-shelf_full = hay { $limit } búsquedas guardadas: olvide una primero
trouble-not_refused = ya no está entre las rechazadas
trouble-too_much = hay demasiadas tareas en curso

## The operator’s own editor
editor-unset = No hay ningún editor definido.
editor-unset-hint = defina VISUAL o EDITOR antes de empezar, por ejemplo: export VISUAL=nano
editor-unreadable = No se puede abrir el editor: falta cerrar una comilla en { $command }
editor-unreadable-hint = corrija VISUAL o EDITOR; el borrador está como estaba
editor-not-started = No se pudo abrir { $program }: { $detail }
editor-not-started-hint = corrija VISUAL o EDITOR; el borrador está como estaba
editor-failed = { $program } terminó con un error ({ $code })
editor-failed-hint = el borrador está como estaba
editor-file = No se puede dar el borrador al editor: { $detail }
editor-file-hint = el borrador está como estaba
editor-not-text = Lo que dejó el editor no es texto en UTF-8
editor-not-text-hint = el borrador está como estaba; el fichero es { $path }
editor-too-long = Lo que dejó el editor tiene más de { $limit } bytes
editor-too-long-hint = el borrador está como estaba; el fichero es { $path }

## Keys of the configuration that do not work

key-unknown_place = ningún lugar se llama «{ $name }»
key-unknown_place-hint = use desk, queue, ticket, panel, outbox, compose, menu…
key-unknown_command = ningún comando se llama «{ $name }»
key-names-hint = «turno keys» muestra los comandos y los lugares
key-not_there = «{ $command }» no funciona en «{ $place }»
key-unreadable = «{ $keys }» no es el nombre de una tecla
key-unreadable-hint = escriba Ctrl+a, Alt+Enter o g g; G y no Shift+g; + como Plus
key-conflict = «{ $keys }» es «{ $one }» y también el inicio de «{ $other }»
key-conflict-hint = asigne otra tecla a uno de los dos

## The console: commands, their names and what they do
command-work-next = atender el siguiente
command-work-next-short = atender
command-work-next-help = toma el primer ticket libre y lo abre
command-open = abrir
command-open-help = abre lo que está bajo el cursor, o confirma
command-back = volver
command-back-help = un paso atrás; el borrador y el lugar se conservan
command-next-ticket = ticket siguiente
command-next-ticket-help = el ticket siguiente, sin volver a la cola
command-previous-ticket = ticket anterior
command-previous-ticket-help = el ticket anterior, sin volver a la cola
command-accept-routing = aceptar sugerencia
command-accept-routing-short = aceptar
command-accept-routing-help = deriva a la primera función sugerida
command-route-to-1 = derivar al 1.º
command-route-to-1-help = deriva a la primera función sugerida
command-route-to-2 = derivar al 2.º
command-route-to-2-help = deriva a la segunda función sugerida
command-route-to-3 = derivar al 3.º
command-route-to-3-help = deriva a la tercera función sugerida
command-route-to-4 = derivar al 4.º
command-route-to-4-help = deriva a la cuarta función sugerida
command-route-to-5 = derivar al 5.º
command-route-to-5-help = deriva a la quinta función sugerida
command-route-elsewhere = derivar a otro
command-route-elsewhere-short = derivar
command-route-elsewhere-help = deriva a otra función, con un motivo
command-take = tomar el ticket
command-take-short = tomar
command-take-help = toma el ticket; lo devuelve si ya es suyo; lo quita a un compañero con motivo
command-reply = responder
command-reply-help = escribe una respuesta pública: el cliente la lee
command-comment = comentar
command-comment-help = escribe un comentario interno: solo lo lee el service desk
command-send = enviar
command-send-help = envía la respuesta, o guarda el comentario
command-macros = macros
command-macros-help = las respuestas preparadas del service desk, rellenadas; también escribiendo :: en un texto
command-next-placeholder = siguiente por rellenar
command-next-placeholder-short = por rellenar
command-next-placeholder-help = va a lo siguiente que falta rellenar
command-quote = citar
command-quote-help = pone lo último que escribió el cliente, como cita
command-edit-outside = editor
command-edit-outside-help = el borrador en su editor (VISUAL o EDITOR)
command-line-start = inicio de línea
command-line-start-help = va al inicio de la línea
command-line-end = fin de línea
command-line-end-help = va al fin de la línea
command-set-status = cambiar estado
command-set-status-short = estado
command-set-status-help = cambia el estado
command-set-priority = cambiar prioridad
command-set-priority-short = prioridad
command-set-priority-help = cambia la prioridad
command-skip = pasar por alto
command-skip-short = pasar
command-skip-help = pasa el ticket por alto, con un motivo, y toma el siguiente
command-promise = promesa
command-promise-help = promete algo al cliente para una hora; de una promesa abierta, si se cumplió
command-identify = identificar
command-identify-help = el service desk compara el código de quien llama; vale para ese ticket y por un rato
command-find-customer = buscar cliente
command-find-customer-help = encuentra un cliente o contacto por nombre o número, y muestra sus tickets
command-snooze = posponer
command-snooze-help = deja el ticket en espera hasta una hora; luego se reabre
command-escalate = escalar
command-escalate-help = escala el ticket un nivel, con un motivo, o anula el escalado
command-incident = incidente
command-incident-help = abre el incidente del ticket, o la lista de los incidentes abiertos
command-declare-incident = hacer incidente
command-declare-incident-help = convierte el ticket en incidente, al que se ligan otros
command-attach = ligar
command-attach-help = liga al incidente los tickets marcados, o el ticket en que está
command-detach = desligar
command-detach-help = desliga del incidente el ticket bajo el cursor
command-broadcast = comunicado
command-broadcast-help = escribe el comunicado del incidente, o lee el de un colega que espera
command-propose-broadcast = PROPONER
command-propose-broadcast-help = propone el comunicado; un colega lo lee y lo libera
command-next-language = idioma siguiente
command-next-language-help = pasa al texto en el idioma siguiente
command-previous-language = idioma anterior
command-previous-language-help = vuelve al texto en el idioma anterior
command-release-broadcast = LIBERAR
command-release-broadcast-help = envía a los clientes el comunicado leído hasta el final; no el propio
command-return-broadcast = devolver
command-return-broadcast-help = devuelve el comunicado a su autor, con un motivo
command-withdraw-broadcast = retirar
command-withdraw-broadcast-help = retira el comunicado que se propuso
command-add-time = anotar tiempo
command-add-time-short = tiempo
command-add-time-help = anota el tiempo dedicado al ticket, a partir de lo que ha estado abierto aquí
command-duplicates = duplicados y enlaces
command-duplicates-short = duplicados
command-duplicates-help = muestra en qué ticket está fusionado uno o cuáles tiene, los enlaces, y lo que puede ser la misma petición
command-merge = fusionar
command-merge-help = fusiona los dos tickets, tras decir cuál se cierra en cuál; separa uno que está fusionado
command-swap-merge = al revés
command-swap-merge-help = hace que se quede el otro ticket
command-link = enlazar
command-link-help = enlaza los dos tickets, o deshace el enlace
command-roster = quién está de turno
command-roster-short = turnos
command-roster-help = muestra quién está ahora y después, quién está en la mesa y cuántos tickets tiene cada uno; Intro los muestra
command-charts = gráficos del día
command-charts-help = muestra cuánto llegó, estuvo abierto y se retrasó en cada hora del día, por rol e idioma
command-turn-page = otra página
command-turn-page-help = pasa de los turnos a los gráficos y vuelve
command-catch-up = lo que cambió en su ausencia
command-catch-up-help = muestra lo que le espera, va con retraso, llegó o cambió en su ausencia
command-handover = traspaso de turno
command-handover-short = turno
command-handover-help = muestra qué aceptar de los compañeros, qué traspasar y qué resultó del turno
command-return-handover = devolver
command-return-handover-help = deja el ticket con el compañero que lo traspasa; retira el propio
command-hand-over-all = todos
command-hand-over-all-help = acepta todo lo traspasado, o traspasa todo lo que se tiene
command-copy-handover = copiar
command-copy-handover-help = copia el traspaso en Markdown
command-mark = marcar
command-mark-help = marca el ticket y avanza; las acciones son entonces sobre todo lo marcado
command-mark-range = marcar un intervalo
command-mark-range-help = marca desde aquí hasta el cursor; otra vez termina el intervalo
command-mark-all = marcar todo
command-mark-all-help = marca todos los tickets de la lista, también los que no se ven
command-undo = deshacer
command-undo-help = deshace lo último que hizo: el cambio de un campo, o una respuesta que aún no ha salido
hint-take-back = recuperar
command-search = buscar
command-search-help = busca palabras y filtra con el lenguaje de consulta
command-views = búsquedas
command-views-help = muestra una búsqueda por su cifra, y guarda la que está a la vista
command-complete = completar
command-complete-help = sigue con la palabra que se escribe; otra vez, la sugerencia siguiente
command-complete-back = completar hacia atrás
command-complete-back-help = la sugerencia anterior
command-next-match = resultado siguiente
command-next-match-help = el ticket siguiente de la búsqueda
command-previous-match = resultado anterior
command-previous-match-help = el ticket anterior de la búsqueda
command-sort-by = ordenar
command-sort-by-help = ordena la cola solo para usted
command-desk-order = orden común
command-desk-order-help = vuelve al orden que comparten todos los operadores
command-show-arrivals = mostrar nuevos
command-show-arrivals-help = muestra los tickets que han llegado entretanto
command-handoff = macro que encaja
command-handoff-help = responde con el texto que entrega el ticket al primer rol sugerido
command-show-learned = aciertos de asignación
command-show-learned-help = cuántas veces acertaron las sugerencias, y qué se aprendió
command-show-outbox = bandeja de salida
command-show-outbox-short = por enviar
command-show-outbox-help = muestra lo que está por enviar y lo rechazado
command-retry = reintentar
command-retry-help = vuelve a enviar lo rechazado, con el ticket tal como está ahora
command-edit = editar
command-edit-help = recupera el texto para seguir escribiendo; se envía de nuevo
command-discard = descartar
command-discard-help = descarta lo no enviado o rechazado; pregunta antes
command-copy = copiar
command-copy-help = copia número, título o la línea de comandos de esta pantalla; dos veces, el número
command-sync-now = sincronizar
command-sync-now-help = pide ya novedades al service desk y envía las respuestas que están por salir
command-down = bajar
command-down-help = baja una línea
command-up = subir
command-up-help = sube una línea
command-first = ir al principio
command-first-help = va al principio
command-last = ir al final
command-last-help = va al final
command-half-page-down = bajar media página
command-half-page-down-help = baja media página
command-half-page-up = subir media página
command-half-page-up-help = sube media página
command-page-down = bajar una página
command-page-down-help = baja una página
command-page-up = subir una página
command-page-up-help = sube una página
command-next-pane = panel siguiente
command-next-pane-help = pasa el teclado al panel siguiente
command-previous-pane = panel anterior
command-previous-pane-help = pasa el teclado al panel anterior
command-help = ayuda
command-help-help = muestra qué funciona aquí y ejecuta la línea elegida
command-palette = comandos
command-palette-help = encuentra un comando por parte del nombre
command-switch-language = cambiar de idioma
command-switch-language-help = la consola en el idioma siguiente: pt, es, en
command-site-time = horas del IBX
command-site-time-help = las horas del ticket según el reloj de su IBX, cada una con su huso; la misma tecla vuelve a las del service desk
command-tour-on = visita: paso siguiente
command-tour-on-help = sigue en la visita guiada (turno tour) sin haber hecho el paso
command-tour-off = dejar la visita
command-tour-off-help = deja la visita guiada (turno tour); el service desk de ejemplo sigue
command-say-again = repetir
command-say-again-help = sin pantalla (--plain-ui): dónde está el cursor, o la línea que escribe
command-say-place = decir dónde estoy
command-say-place-help = sin pantalla (--plain-ui): el service desk, el lugar y las teclas que funcionan allí
command-redraw = redibujar
command-redraw-help = vuelve a dibujar toda la pantalla
command-suspend = suspender
command-suspend-help = vuelve a la línea de comandos; «fg» regresa
command-quit = salir
command-quit-help = sale de la consola; los borradores y lo pendiente quedan guardados

## Said when the console opens
note-config = { $problem }: vale el valor predefinido.
note-config-more = { $problem } (y { $n } más): valen los valores predefinidos.
note-beside = Otra consola tiene el primer lugar de este perfil (proceso { $pid }); esta es la consola { $n }, con su propia bandeja de salida.
note-beside-unknown = Otra consola tiene el primer lugar de este perfil; esta es la consola { $n }, con su propia bandeja de salida.
note-beside-hint = Cada una muestra y envía sus respuestas; los borradores también son de cada una.
note-damaged-replica = La copia local estaba dañada y se está leyendo de nuevo; la antigua es { $path }.
note-read-only = El disco no admite nada: todo lo que hay aquí se puede leer, y no se guarda nada de lo que escriba.
note-read-only-hint = Libere espacio, o haga revisar el disco, y vuelva a abrir la consola.

## How often routing was right
learned-title = Cuántas veces acertó la asignación
learned-none = En las últimas 24 horas nadie decidió sobre una sugerencia.
learned-right = En las últimas 24 horas acertó { $share }.
learned-streak = Las últimas sugerencias de { $role } fallaron, cuatro de cinco: conviene mirar por qué.
learned-learnt = Aprendido últimamente (Intro lo retira):
learned-skipped = Pasados por alto: { $reasons }.
learned-nothing = Aún no se ha aprendido nada: aceptar o corregir sugerencias enseña.

# Passing over, and times in words.
skip-language = no es idioma mío
skip-expertise = necesita a quien sepa más
skip-waiting = espera a alguien o algo
skip-unclear = no se entiende qué quieren
skip-time = sin tiempo para él ahora
when-empty = Falta una hora, como 03:30, 2h o lunes.
when-not-understood = No se entiende “{ $word }”; pruebe 03:30, 2h, mañana 9h o 30/11 14:00.
when-past = Eso ya pasó.
when-too-far = Eso es dentro de más de un año.
ticket-sleeps = hasta { $at }
ticket-escalated = ▲ Escalado al nivel { $level } por { $name }: { $reason }
ticket-handed = ⇄ { $name }, { $stands }: { $next }
ticket-skipped = { $n ->
    [one] Pasado por alto una vez, por { $who }.
   *[other] Pasado por alto { $n } veces, últimamente por { $who }.
}

# Duplicados y enlaces
links-title = Duplicados y enlaces de { $ticket }
links-kept = Fusionado en
links-duplicates = Fusionados en este
links-linked = Enlazados
links-likely = Puede ser la misma petición
links-named = Por su número
links-number = Número: { $number }_
links-words = en común: { $words }
links-reading = Leyendo…
links-nothing = Nada parece la misma petición. Escriba el número de otro ticket.
links-no-number = Aquí no hay ningún ticket con ese número.
links-keys = Enter abre · m fusiona o separa · l enlaza o desenlaza · cifras: otro número · Esc cierra
links-keys-none = Cifras: el número de otro ticket · Esc cierra
merge-sentence = El { $duplicate } se cierra en el { $kept }; al cliente se le responde en el { $kept }.
merge-requester = { $asked } escribió en el { $duplicate }; las respuestas van a { $answered }.
merge-held = El { $duplicate } lo tiene { $name }.
merge-promise = Lo prometido en el { $duplicate } para el { $at } ya no se vigila: prométalo de nuevo en el { $kept }.
merge-keys = Enter fusiona · s al revés · Esc vuelve
merge-keys-none = s al revés · Esc vuelve

# Handover
top-with = con { $names }
roster-title = Quién está ({ $key }: gráficos)
roster-known = Está en la mesa quien le pidió algo en los últimos dos minutos
roster-stale = En la mesa, según dijo { $ago }: desde entonces no se sabe de ella
roster-unknown = La mesa no ha dicho quién está
roster-nobody =   nadie
roster-now = { $shift }: ahora, hasta las { $to } (quedan { $span })
roster-next = { $shift }: desde las { $from } hasta las { $to } (en { $span })
roster-lead = jefe
roster-holds = tiene { $n }
roster-here = en la mesa
roster-was-here = estuvo { $ago }
charts-title = El día en números ({ $key }: quién está)
charts-day = En 24 h: llegaron { $arrived }, terminados { $finished }, { $missed } incumplidos; abiertos ahora { $live }, tarde { $overdue }
charts-shift = Este turno: llegaron { $arrived }, terminados { $finished }, { $missed } incumplidos
charts-old = Contado { $ago }: salga y vuelva para ver lo de ahora
charts-arrived = llegaron
charts-open = abiertos
charts-missed = plazos incumplidos
charts-last = esta hora { $n }
charts-most = máx. { $n } a las { $at }
charts-parts = Abiertos, tarde y llegados en 24 h, por rol y por idioma
charts-unrouted = sin rol
catch-up-title = Desde que se fue a las { $at }
catch-up-title-new = Desde { $at }
catch-up-numbers = Llegaron { $arrived }, terminados { $finished }; abiertos ahora { $live }, de nadie { $unheld }
catch-up-behind = Aún no al día con la mesa: lo demás se añade según se lee
catch-up-offered = Traspasados, para que usted o un compañero los acepte
catch-up-emergencies = Emergencias que llegaron
catch-up-due = Suyos: con retraso, o prometidos para este turno
catch-up-changed = Suyos, cambiados por otros o por la mesa
catch-up-pooled = Traspasados y no aceptados por nadie: otra vez con la mesa
catch-up-nothing = Nada le espera, y nada suyo cambió
catch-up-more = Y { $n } más: mire la cola
catch-up-known = Como están los tickets: de varios cambios de un tipo se dice el último
catch-up-unknown = No estuvo aquí antes: no se sabe qué era suyo entonces
catch-up-held = lo tiene { $name }
catch-up-unheld = no lo tiene nadie
news-offered = { $name } lo traspasa: { $next }
news-emergency = llegó { $at }
news-overdue = { $clock } con retraso desde { $at }
news-promised = prometido para { $at }: { $what }
news-promised-call = llamada prometida para { $at }
news-wrote = el cliente escribió { $at }
news-answered = { $n ->
    [one] salió una respuesta
   *[other] salieron { $n } respuestas
}
news-status = { $what } por { $name } { $at }
news-priority = prioridad { $what } por { $name } { $at }
news-routed = derivado a { $what } por { $name } { $at }
news-taken = tomado por { $name } { $at }
news-freed = devuelto a la mesa { $at }
news-given = asignado a usted por { $name } { $at }
news-escalated = escalado a { $what } por { $name } { $at }
news-returned = { $name } lo devolvió: { $reason }
news-pooled = nadie lo aceptó, con la mesa desde { $at }
news-woken = despertado por la mesa { $at }
news-merged = unido a { $ticket }
handover-title = Traspaso del turno desde { $at }
handover-offered = { $n ->
    [one] Un ticket por aceptar
   *[other] { $n } tickets por aceptar
}
handover-held = { $n ->
    [one] Un ticket tuyo
   *[other] { $n } tickets tuyos
}
handover-nothing = Nada que traspasar y nada que aceptar.
incidents-title = Incidentes abiertos
incidents-none = Ningún incidente abierto.
incidents-one = Se trata del ticket { $ticket }: ligarlo, o convertirlo en incidente.
incidents-many = Se trata de los { $n } tickets marcados: ligarlos al incidente bajo el cursor.
incident-title = Incidente { $ticket }
incident-review-title = Comunicado del incidente { $ticket }, para leer y liberar
incident-tickets = { $n ->
    [one] un ticket
   *[other] { $n } tickets
}
incident-customers = { $n ->
    [one] un cliente
   *[other] { $n } clientes
}
incident-attached = { $n ->
    [one] un ticket ligado
   *[other] { $n } tickets ligados
}
incident-recipients = va a { $tickets } de { $customers }
incident-no-broadcast = ningún comunicado propuesto
incident-waits = ◉ comunicado espera liberación, de { $by }, { $at }
incident-returned = comunicado devuelto por { $by }: { $reason }
incident-sent = ✓ { $at } { $tickets }, { $customers } · { $by } · liberado por { $released }
incident-changed = El comunicado cambió mientras lo leía: ya no es el que leyó.
incident-others = Cambió a quién va: lea de nuevo la lista.
incident-by = Propuesto por { $by }, { $at }
incident-since = Ligados después de proponerse:
incident-text = { $language }, { $tickets }
incident-text-as = { $language }, { $tickets }; así lo recibe { $ticket }:
incident-goes-to = Va a
incident-own = Es suyo: un colega lo lee y lo libera.
incident-read-on = Lea hasta el final (PgDn); después puede liberarlo.
incident-release = { $key } LIBERAR para { $customers }
broadcast-title = COMUNICADO a todos los clientes del incidente { $ticket }
broadcast-keys = { $key } PROPONER a un colega · Tab idioma siguiente · Esc cerrar y guardar
broadcast-too-long = El texto en { $language } pasa de { $limit } bytes.
broadcast-places = Se rellena para cada uno: { $places }
ticket-part_of = Forma parte del incidente { $incident }
ticket-incident = Incidente: { $state }
forecast-none = Nada más vence antes de { $at }; ya con retraso: { $overdue }
forecast-due = Vencen antes de { $at }: { $n }; ya con retraso: { $overdue }
forecast-whose = primeras respuestas { $answers }, resoluciones { $resolutions }, promesas { $promises }; tuyos { $mine }, de nadie { $nobodys }
handover-waits = traspasado
handover-draft = borrador
handover-returned = devuelto por { $name } ({ $reason })
handover-pooled = nadie lo aceptó, está con la mesa desde { $at }
handover-given = Qué fue de los traspasos
handover-promises = Promesas
handover-done = Terminados
handover-finished = Terminados ({ $n }): { $tickets }
handover-kept = cumplida: { $what } para { $at }
handover-broken = incumplida: { $what } para { $at }
handover-overdue = atrasada: { $what } para { $at }
handover-page = Traspaso de turno de { $name }, { $from } a { $to }
next-call-back = devolver la llamada antes de { $at }
next-call-back-short = devolver la llamada
next-keep = { $text } antes de { $at }
next-look = revisar a las { $at }
next-await = esperar la respuesta del cliente
next-follow = seguir con { $role }
next-answer = responder al cliente
next-route = derivar

# La consola lineal, que sigue un lector de pantalla.
plain-keys = { $again } repite dónde está el cursor, { $place } dice dónde está; { $help } ayuda, { $quit } salir.
plain-catching-up = leyendo lo que ha cambiado en el service desk
plain-arrivals = { $n } nuevos en la cola, { $key } los muestra
plain-place = { $at } de { $n }:{ " " }
plain-place-or-more = { $at } de { $n } o más:{ " " }
plain-heading = { $title }:
plain-conversation = { $n ->
    [one] Conversación, un mensaje:
   *[other] Conversación, { $n } mensajes:
}
plain-line = línea { $n }
plain-line-end = fin de línea
plain-blank = (línea vacía)
plain-space = espacio
plain-deleted = borrado { $text }
plain-marked = marcado
plain-emergency = emergencia
plain-escalated = escalado
plain-handed = traspasado, aún no aceptado
plain-pooled = devuelto a todos tras el traspaso
plain-unread = sin leer
plain-held = lo lleva { $name }
plain-unheld = no lo lleva nadie
plain-suggested = sugerencia { $role }
plain-unsure = sugerencia { $role }, dudosa

# La visita guiada: tres líneas de 80 celdas como mucho.
tour-head = Visita { $at }/{ $n }: { $title }
tour-way = { $on } seguir, { $off } dejarla
tour-queue = la cola
tour-queue-how = Primero las emergencias, luego el plazo más próximo; una frase dice por qué está cada uno donde está. { $a } y { $b } mueven: mire el siguiente.
tour-open = abrir un ticket
tour-open-how = { $a } abre el ticket bajo el cursor: relojes, conversación, cliente. { $b } vuelve atrás. Abra uno.
tour-route = de quién debe ser
tour-route-how = Se sugiere un rol, con las palabras que cuentan (Tab). { $a } lo acepta, 1 a 5 eligen, { $b } lo deriva a otro. Decida.
tour-take = quedárselo
tour-take-how = { $a } se queda con el ticket, y los compañeros ven que es suyo. Si es de otro, pide un motivo. Quédeselo.
tour-reply = escribir al cliente
tour-reply-how = { $a } abre una respuesta, que dice a quién va. Escriba algo; { $b } envía, { $c } cierra y guarda el borrador. Envíe una.
tour-comment = escribir a los compañeros
tour-comment-how = { $a } escribe un comentario interno en otro marco: ningún cliente lo ve. Escriba uno; { $b } lo guarda.
tour-macro = textos del service desk
tour-macro-how = { $a } ofrece textos en el idioma de la conversación; { $b } usa el elegido. Lo que falte por rellenar no se envía. Use uno.
tour-undo = deshacer
tour-undo-how = Salga del texto con { $a }: queda guardado. Luego cambie la prioridad con { $b } y deshágalo con { $c }.
tour-promise = prometer una hora
tour-promise-how = { $a } promete una hora al cliente, que pasa a ser un reloj; { $b } duerme el ticket. Escriba 30m o 9h y Enter. Haga uno.
tour-search = buscar
tour-search-how = { $a } busca palabras y campos: escriba lang:pt y Enter. { $b } vuelve a la cola entera.
tour-views = búsquedas con nombre
tour-views-how = { $a } muestra las búsquedas con nombre y cuántos daría cada una; una cifra abre una, { $b } vuelve. Abra la lista.
tour-identify = ¿quién llama?
tour-identify-how = { $a } y 48320, Enter; luego { $b }, Enter en Araminta Vogelsong, y su código 7725, Enter. Ningún código sale en pantalla.
tour-marks = muchos a la vez
tour-marks-how = { $a } marca un ticket, { $b } un intervalo; una acción enseña antes qué hará con todos. { $c } vuelve. Marque dos en la cola.
tour-handover = el fin del turno
tour-handover-how = { $a } muestra lo que el turno siguiente tiene que saber, ya esbozado de lo ocurrido. Mírelo; { $b } lo cierra.
tour-help = ayuda
tour-help-how = { $a } muestra las teclas que funcionan donde está y ejecuta la línea elegida; { $b } busca órdenes por su nombre. Abra la ayuda.
tour-offline = sin conexión
tour-offline-how = Todo sigue: lo que haga queda guardado y saldrá luego, la línea de arriba dice cuánto espera, { $b } lo muestra. { $a } continúa.
tour-end = eso es todo
tour-end-how = Nada de esto es real, y todo desaparece al salir: pruebe lo que quiera. { $a } sale de turno, { $b } cierra estas líneas.
