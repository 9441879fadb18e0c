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
field-assignee = el responsable
field-owner_role = la función responsable
field-status = el estado
field-priority = la prioridad
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
because-paused = { $clock } en pausa con { $span } por gastar, detrás de los relojes en marcha
because-paused-overdue = { $clock } en pausa, { $span } fuera de plazo, detrás de los relojes en marcha
because-age = ningún reloj en marcha; espera desde hace { $span }, el más antiguo primero
because-finished = terminado, ya no está en la cola

## Refusals: what happened, and what to do
refusal-conflict = { $field } es ahora { $found }, no { $expected }.
refusal-conflict-by = { $field } es ahora { $found }, no { $expected }: lo cambió { $by }.
refusal-conflict-hint = Mire el ticket tal como está y repita si aún procede, o descarte.
refusal-held-hint = Hable con quien lo lleva o quítelo indicando el motivo; si no, descarte.
refusal-newer_reply = Entretanto ya salió otra respuesta al cliente.
refusal-newer_reply-hint = Lea esa respuesta; la suya está guardada: envíela igualmente, corríjala o descarte.
refusal-gone = El ticket { $ticket } no existe.
refusal-gone-hint = Copie el texto si lo necesita y descarte.
refusal-illegal_status = Un ticket { $from } no puede pasar a { $to }.
refusal-illegal_status-hint = Reabra antes el ticket o elija otro estado.
refusal-empty_text = El texto está vacío.
refusal-empty_text-hint = Escriba algo y envíe de nuevo.
refusal-too_long = El texto tiene más de { $limit } bytes.
refusal-too_long-hint = Acórtelo o divídalo en dos.
refusal-forbidden = No tiene permiso para esto.
refusal-forbidden-hint = Pídalo al jefe de turno, o descarte.

## The link: what is wrong, and what to do
link-unreachable = El service desk no responde.
link-unreachable-hint = Siga trabajando: todo queda guardado y saldrá cuando vuelva.
link-unauthorised = La sesión no se acepta.
link-unauthorised-hint = Entre de nuevo con «turno login».
link-nonsense = Lo que responde en esa dirección no es un service desk turno.
link-nonsense-hint = Compruebe la dirección con «turno doctor».
link-version = El service desk habla otra versión de la API.
link-version-hint = Actualice la parte más antigua de las dos.
link-server_trouble = El service desk está sobrecargado o averiado.
link-server_trouble-hint = Se reintenta solo; no se pierde nada.
link-forked = El service desk ha olvidado cambios que esta copia conoce.
link-forked-hint = Avise al administrador; hay que rehacer la copia.
link-local_trouble = No se puede leer o escribir la copia local.
link-local_trouble-hint = Revise el espacio en disco y ejecute «turno doctor».
