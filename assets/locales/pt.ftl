# Português (Portugal). As três línguas têm as mesmas chaves e variáveis; um teste verifica.
## Words of the desk
status-new = novo
status-open = aberto
status-pending = à espera do cliente
status-on_hold = em pausa
status-resolved = resolvido
status-closed = fechado
priority-critical = crítica
priority-high = alta
priority-normal = normal
priority-low = baixa
type-trouble = avaria
type-smart_hands = Smart Hands
type-shipment = entrega
type-access = acesso
type-billing = faturação
type-order = encomenda
type-question = pergunta
channel-portal = portal
channel-phone = telefone
channel-email = e-mail
product-colocation = colocation
product-network = rede
product-managed_services = serviços geridos
language-pt = português
language-es = espanhol
language-en = inglês
role-AM = gestor de conta
role-CSM = gestor de sucesso do cliente
role-SE = engenheiro de vendas
role-BA = analista de faturação
role-GSD = service desk global
role-owns-AM = assuntos comerciais: novas contratações, mudanças, cessações, contratos
role-owns-CSM = tudo depois da venda: entrega, serviços geridos, onboarding, apoio ao portal
role-owns-SE = projeto técnico de novas instalações e alterações
role-owns-BA = faturas e tudo o que lhes diz respeito
role-owns-GSD = avarias, Smart Hands, entregas, acessos; qualquer emergência
rule-onboarding = O onboarding do cliente não está concluído: o CSM trata, com a equipa Onboarding Customer Care.
rule-managed-services = É operação de um serviço gerido: o CSM trata.
rule-urgent = A situação é urgente: o GSD trata já e depois encaminha.
rule-topic = Vai para a função cujos assuntos melhor correspondem.
rule-escalation = É uma reclamação por algo parado ou mal tratado: decide o assunto.
rule-portal-how-to = É uma dúvida de utilização do portal: o CSM ajuda.
rule-wrong-channel = Veio pelo canal errado: diga ao cliente qual é o certo para a próxima vez.
onboarding-not_started = não iniciado
onboarding-in_progress = em curso
onboarding-completed = concluído
clock-first_response = Primeira resposta
clock-resolution = Resolução
clock-promise = Promessa
field-assignee = o responsável
field-owner_role = a função responsável
field-status = o estado
field-priority = a prioridade
field-promise = a promessa
field-handover = a passagem de turno
field-escalation = o escalamento
field-incident = o incidente
field-broadcast = o comunicado proposto
field-recipients = o número de pedidos
broadcast-none = nenhum
broadcast-sent = já enviado
broadcast-returned = devolvido
promise-none = nenhuma promessa
handover-none = não foi passado
shift-day = dia
shift-late = tarde
shift-night = noite
nobody = ninguém
unrouted = por encaminhar
you = si
yes = sim
no = não
none = nenhum

## Time
span-seconds = { $n } s
span-minutes = { $n } min
span-hours = { $h } h { $m } min
span-whole-hours = { $h } h
span-days = { $n ->
    [one] { $n } dia
   *[other] { $n } dias
}
ago-now = agora mesmo
ago = há { $span }
ahead = daqui a { $span }
clock-left = faltam { $span }
clock-overdue = ultrapassado há { $span }
clock-paused = em pausa, faltam { $span }
clock-paused-overdue = em pausa, ultrapassado por { $span }
clock-kept = cumprido
clock-missed = falhado
clock-target = objetivo { $span }
clock-none = sem relógio SLA

## Why a ticket stands where it stands
standing-emergency = Emergência (R3), à frente de tudo: { $because }.
standing-priority = Prioridade { $priority }: { $because }.
because-due = { $clock } daqui a { $span }
because-overdue = { $clock } ultrapassada há { $span }
because-paused = { $clock } em pausa com { $span } restantes, atrás dos relógios que correm
because-paused-overdue = { $clock } em pausa, { $span } para lá do prazo, atrás dos relógios que correm
because-age = nenhum relógio corre; espera há { $span }, o mais antigo primeiro
because-finished = terminado, já não está na fila

## Refusals: what happened, and what to do
refusal-conflict = { $field } é agora { $found } (viu: { $expected }).
refusal-conflict-by = { $field } é agora { $found } (viu: { $expected }), alterado por { $by }.
refusal-conflict-hint = Veja o ticket como está agora: repita se ainda fizer sentido, ou descarte.
refusal-held-hint = Fale com quem o tem, ou tire-lho indicando o motivo; se não, descarte.
refusal-newer_reply = Entretanto já seguiu outra resposta para o cliente.
refusal-newer_reply-here = Leia essa resposta. { $key } outra vez envia a sua na mesma.
refusal-newer_reply-hint = Leia essa resposta; a sua está guardada: envie-a na mesma, corrija-a ou descarte.
refusal-gone = O ticket { $ticket } não existe.
refusal-gone-hint = Copie o texto se precisar dele e descarte.
refusal-illegal_status = Um ticket { $from } não pode passar a { $to }.
refusal-illegal_status-hint = Reabra primeiro o ticket, ou escolha outro estado.
refusal-merged = O ticket { $ticket } está fundido no { $into }.
refusal-merged-hint = Trabalhe no { $into }, ou separe-o com D; se não, descarte.
refusal-itself = { $ticket } é este mesmo ticket.
refusal-itself-hint = Escolha outro ticket.
refusal-other_customer = { $ticket } é de outro cliente, que leria o que este escreveu.
refusal-other_customer-hint = Ligue os dois: isso nenhum cliente vê.
refusal-finished = { $ticket } está terminado e este não: já ninguém lhe responderia.
refusal-finished-hint = Reabra-o primeiro, ou funda ao contrário.
refusal-has_duplicates = Há tickets fundidos neste: não pode passar para o { $ticket }.
refusal-has_duplicates-hint = Funda ao contrário, ou separe-os primeiro.
refusal-too_many_links = Este ticket já tem todas as ligações que pode ter.
refusal-too_many_links-hint = Desfaça primeiro uma delas.
refusal-empty_text = O texto está vazio.
refusal-empty_text-hint = Escreva algo e envie outra vez.
refusal-too_long = O texto tem mais de { $limit } bytes.
refusal-too_long-hint = Encurte-o ou divida-o em dois.
refusal-forbidden = Não tem permissão para isto.
refusal-forbidden-hint = Peça ao chefe de turno, ou descarte.
refusal-not_an_incident = O pedido { $ticket } não é um incidente aberto.
refusal-not_an_incident-hint = Faça dele um incidente primeiro, ou escolha outro.
refusal-nested = O pedido { $ticket } já é um incidente ou está ligado a um: incidentes não se ligam uns aos outros.
refusal-nested-hint = Desligue-o primeiro.
refusal-too_many = Um incidente tem no máximo { $limit } pedidos ligados.
refusal-too_many-hint = Faça um segundo incidente para os restantes.
refusal-own_broadcast = Quem propõe um comunicado não decide sobre ele.
refusal-own_broadcast-hint = Peça a um colega que o leia e o liberte; o seu pode retirá-lo.
refusal-untranslated = Falta o texto em { $language }, a língua de um dos pedidos.
refusal-untranslated-hint = Escreva-o e proponha de novo.
refusal-gap = Nada preenche { $name } no pedido { $ticket }.
refusal-gap-hint = Escreva as palavras em vez do campo e proponha de novo.

## The link: what is wrong, and what to do
link-unreachable = O service desk não responde.
link-unreachable-hint = Continue: tudo fica guardado e segue quando voltar.
link-unauthorised = O token não é aceite.
link-unauthorised-hint = Peça um token novo para este perfil; “turno doctor” diz onde está guardado.
link-nonsense = O que responde nesse endereço não é um service desk turno.
link-nonsense-hint = Verifique o endereço com “turno doctor”.
link-version = O service desk fala outra versão da API.
link-version-hint = Atualize a mais antiga das duas partes.
link-server_trouble = O service desk está sobrecarregado ou avariado.
link-server_trouble-hint = A consola volta a tentar sozinha; nada se perde.
link-forked = O service desk esqueceu alterações que esta cópia conhece.
link-forked-hint = Avise o administrador; a cópia tem de ser refeita.
link-local_trouble = Não é possível ler ou gravar a cópia local.
link-local_trouble-hint = Veja o espaço em disco e execute “turno doctor”.
link-failed = Uma parte do turno falhou; está no registo.
link-failed-hint = O que fizer fica guardado. Saia e abra o turno outra vez.

## The open ticket
ticket-title = Ticket
ticket-requester = Requerente
ticket-owner = Função
ticket-holder = Atribuído a
ticket-tags = Etiquetas
ticket-duplicate = duplicado de #{ $ticket }
ticket-spent = tempo { $sum }
ticket-duplicates = Fundidos neste: { $tickets }
ticket-linked = Ligado a { $tickets }
ticket-merged = Fundido no { $ticket } por { $name } às { $at }: o cliente recebe lá a resposta.
ticket-refused = recusado: { $action }
ticket-leaves = { $action }: sai dentro de { $span }
ticket-refused-more = { $n ->
    [one] mais { $n } recusada na caixa de saída
   *[other] mais { $n } recusadas na caixa de saída
}
clock-due = até { $at }
clock-stood = pausa de { $span }
detail-stage = fase
detail-reference = referência
detail-visitors = visitantes
detail-kind = tipo
detail-direction = sentido
detail-carrier = transportador
detail-packages = volumes
detail-expected = previsto
detail-weight_kg = peso (kg)
detail-weight = peso
detail-task = tarefa
detail-location = local
detail-estimate = estimativa
detail-estimate_min = estimativa (min)
detail-quote = orçamento
detail-starts = início
detail-ends = fim
detail-actual = real
detail-actual_min = real (min)
detail-scheduled = marcado

## The conversation
article-inbound = do cliente
article-outbound = resposta pública
article-internal = comentário interno
article-pending = por enviar
article-hidden = { $n ->
    [one] { $n } carácter oculto
   *[other] { $n } caracteres ocultos
}
article-more = … mais { $kib } KiB que não se mostram
article-recorded = registado por { $name }
author-account_team = equipa de conta
author-system = sistema
thread-empty = Ainda não há mensagens.
thread-older = { $n ->
    [one] … { $n } mensagem mais antiga
   *[other] … { $n } mensagens mais antigas
}

## The customer
customer-title = Cliente
customer-none = Ainda sem dados do cliente.
customer-notes = LER PRIMEIRO
customer-onboarding = Onboarding
customer-go-live = arranque a { $date } ({ $when })
customer-live-since = desde { $date }
customer-no-date = sem data de arranque anunciada
customer-r1 = R1: ainda sem portal nem service desk; encaminhe para o CSM e a equipa Onboarding Customer Care.
customer-portal = Portal
customer-portal-yes = tem acesso
customer-portal-no = sem acesso
customer-r7-access = R7: não pode abrir tickets no portal; indique telefone ou e-mail.
customer-r7-product = R7: o portal só aceita avarias de colocation ou rede.
customer-products = Produtos
customer-sites = Centros
customer-language = Língua
customer-team = Equipa de conta
customer-contacts = Contactos
customer-invoices = Faturas
customer-orders = Encomendas em aberto
customer-recent = Tickets recentes
customer-installed = Base instalada
contact-registered = registado no portal
contact-unregistered = não registado: primeiro tem de se registar no portal
contact-may = pode: { $what }
contact-role-technical = técnico
contact-role-billing = faturação
contact-role-portal_administrator = administrador do portal
contact-role-main_contact = contacto principal
contact-role-ordering = encomendas
contact-role-security = segurança
contact-role-management = direção
permission-reports = relatórios
permission-access = acessos
permission-tickets = tickets
permission-shipments = entregas
permission-smart_hands = Smart Hands
permission-invoices = faturas
permission-orders = encomendas
permission-users = utilizadores
invoice-overdue = vencida
invoice-status-paid = paga
invoice-status-open = em aberto
invoice-status-disputed = contestada
invoice-status-overdue = por pagar
invoice-status-credited = creditada
order-status-in_delivery = em entrega
order-status-design = em projeto
order-status-submitted = submetida
order-status-delayed = atrasada
order-status-scheduled = agendada
installed-cross_connect = cross connect
installed-power_circuit = circuito de energia
installed-cabinet = bastidor
installed-managed_service = serviço gerido
installed-cage = cage
due-on = até { $date }
list-more = { $n ->
    [one] … e mais { $n }
   *[other] … e mais { $n }
}

## Quem telefona
caller-identified = ✔ identidade confirmada: { $name } até às { $at }
caller-unidentified = A identidade de quem telefona ainda não está confirmada.
caller-gate = O que se segue não se diz antes de confirmar a identidade de quem telefona.
contact-lacks = sem permissão para: { $what }
identify-title = Quem telefona sobre { $ticket }? { $customer }
identify-who = escreva parte do nome, ou escolha
identify-choose = Enter: pedir o código   Esc: fechar
identify-nobody = Nenhum contacto deste cliente tem esse nome.
identify-nobody-hint = Quem não está na lista tem de se registar primeiro no portal.
identify-unregistered = sem registo
identify-over = a chamada de { $name } terminou: a identidade deixa de valer
identify-code = Código de 4 dígitos
identify-code-keys = Enter: comparar   Esc: outro contacto
identify-asked = O service desk compara o código…
identify-wrong = { $n ->
    [one] O código está errado: resta uma tentativa. Peça-o outra vez.
   *[other] O código está errado: restam { $n } tentativas. Peça-o outra vez.
}
identify-busy = O service desk está a comparar demasiados códigos; este não contou. Escreva-o outra vez.
identify-short = Um código tem quatro dígitos.
identify-register = Este contacto não está registado no portal, por isso não tem código.
identify-register-key = Tem de se registar primeiro. m: começar a resposta pública que o diz.
identify-register-other = Tem de se registar primeiro; quem administra o portal no cliente pode enviar o convite.
identify-locked = Demasiados códigos errados: bloqueado até às { $at }.
identify-locked-hint = Não diga nem altere nada a pedido desta pessoa. Um código perdido trata-se com o CSM (R6).
identify-offline = Sem ligação ao service desk: agora não se pode identificar ninguém.
identify-offline-hint = Não diga nada da conta. Anote quem telefona e o número, e ligue de volta.
identify-no-answer = O código não foi comparado: { $detail }
identify-no-answer-hint = A tentativa pode ter contado. Não diga nada da conta, e tente outra vez daqui a pouco.
identify-stopped-keys = Enter: outro contacto   Esc: fechar
identify-no-customer = Ainda não há dados deste cliente: não se pode identificar ninguém.
identify-no-text = O service desk não tem texto para isto: escreva-o.
notice-identified = Identidade de { $name } confirmada para { $ticket } até às { $at }.
notice-not-identified = { $ticket }: a identidade de quem telefona não foi confirmada.
notice-call-over = { $ticket }: a chamada terminou, a identidade deixa de valer.
notice-caller-expired = { $ticket }: o tempo de { $name } acabou. Confirme outra vez a identidade.
find-title = Procurar um cliente ou contacto
find-ask = nome, telefone, e-mail, número de encomenda ou de ticket
find-nobody = Ninguém corresponde.
find-keys = Enter: os tickets na fila   Esc: fechar
profile-no-ticket = nenhum ticket na fila
office-now = agora { $now } lá
office-until = aberto até às { $at }
office-from = abre às { $at }
office-from-day = abre { $day } às { $at }
weekday-1 = segunda
weekday-2 = terça
weekday-3 = quarta
weekday-4 = quinta
weekday-5 = sexta
weekday-6 = sábado
weekday-7 = domingo

## Routing
routing-title = Encaminhamento
routing-undecided = Ainda por encaminhar.
routing-now = encaminhado para { $role }
routing-by = por { $name }, { $when }
routing-emergency = Emergência: o GSD trata já (R3).
routing-urgent = Urgente: há alguém à espera.
routing-unsure = Sem certeza: há poucos indícios. A decisão é sua; a ordem é só um palpite.
routing-silent = Nenhuma sugestão.
routing-rule = Regra
routing-because = Palavras que contaram
routing-no-words = Nenhuma palavra do ticket; decidiu a regra.
routing-flip = Sem isso
routing-handoff = O que dizer ao cliente: { $title }
routing-handoff-missing = Por preencher: { $names }
routing-then = Depois envolver
routing-who = Quem é { $role }
routing-who-gsd = É este service desk, 24 horas por dia.
routing-who-unknown = Este cliente não tem ninguém nessa função.
routing-who-onboarding = Contacto: equipa Onboarding Customer Care.
routing-knowledge = conhecimento { $version }

## Writing
compose-public = RESPOSTA PÚBLICA em { $language } #{ $ticket } a { $to }
compose-internal = COMENTÁRIO INTERNO #{ $ticket }: o cliente não o vê
compose-send-public = enviar ao cliente
compose-send-internal = guardar comentário interno
compose-close = fechar, o rascunho fica
compose-left = { $n ->
    [one] resta { $n } byte
   *[other] restam { $n } bytes
}
compose-newer = Entretanto seguiu outra resposta para o cliente: leia-a antes de enviar. O seu texto está guardado.
compose-full = O texto não cabe todo: o limite são { $limit } bytes.
compose-empty = O texto está vazio: escreva algo antes de enviar.
compose-too-long = { $n ->
    [one] O texto tem { $n } byte a mais: encurte-o.
   *[other] O texto tem { $n } bytes a mais: encurte-o.
}
compose-placeholder = Falta preencher “{ $name }”: complete-o ou apague-o antes de enviar.
compose-placeholder-hint = { $key } vai para o seguinte
compose-then = depois de enviar, o ticket passa a: { $status }
golive-unannounced = a anunciar
macros-title = Macros para o { $ticket }
macros-ask = escreva para procurar; Enter põe no texto
macros-reading = As macros estão a ser lidas.
macros-none = Nenhuma macro do service desk é assim, na língua da conversa.
macros-internal = interna
macros-internal-about = comentário interno: o cliente não o vê
macros-fits = ✓ corresponde à sugestão
macro-identity = identidade
macro-routing = encaminhamento
macro-access = acessos
macro-shipment = entregas
macro-smart_hands = Smart Hands
macro-trouble = avarias
macro-general = geral
macro-shift = turno

## The outbox
outbox-title = Caixa de saída
outbox-empty = Tudo foi enviado: nada espera e nada foi recusado.
outbox-queued = à espera
outbox-lingers = prestes a sair
outbox-in_flight = enviado
outbox-applied = aplicado
outbox-refused = recusado
outbox-blocked = bloqueado
outbox-conflict = conflito
outbox-held = retido
outbox-unknown = incerto
outbox-stuck = preso
outbox-queued-hint = Guardado no disco; segue assim que houver ligação.
outbox-lingers-hint = Sai dentro de { $span }. Até lá pode recuperá-la e continuar a escrever.
outbox-in_flight-hint = Enviado, ainda sem resposta; repetir não o duplica.
outbox-applied-hint = O service desk aceitou; sai daqui dentro de momentos.
outbox-unknown-hint = Enviado, sem resposta. Segue outra vez tal como está, e isso não o duplica.
outbox-stuck-hint = O service desk falha sempre que isto chega. O que se segue no ticket espera; pode repetir, editar ou descartar.
outbox-blocked-hint = Algo anterior deste ticket está preso: decida primeiro sobre isso.
outbox-by = Alterado às { $at } ({ $when }).
outbox-choices = Pode repetir, editar, descartar ou copiar o texto.
outbox-newer = A resposta de { $name } às { $at } ({ $when })
outbox-text = Texto escrito
action-take = ficar com o ticket
action-steal = tirar a { $name }
action-give_back = devolver à fila
action-route = encaminhar para { $role }
action-unlearn = retirar o que o seu encaminhamento ensinou
action-skip = passado à frente: { $reason }
action-snooze = a dormir até { $at }
action-promise = promessa até { $at }
action-promise-none = promessa retirada
action-promise-kept = promessa cumprida
action-promise-broken = promessa não cumprida
action-hand_over = passado ao próximo turno
action-keep_handover = fica contigo, já não é passado
action-accept_handover = aceite de { $name }
action-return_handover = deixado com { $name }
action-escalate = escalado ao nível { $level }
action-declare_incident = agora é um incidente
action-end_incident = já não é um incidente
action-attach = ligado ao incidente { $incident }
action-detach = desligado do incidente { $incident }
action-propose_broadcast = comunicado proposto
action-release_broadcast = comunicado libertado
action-return_broadcast = comunicado devolvido
action-withdraw_broadcast = comunicado retirado
action-add_time = tempo { $time } registado
action-take_time = tempo { $time } anulado
action-de_escalate = já não está escalado
action-set_status = estado: { $to }
action-set_priority = prioridade: { $to }
action-link = ligado ao { $ticket }
action-unlink = já não ligado ao { $ticket }
action-merge = fundido no { $ticket }
action-unmerge = separado do { $ticket }
action-reply = resposta pública
action-comment = comentário interno

## The console: top line, panes, queue
top-sample = dados de exemplo
top-shift-left = { $shift }, faltam { $span }
top-shift-left-short = faltam { $span }
top-slot = consola { $n }
top-emergencies = ‼ emergências { $n }
top-unheld = { $unheld } de { $live } livres
top-refused = { $n } recusadas
top-stuck = { $n } presas
top-unknown = { $n } incertas
top-waiting = { $n } por enviar
top-lingering = { $n ->
    [one] 1 sai dentro de { $span }
   *[other] { $n } saem, a próxima dentro de { $span }
}
top-clock-fast = relógio adiantado { $span }
top-clock-slow = relógio atrasado { $span }
link-starting = a ligar
link-live = ● ligado
link-catching-up = a ler { $bar } { $percent } %
link-polling = ◐ consulta a cada { $every }
link-offline = ○ sem ligação há { $span }
too-small = { $width }×{ $height } é pequeno de mais: mínimo 40×8
one-pane = um painel de cada vez
pane-queue = fila
pane-ticket = ticket
pane-customer = cliente
pane-routing = encaminhamento
queue-title = Fila
queue-new = { $n } novos
queue-sorted = por { $sort }
queue-reading = A ler a fila…
queue-empty = Nada a fazer: a fila está vazia.
queue-nothing-found = Nenhum ticket corresponde a esta pesquisa.
queue-gone = saiu da lista
queue-marked = { $n ->
    [one] 1 marcado
   *[other] { $n } marcados
}
queue-marked-hidden = { $n ->
    [one] 1 marcado, oculto
   *[other] { $n } marcados, { $hidden } ocultos
}
queue-marked-maybe = { $n ->
    [one] 1 marcado, talvez oculto
   *[other] { $n } marcados, até { $hidden } ocultos
}
column-clock = prazo
column-priority = p
column-number = n.º
column-language = id
column-type = tipo
column-site = IBX
column-customer = cliente
column-subject = assunto
column-role = func
column-holder = com quem
sort-desk = ordem comum
sort-due = prazo mais próximo
sort-age = antiguidade
sort-number = número
sort-updated = tempo sem alterações

## The console: questions
menu-status = Estado de { $ticket }, agora { $now }
menu-priority = Prioridade de { $ticket }, agora { $now }
menu-route = Encaminhar { $ticket } para outro
menu-sort = Ordenar a fila por
menu-copy = Copiar
menu-copy-again = Copiar ({ $key } outra vez: o primeiro)
menu-copy-number = número: { $text }
menu-copy-title = título: { $text }
menu-copy-command = linha de comandos: { $text }
menu-forget-view = Esquecer a pesquisa { $name }?
menu-forget-view-keep = mantê-la
menu-forget-view-yes = esquecê-la
menu-discard = Descartar “{ $what }” em { $ticket }?
menu-keep = manter
menu-discard-yes = descartar definitivamente
menu-unlearn = Retirar o que { $ticket } ensinou?
menu-unlearn-keep = deixar estar
menu-unlearn-yes = retirar para todo o service desk
menu-skip = Passar { $ticket }: porquê?
menu-many-status = Estado de { $n } tickets
menu-many-priority = Prioridade de { $n } tickets
menu-many-route = Encaminhar { $n } tickets para outro
menu-many-skip = Passar { $n } tickets: porquê?
menu-promise = { $ticket }: prometido até { $at }
menu-promise-kept = cumprida
menu-promise-broken = não cumprida
menu-promise-move = outra hora
menu-promise-none = retirar: nada foi prometido
menu-escalate = { $ticket } está escalado ao nível { $level }
menu-escalate-up = subir ao nível { $level }
menu-escalate-down = já não está escalado
menu-leave = Não foi possível guardar um rascunho. Sair mesmo assim?
menu-stay = ficar
menu-leave-yes = sair e perder o texto
menu-leave-lingering = Uma resposta ainda não foi enviada. Sair já?
menu-leave-lingering-yes = sair: segue no próximo arranque, ou com { $command }
ask-steal = Tirar { $ticket } a { $from }: porquê?
ask-route = Encaminhar { $ticket } para { $to } e não { $suggested }: porquê?
ask-promise = { $ticket }: prometido até quando?
ask-promise-for = 03:30, 2h, amanhã 9h, segunda - o que se promete
ask-time = { $at }, daqui a { $span }
ask-snooze = { $ticket }: dorme até quando?
ask-snooze-for = 2h, amanhã 9h, segunda
ask-hand-over = Passar { $ticket }: o que há a fazer?
ask-hand-over-for = o que o próximo turno faz com ele
ask-return-handover = Deixar { $ticket } com { $from }: porquê?
ask-escalate = Escalar { $ticket } ao nível { $level }: porquê?
ask-spent = { $ticket }: quanto tempo levou?
ask-spent-for = 45m, 1h30 - o que foi feito
ask-spent-wrong = Escreva 45m, 1h30 ou 90, até 24h.
ask-spent-noted = soma { $time }: { $sum }
ask-spent-billed = soma { $time }, faturado à meia hora: { $sum }
time-billable = { $time } ({ $billable } a faturar)
ask-de-escalate = { $ticket } já não está escalado: porquê?
ask-return-broadcast = Devolver o comunicado de { $ticket } ao seu autor: porquê?
ask-snooze-owed = Deve-se uma primeira resposta até { $at }.
ask-reason = umas palavras para os colegas
ask-keys = Enter: confirmar   Esc: cancelar
ask-many-route = Encaminhar { $n } tickets para { $to }: porquê?
ask-many-snooze = { $n } tickets: dormem até quando?
ask-many-promise = { $n } tickets: prometido até quando?
ask-many-comment = Comentário interno em { $n } tickets
ask-many-comment-for = o que os colegas devem saber
ask-many-keys = Enter: rever
search-ask = palavras, role:gsd status:open prio:<=high site:LS1 sla:<30m assignee:none sort:due
search-keys = Enter: fica   Esc: volta   Tab: completa   ↑: pesquisas anteriores
search-suggested = { $key }: { $words }
views-title = Pesquisas
views-keep = + guarda esta: { $query }
views-nothing-to-keep = O que pesquisar com / pode ser guardado aqui
views-keys = 1–9, Enter: mostra   +: guarda   Delete: esquece   Esc: volta
views-name = Nome:
views-name-ask = correio da noite; ou 3 correio da noite, para a tecla 3
view-mine = os meus
view-nobodys = de ninguém
view-emergencies = emergências
view-breaching = a menos de 30 min do prazo
view-waiting = à espera
view-promises = promessas
view-unrouted = por encaminhar
view-my-languages = nas minhas línguas
view-passed-over = passados à frente
palette-title = Comandos
help-title = O que funciona aqui
pick-ask = escreva para procurar; Enter executa a linha

## The console: why something cannot be done now
why-no-page = Aqui não há outra página.
why-no-ticket = Não há ticket sob o cursor.
why-no-incident = Não há aqui um incidente.
why-incident-already = Já é um incidente.
why-nothing-to-attach = Nada para ligar: marque pedidos na fila, ou abra um.
why-nothing-to-detach = Nenhum pedido está ligado.
why-reading = Decida primeiro sobre o que está a ler.
why-not-your-broadcast = Nenhum comunicado seu espera.
why-no-broadcast = Nenhum comunicado espera para ser libertado.
why-own-broadcast = É seu: um colega lê-o e liberta-o.
why-unsure = O encaminhamento está incerto: escolha de 1 a 5.
why-routed = O ticket já está com essa função.
why-no-suggestion = Não existe essa sugestão.
why-nothing-to-undo = Não há nada para desfazer.
why-no-handoff = Nenhum texto do service desk passa isto a alguém.
why-not-handed = Este ticket não está a ser passado.
why-all-handed = Já foram todos passados.
why-no-placeholder = Não há nada por preencher.
why-nothing-to-quote = O cliente não escreveu nada que se possa citar.
why-asked-next = O service desk já foi consultado; a resposta vem a caminho.
why-no-arrivals = Não chegou nada de novo.
why-desk-order = A fila já está na ordem comum.
why-no-search = Não há nenhuma pesquisa: comece uma com /.
why-outbox-empty = A caixa de saída está vazia: tudo foi enviado.
why-not-refused = Só o que foi recusado ou está preso se pode reenviar.
why-on-its-way = Já vai a caminho: o service desk responderá.
why-no-text = Esta operação não tem texto.
why-reply-to-one = Uma resposta vai para um só cliente: abra o ticket, ou Esc para desmarcar.
why-one-at-a-time = Isso faz-se a um ticket de cada vez: abra-o, ou Esc para desmarcar.

## The console: an action on many tickets
batch-title = { $n } marcados: { $what }
batch-accept = aceitar as sugestões
batch-route-to = encaminhar para a sugestão { $n } de cada um
batch-reading = A ler o que está marcado…
batch-does = { $n ->
    [one] 1 ticket muda
   *[other] { $n } tickets mudam
}
batch-so = { $n ->
    [one] 1 já está assim
   *[other] { $n } já estão assim
}
batch-cannot = { $n ->
    [one] 1 não pode
   *[other] { $n } não podem
}
batch-keys = Enter: confirmar   Esc: cancelar   j k: rever
batch-keys-none = Esc: voltar
batch-already = já está assim
batch-unsure = encaminhamento incerto: escolha
batch-promised = já há algo prometido
batch-not-here = não está (ou já não está) aqui
batch-held = está com { $name }
batch-illegal = está { $from }, não pode passar a { $to }
batch-empty = Escreva o que os colegas devem saber.
batch-nothing = Nada muda no que está marcado.
batch-undo = desfeito
batch-done = { $n ->
    [one] { $what }: feito em 1 ticket
   *[other] { $what }: feito em { $n } tickets
}
batch-undo-some = { $key } desfaz { $n } deles
batch-refused = { $what }: { $n } feitos, { $refused } recusados: { $first }
batch-refused-hint = Os recusados ficaram como estavam.

## The console: what has become urgent
alert-emergency = Emergência sem ninguém: { $ticket } { $subject }
alert-breached = Fora do prazo: { $ticket } { $subject }
alert-promise_due = Prometido para agora: { $ticket } { $subject }
alert-broadcast = Um comunicado espera que alguém o leia e liberte: { $ticket } { $subject }
alert-returned = O seu comunicado foi devolvido: { $ticket } { $subject }
alert-near = Prazo a acabar: { $ticket } { $subject }
alert-promise_soon = Prometido para daqui a minutos: { $ticket } { $subject }
alert-reply = O cliente escreveu: { $ticket } { $subject }
alert-woke = Acordou: { $ticket } { $subject }
alert-others = (e mais { $n })
alert-hint = { $key } confirma que viu
notice-acknowledged = { $n ->
    [one] Visto: 1 ticket
   *[other] Visto: { $n } tickets
}
why-no-tour = Não há visita guiada: “turno tour” começa uma.
why-not-plain = Isto é para a consola linear (--plain-ui): o ecrã mostra-o.
why-no-alerts = Não há nenhum alerta por ver.
command-acknowledge = alerta visto
command-acknowledge-help = já sabe do que se tornou urgente: a campainha cala-se e o título volta ao normal

## The console: what happened
told-seen = { $key }: visto
told-next = { $key }: visto ({ $n } por ler)
notice-done = { $ticket }: { $what }
notice-undo = { $key } desfaz
notice-lingers = { $key } recupera-a antes de sair
notice-taken-back = { $ticket }: a resposta não saiu e voltou a ser rascunho.
notice-delivered = { $ticket }: a resposta já não pode ser recuperada: entregue às { $at }.
notice-left = { $ticket }: a resposta já não pode ser recuperada: vai a caminho.
notice-marked-all = { $n ->
    [one] 1 marcado: toda esta lista
   *[other] { $n } marcados
}
notice-unmarked = { $n ->
    [one] 1 marca retirada
   *[other] { $n } marcas retiradas
}
notice-marks-full = Não se marcam mais de { $n } de uma vez.
notice-marks-full-hint = Trate destes, ou reduza a lista com /.
notice-waits = Fica guardado e segue quando houver ligação.
notice-refused = Recusado pelo service desk: { $n }.
notice-refused-hint = { $key } mostra o quê e porquê
notice-stuck = O service desk falha em { $n } das suas ações: presas.
notice-stuck-hint = { $key } mostra quais; pode repetir ou editar
notice-failed-submit = Não foi feito: { $error }
notice-failed-submit-hint = Nada foi alterado. Tente de novo ou veja “turno doctor”.
notice-failed-draft = O rascunho não foi guardado: { $error }
notice-failed-draft-hint = Não feche: liberte espaço em disco e continue a escrever.
notice-failed-outbox = A caixa de saída não mudou: { $error }
notice-failed-read = Não foi possível ler: { $error }
notice-failed-read-hint = O que se vê pode estar desatualizado. Ctrl-r, ou veja “turno doctor”.
notice-failed-copy = Não copiado: { $error }
notice-failed-shelf = As pesquisas não foram alteradas: { $error }
notice-asking-next = A pedir ao service desk o próximo ticket …
notice-offer = { $key } assume o seguinte
notice-catch-up = Na sua ausência mudaram ou chegaram para si { $n } tickets
notice-catch-up-hint = { $key } mostra-os
notice-offered = { $n ->
    [one] Um ticket foi passado e espera ser aceite
   *[other] { $n } tickets foram passados e esperam ser aceites
}
notice-offered-hint = { $key } mostra a passagem de turno
notice-next = { $ticket } é seu.
notice-no-next = Ninguém à espera: todos os tickets estão atribuídos.
notice-not-here = O ticket { $ticket } ainda não foi lido.
notice-not-here-hint = aparece assim que chegar
notice-next-offline = { $ticket } fica consigo, por confirmar.
notice-next-offline-hint = Sem ligação, um colega pode já o ter: decide o service desk.
notice-copied = Copiado: { $text }
notice-view = À vista: { $name }
notice-view-hint = Esc: volta à fila inteira
notice-view-saved = Guardada: { $name }, em f { $digit }
notice-view-saved-last = Guardada: { $name }, no fim da lista
notice-view-forgotten = Esquecida: { $name }
notice-nothing-to-keep = Não há pesquisa no ecrã: comece uma com /.
notice-built-in-view = Esta está cá desde o início, e fica.
notice-built-in-view-hint = Uma das suas pode ficar com a tecla: chame-lhe «3 nome».
notice-name-empty = Primeiro dê-lhe um nome.
notice-retried = Enviado de novo, com o ticket como está agora.
notice-discarded = Descartado.
notice-syncing = A consultar o service desk…
notice-sent-now = { $n ->
    [one] A resposta sai já.
   *[other] { $n } respostas saem já.
}
notice-went-back = { $n ->
    [one] O serviço voltou às { $time }; uma das suas ações foi enviada de novo.
   *[other] O serviço voltou às { $time }; { $n } das suas ações foram enviadas de novo.
}
notice-new-past = { $n ->
    [one] O serviço tem outro passado e é lido de novo; uma das suas ações foi enviada de novo.
   *[other] O serviço tem outro passado e é lido de novo; { $n } das suas ações foram enviadas de novo.
}
notice-went-back-hint = Nada do que fez se perdeu. O que colegas fizeram depois disso pode ter-se perdido.
notice-damage = O ficheiro da caixa de saída estava danificado: { $saved ->
    [one] foi salva uma operação ou rascunho
   *[other] foram salvos { $saved } operações e rascunhos
    }, e o ficheiro danificado é { $path }.
notice-damage-doubtful = A ler antes de enviar, pois podem ter mudado ({ $n }): { $texts }.
notice-damage-lost = Não salvos ({ $n }): { $texts }.
notice-damage-hint = “turno doctor” diz tudo; mande ver o disco.
notice-site-time = Horas pelo relógio de { $site }: agora { $now }
notice-site-time-unknown = As horas de um ticket são as do seu IBX; deste não se conhece nenhum: agora { $now }
notice-desk-time = Horas pelo relógio do service desk: agora { $now }
notice-language = A consola está agora em { $language }.
notice-last = É o último da lista.
notice-first = É o primeiro da lista.
notice-paste = O texto colado vai numa resposta ou num comentário.
notice-paste-hint = { $key } começa uma
notice-draft = Recuperado o rascunho da última vez.
notice-draft-kept = O rascunho fica guardado.
notice-draft-kept-hint = { $key } continua-o
notice-newer = Entretanto seguiu outra resposta para o cliente: leia-a acima.
notice-newer-hint = { $key } outra vez envia a sua na mesma
notice-other-language = Isto parece { $mine }; a conversa é em { $theirs }.
notice-other-language-hint = { $key } outra vez envia como está
notice-attachment = O texto diz “{ $word }”, mas aqui não se pode anexar nada.
notice-attachment-hint = { $key } outra vez envia como está
notice-reason-empty = É preciso um motivo.
notice-keys = Uma tecla da configuração não funciona: { $problem }

## What is wrong with a query, as `what: hint`

filter-nothing_negated = não há nada depois do sinal menos
filter-nothing_negated-hint = escreva logo a seguir o que quer excluir
filter-unknown_field = não existe o campo `{ $word }`
filter-unknown_field-hint = { $known }; entre aspas procura-se o texto
filter-not_ordered = `{ $field }` não se compara por mais e menos
filter-second_value = uma comparação só leva um valor
filter-second_value-hint = retire a vírgula e o que se segue
filter-missing_value = falta um valor
filter-unknown_value = `{ $word }` não é { $kind }
filter-value-status = um estado
filter-value-prio = uma prioridade
filter-value-type = um tipo de ticket
filter-value-role = uma função
filter-value-lang = uma língua do service desk
filter-value-channel = um canal
filter-value-product = um produto
filter-value-is = uma palavra para `is:`
filter-not_a_number = isto não é o número de um ticket
filter-equal_time = um tempo compara-se por mais e menos
filter-bad_amount = falta um número ou é grande de mais
filter-unknown_unit = `{ $unit }` não é uma unidade de tempo
filter-missing_unit = falta a unidade de tempo
filter-too_long = isto é mais de cem anos
filter-too_long-hint = escreva um tempo mais curto
filter-negated_sort = uma ordem não se pode excluir
filter-negated_sort-hint = retire o sinal menos
filter-second_sort = a ordem está indicada duas vezes
filter-second_sort-hint = retire uma delas
filter-unknown_sort = essa ordem não existe
filter-unclosed_quote = faltam as aspas finais
filter-unclosed_quote-hint = feche com "
filter-no_word = não há nenhuma palavra para procurar
filter-no_word-hint = procure letras ou algarismos
filter-too_many_parts = uma pesquisa tem no máximo { $limit } partes
filter-too_many_parts-hint = retire algumas
filter-did_you_mean = queria dizer `{ $word }`?
filter-write_value = escreva `{ $field }:` e o valor
filter-write_time = escreva `{ $field }:<30m` ou `{ $field }:>2d`
filter-write_number = escreva o número de um ticket
filter-write_holder = `me`, `none` ou o id de um operador
filter-write_amount = um número e uma unidade: 45s, 30m, 2h, 3d, 1w

## Trouble on this machine: the end of a sentence

trouble-disk_full = o disco está cheio
trouble-in_use = outro programa está a usar a cópia local
trouble-read_only = não é possível gravar na cópia local ({ $detail })
trouble-damaged = a cópia local está danificada ({ $detail })
trouble-newer = a cópia local é de uma versão mais recente do turno
trouble-outbox_full = há { $limit } operações por enviar, não cabem mais
trouble-shelf_full = há { $limit } pesquisas guardadas: esqueça uma primeiro
trouble-not_refused = já não está entre as recusadas
trouble-too_much = há demasiadas tarefas em curso

## The operator’s own editor
editor-unset = Nenhum editor está definido.
editor-unset-hint = defina VISUAL ou EDITOR antes de começar, por exemplo: export VISUAL=nano
editor-unreadable = O editor não pode ser aberto: falta fechar uma aspa em { $command }
editor-unreadable-hint = corrija VISUAL ou EDITOR; o rascunho está como estava
editor-not-started = Não foi possível abrir { $program }: { $detail }
editor-not-started-hint = corrija VISUAL ou EDITOR; o rascunho está como estava
editor-failed = { $program } terminou com um erro ({ $code })
editor-failed-hint = o rascunho está como estava
editor-file = O rascunho não pode ser dado ao editor: { $detail }
editor-file-hint = o rascunho está como estava
editor-not-text = O que o editor deixou não é texto em UTF-8
editor-not-text-hint = o rascunho está como estava; o ficheiro é { $path }
editor-too-long = O que o editor deixou tem mais de { $limit } bytes
editor-too-long-hint = o rascunho está como estava; o ficheiro é { $path }

## Keys of the configuration that do not work

key-unknown_place = nenhum lugar se chama “{ $name }”
key-unknown_place-hint = use desk, queue, ticket, panel, outbox, compose, menu…
key-unknown_command = nenhum comando se chama “{ $name }”
key-names-hint = “turno keys” mostra os comandos e os lugares
key-not_there = “{ $command }” não funciona em “{ $place }”
key-unreadable = “{ $keys }” não é o nome de uma tecla
key-unreadable-hint = escreva Ctrl+a, Alt+Enter ou g g; G e não Shift+g; + como Plus
key-conflict = “{ $keys }” é “{ $one }” e também o início de “{ $other }”
key-conflict-hint = dê outra tecla a um dos dois

## The console: commands, their names and what they do
command-work-next = atender o próximo
command-work-next-short = atender
command-work-next-help = fica com o primeiro ticket livre e abre-o
command-open = abrir
command-open-help = abre o que está sob o cursor, ou confirma
command-back = voltar
command-back-help = um passo atrás; o rascunho e o lugar ficam
command-next-ticket = ticket seguinte
command-next-ticket-help = o ticket seguinte, sem voltar à fila
command-previous-ticket = ticket anterior
command-previous-ticket-help = o ticket anterior, sem voltar à fila
command-accept-routing = aceitar sugestão
command-accept-routing-short = aceitar
command-accept-routing-help = encaminha para a primeira função sugerida
command-route-to-1 = encaminhar para o 1.º
command-route-to-1-help = encaminha para a primeira função sugerida
command-route-to-2 = encaminhar para o 2.º
command-route-to-2-help = encaminha para a segunda função sugerida
command-route-to-3 = encaminhar para o 3.º
command-route-to-3-help = encaminha para a terceira função sugerida
command-route-to-4 = encaminhar para o 4.º
command-route-to-4-help = encaminha para a quarta função sugerida
command-route-to-5 = encaminhar para o 5.º
command-route-to-5-help = encaminha para a quinta função sugerida
command-route-elsewhere = encaminhar para outro
command-route-elsewhere-short = encaminhar
command-route-elsewhere-help = encaminha para outra função, com um motivo
command-take = ficar com o ticket
command-take-short = assumir
command-take-help = fica com o ticket; devolve-o se já é seu; tira-o a um colega com motivo
command-reply = responder
command-reply-help = escreve uma resposta pública: o cliente lê-a
command-comment = comentar
command-comment-help = escreve um comentário interno: só o service desk o lê
command-send = enviar
command-send-help = envia a resposta, ou guarda o comentário
command-macros = macros
command-macros-help = as respostas prontas do service desk, preenchidas; também escrevendo :: num texto
command-next-placeholder = seguinte por preencher
command-next-placeholder-short = por preencher
command-next-placeholder-help = vai para o que falta preencher a seguir
command-quote = citar
command-quote-help = põe o que o cliente escreveu por último, como citação
command-edit-outside = editor
command-edit-outside-help = o rascunho no seu editor (VISUAL ou EDITOR)
command-line-start = início da linha
command-line-start-help = vai para o início da linha
command-line-end = fim da linha
command-line-end-help = vai para o fim da linha
command-set-status = mudar estado
command-set-status-short = estado
command-set-status-help = muda o estado
command-set-priority = mudar prioridade
command-set-priority-short = prioridade
command-set-priority-help = muda a prioridade
command-skip = passar à frente
command-skip-short = passar
command-skip-help = passa o ticket à frente, com um motivo, e assume o seguinte
command-promise = promessa
command-promise-help = promete algo ao cliente até uma hora; de uma promessa em aberto, se foi cumprida
command-identify = identificar
command-identify-help = o service desk compara o código de quem telefona; vale para esse ticket e por um tempo
command-find-customer = procurar cliente
command-find-customer-help = encontra um cliente ou contacto por nome ou número, e mostra os tickets
command-snooze = adiar
command-snooze-help = deixa o ticket em espera até uma hora; depois reabre
command-escalate = escalar
command-escalate-help = escala o ticket um nível, com um motivo, ou anula o escalamento
command-incident = incidente
command-incident-help = abre o incidente do pedido, ou a lista dos incidentes abertos
command-declare-incident = fazer incidente
command-declare-incident-help = faz do pedido um incidente, a que outros se ligam
command-attach = ligar
command-attach-help = liga ao incidente os pedidos marcados, ou o pedido em que está
command-detach = desligar
command-detach-help = desliga do incidente o pedido sob o cursor
command-broadcast = comunicado
command-broadcast-help = escreve o comunicado do incidente, ou lê o de um colega que espera
command-propose-broadcast = PROPOR
command-propose-broadcast-help = propõe o comunicado; um colega lê-o e liberta-o
command-next-language = língua seguinte
command-next-language-help = passa ao texto na língua seguinte
command-previous-language = língua anterior
command-previous-language-help = volta ao texto na língua anterior
command-release-broadcast = LIBERTAR
command-release-broadcast-help = envia aos clientes o comunicado lido até ao fim; não o próprio
command-return-broadcast = devolver
command-return-broadcast-help = devolve o comunicado ao seu autor, com um motivo
command-withdraw-broadcast = retirar
command-withdraw-broadcast-help = retira o comunicado que se propôs
command-add-time = registar tempo
command-add-time-short = tempo
command-add-time-help = regista o tempo gasto no ticket, a partir do tempo em que esteve aberto aqui
command-duplicates = duplicados e ligações
command-duplicates-short = duplicados
command-duplicates-help = mostra em que ticket um está fundido ou que outros tem, as ligações, e o que pode ser o mesmo pedido
command-merge = fundir
command-merge-help = funde os dois tickets, depois de dizer qual se fecha em qual; separa um que está fundido
command-swap-merge = ao contrário
command-swap-merge-help = faz com que fique o outro ticket
command-link = ligar
command-link-help = liga os dois tickets, ou desfaz a ligação
command-roster = quem está de turno
command-roster-short = turnos
command-roster-help = mostra quem está agora e a seguir, quem está na mesa e quantos tickets tem cada um; Enter mostra-os
command-charts = gráficos do dia
command-charts-help = mostra quanto chegou, esteve aberto e se atrasou em cada hora do dia, por papel e língua
command-turn-page = outra página
command-turn-page-help = passa dos turnos para os gráficos e volta
command-catch-up = o que mudou na sua ausência
command-catch-up-help = mostra o que espera por si, está em atraso, chegou ou mudou na sua ausência
command-handover = passagem de turno
command-handover-short = turno
command-handover-help = mostra o que aceitar de colegas, o que passar e o que resultou do turno
command-return-handover = devolver
command-return-handover-help = deixa o ticket com o colega que o passa; retira o próprio
command-hand-over-all = todos
command-hand-over-all-help = aceita tudo o que é passado, ou passa tudo o que se tem
command-copy-handover = copiar
command-copy-handover-help = copia a passagem de turno em Markdown
command-mark = marcar
command-mark-help = marca o ticket e avança; as ações passam a ser sobre tudo o que está marcado
command-mark-range = marcar um intervalo
command-mark-range-help = marca daqui até ao cursor; outra vez termina o intervalo
command-mark-all = marcar tudo
command-mark-all-help = marca todos os tickets da lista, mesmo os que não se veem
command-undo = desfazer
command-undo-help = desfaz o que fez por último: a alteração de um campo, ou uma resposta que ainda não saiu
hint-take-back = recuperar
command-search = procurar
command-search-help = procura palavras e filtra pela linguagem de pesquisa
command-views = pesquisas
command-views-help = mostra uma pesquisa pelo seu algarismo, e guarda a que está à vista
command-complete = completar
command-complete-help = continua a palavra que se escreve; outra vez, a sugestão seguinte
command-complete-back = completar para trás
command-complete-back-help = a sugestão anterior
command-next-match = resultado seguinte
command-next-match-help = o ticket seguinte da pesquisa
command-previous-match = resultado anterior
command-previous-match-help = o ticket anterior da pesquisa
command-sort-by = ordenar
command-sort-by-help = ordena a fila só para si
command-desk-order = ordem comum
command-desk-order-help = volta à ordem que todos os operadores partilham
command-show-arrivals = mostrar novos
command-show-arrivals-help = mostra os tickets que chegaram entretanto
command-handoff = macro que serve
command-handoff-help = responde com o texto que entrega o ticket ao primeiro papel sugerido
command-show-learned = acertos do encaminhamento
command-show-learned-help = quantas vezes as sugestões acertaram, e o que se aprendeu
command-show-outbox = caixa de saída
command-show-outbox-short = por enviar
command-show-outbox-help = mostra o que está por enviar e o que foi recusado
command-retry = repetir
command-retry-help = volta a enviar o recusado, com o ticket como está agora
command-edit = editar
command-edit-help = traz o texto de volta para continuar a escrever; segue de novo
command-discard = descartar
command-discard-help = descarta o que não seguiu ou foi recusado; pergunta antes
command-copy = copiar
command-copy-help = copia número, título ou a linha de comandos deste ecrã; duas vezes, o número
command-sync-now = sincronizar
command-sync-now-help = pede já novidades ao service desk e envia as respostas que estão para sair
command-down = descer
command-down-help = desce uma linha
command-up = subir
command-up-help = sobe uma linha
command-first = ir para o início
command-first-help = vai para o início
command-last = ir para o fim
command-last-help = vai para o fim
command-half-page-down = descer meia página
command-half-page-down-help = desce meia página
command-half-page-up = subir meia página
command-half-page-up-help = sobe meia página
command-page-down = descer uma página
command-page-down-help = desce uma página
command-page-up = subir uma página
command-page-up-help = sobe uma página
command-next-pane = painel seguinte
command-next-pane-help = passa o teclado ao painel seguinte
command-previous-pane = painel anterior
command-previous-pane-help = passa o teclado ao painel anterior
command-help = ajuda
command-help-help = mostra o que funciona aqui e executa a linha escolhida
command-palette = comandos
command-palette-help = encontra um comando por parte do nome
command-switch-language = mudar de língua
command-switch-language-help = a consola na língua seguinte: pt, es, en
command-site-time = horas do IBX
command-site-time-help = as horas do ticket pelo relógio do seu IBX, cada uma com o fuso; a mesma tecla volta às do service desk
command-tour-on = visita: passo seguinte
command-tour-on-help = segue na visita guiada (turno tour) sem ter feito o passo
command-tour-off = sair da visita
command-tour-off-help = sai da visita guiada (turno tour); o service desk de exemplo fica
command-say-again = repetir
command-say-again-help = sem ecrã (--plain-ui): onde está o cursor, ou a linha que está a escrever
command-say-place = dizer onde estou
command-say-place-help = sem ecrã (--plain-ui): o service desk, o lugar, e as teclas que lá funcionam
command-redraw = redesenhar
command-redraw-help = volta a desenhar o ecrã todo
command-suspend = suspender
command-suspend-help = volta à linha de comandos; “fg” regressa
command-quit = sair
command-quit-help = sai da consola; os rascunhos e o que está por enviar ficam guardados

## Said when the console opens
note-config = { $problem }: vale o valor predefinido.
note-config-more = { $problem } (e mais { $n }): valem os valores predefinidos.
note-beside = Outra consola tem o primeiro lugar deste perfil (processo { $pid }); esta é a consola { $n }, com a sua própria caixa de saída.
note-beside-unknown = Outra consola tem o primeiro lugar deste perfil; esta é a consola { $n }, com a sua própria caixa de saída.
note-beside-hint = Cada uma mostra e envia as suas respostas; os rascunhos também são de cada uma.
note-damaged-replica = A cópia local estava danificada e está a ser lida de novo; a antiga é { $path }.
note-read-only = O disco não aceita nada: tudo o que está aqui pode ser lido, e nada do que escrever fica guardado.
note-read-only-hint = Liberte espaço, ou mande ver o disco, e abra a consola de novo.

## How often routing was right
learned-title = Quantas vezes o encaminhamento acertou
learned-none = Ninguém decidiu sobre uma sugestão nas últimas 24 horas.
learned-right = Nas últimas 24 horas acertou { $share }.
learned-streak = As últimas sugestões de { $role } falharam, quatro em cinco: convém ver porquê.
learned-learnt = Aprendido há pouco (Enter retira):
learned-skipped = Passados à frente: { $reasons }.
learned-nothing = Ainda nada foi aprendido: aceitar ou corrigir sugestões ensina.

# Passing over, and times in words.
skip-language = não é língua minha
skip-expertise = precisa de quem saiba mais
skip-waiting = espera por alguém ou algo
skip-unclear = não se percebe o que querem
skip-time = sem tempo para ele agora
when-empty = Falta uma hora, como 03:30, 2h ou segunda.
when-not-understood = Não se percebe “{ $word }”; tente 03:30, 2h, amanhã 9h ou 30/11 14:00.
when-past = Isso já passou.
when-too-far = Isso é daqui a mais de um ano.
ticket-sleeps = até { $at }
ticket-escalated = ▲ Escalado ao nível { $level } por { $name }: { $reason }
ticket-handed = ⇄ { $name }, { $stands }: { $next }
ticket-skipped = { $n ->
    [one] Passado à frente uma vez, por { $who }.
   *[other] Passado à frente { $n } vezes, ultimamente por { $who }.
}

# Duplicados e ligações
links-title = Duplicados e ligações de { $ticket }
links-kept = Fundido em
links-duplicates = Fundidos neste
links-linked = Ligados
links-likely = Pode ser o mesmo pedido
links-named = Pelo número
links-number = Número: { $number }_
links-words = em comum: { $words }
links-reading = A ler…
links-nothing = Nada parece o mesmo pedido. Escreva o número de outro ticket.
links-no-number = Não há aqui um ticket com esse número.
links-keys = Enter abre · m funde ou separa · l liga ou desliga · algarismos: outro número · Esc fecha
links-keys-none = Algarismos: o número de outro ticket · Esc fecha
merge-sentence = O { $duplicate } fecha-se no { $kept }; o cliente recebe resposta no { $kept }.
merge-requester = { $asked } escreveu no { $duplicate }; as respostas vão para { $answered }.
merge-held = O { $duplicate } está com { $name }.
merge-promise = O prometido no { $duplicate } até { $at } deixa de ser vigiado: prometa-o de novo no { $kept }.
merge-keys = Enter funde · s ao contrário · Esc volta
merge-keys-none = s ao contrário · Esc volta

# Handover
top-with = com { $names }
roster-title = Quem está ({ $key }: gráficos)
roster-known = Está na mesa quem lhe pediu algo nos últimos dois minutos
roster-stale = Na mesa, segundo ela disse { $ago }: desde então não se sabe dela
roster-unknown = A mesa não disse quem está
roster-nobody =   ninguém
roster-now = { $shift }: agora, até às { $to } (faltam { $span })
roster-next = { $shift }: a partir das { $from } até às { $to } (daqui a { $span })
roster-lead = chefia
roster-holds = tem { $n }
roster-here = na mesa
roster-was-here = esteve { $ago }
charts-title = O dia em números ({ $key }: quem está)
charts-day = Em 24 h: chegaram { $arrived }, concluídos { $finished }, { $missed } falhados; abertos agora { $live }, tarde { $overdue }
charts-shift = Este turno: chegaram { $arrived }, concluídos { $finished }, { $missed } falhados
charts-old = Contado { $ago }: saia e volte para ver agora
charts-arrived = chegaram
charts-open = abertos
charts-missed = prazos falhados
charts-last = esta hora { $n }
charts-most = máx. { $n } às { $at }
charts-parts = Abertos, em atraso e chegados em 24 h, por papel e por língua
charts-unrouted = sem papel
catch-up-title = Desde que saiu às { $at }
catch-up-title-new = Desde { $at }
catch-up-numbers = Chegaram { $arrived }, concluídos { $finished }; abertos agora { $live }, de ninguém { $unheld }
catch-up-behind = Ainda não a par da mesa: o resto junta-se à medida que é lido
catch-up-offered = Passados, para si ou um colega aceitar
catch-up-emergencies = Emergências que chegaram
catch-up-due = Seus: em atraso, ou prometidos para este turno
catch-up-changed = Seus, mudados por outros ou pela mesa
catch-up-pooled = Passados e não aceites por ninguém: outra vez com a mesa
catch-up-nothing = Nada espera por si, e nada do que é seu mudou
catch-up-more = E mais { $n }: veja a fila
catch-up-known = Como os tickets estão: de várias mudanças do mesmo tipo diz-se a última
catch-up-unknown = Não esteve aqui antes: não se sabe o que era seu então
catch-up-held = está com { $name }
catch-up-unheld = não está com ninguém
news-offered = { $name } passa-o: { $next }
news-emergency = chegou { $at }
news-overdue = { $clock } em atraso desde { $at }
news-promised = prometido até { $at }: { $what }
news-promised-call = chamada prometida até { $at }
news-wrote = o cliente escreveu { $at }
news-answered = { $n ->
    [one] saiu uma resposta
   *[other] saíram { $n } respostas
}
news-status = { $what } por { $name } { $at }
news-priority = prioridade { $what } por { $name } { $at }
news-routed = encaminhado para { $what } por { $name } { $at }
news-taken = assumido por { $name } { $at }
news-freed = devolvido à mesa { $at }
news-given = dado a si por { $name } { $at }
news-escalated = escalado para { $what } por { $name } { $at }
news-returned = { $name } devolveu-o: { $reason }
news-pooled = ninguém o aceitou, com a mesa desde { $at }
news-woken = acordado pela mesa { $at }
news-merged = unido a { $ticket }
handover-title = Passagem do turno desde { $at }
handover-offered = { $n ->
    [one] Um ticket para aceitar
   *[other] { $n } tickets para aceitar
}
handover-held = { $n ->
    [one] Um ticket teu
   *[other] { $n } tickets teus
}
handover-nothing = Nada para passar e nada para aceitar.
incidents-title = Incidentes abertos
incidents-none = Nenhum incidente aberto.
incidents-one = Trata-se do pedido { $ticket }: ligá-lo, ou fazer dele um incidente.
incidents-many = Trata-se dos { $n } pedidos marcados: ligá-los ao incidente sob o cursor.
incident-title = Incidente { $ticket }
incident-review-title = Comunicado do incidente { $ticket }, para ler e libertar
incident-tickets = { $n ->
    [one] um pedido
   *[other] { $n } pedidos
}
incident-customers = { $n ->
    [one] um cliente
   *[other] { $n } clientes
}
incident-attached = { $n ->
    [one] um pedido ligado
   *[other] { $n } pedidos ligados
}
incident-recipients = vai para { $tickets } de { $customers }
incident-no-broadcast = nenhum comunicado proposto
incident-waits = ◉ comunicado espera libertação, de { $by }, { $at }
incident-returned = comunicado devolvido por { $by }: { $reason }
incident-sent = ✓ { $at } { $tickets }, { $customers } · { $by } · libertado por { $released }
incident-changed = O comunicado mudou enquanto o lia: já não é o que leu.
incident-others = Mudou a quem se destina: leia de novo a lista.
incident-by = Proposto por { $by }, { $at }
incident-since = Ligados depois de ser proposto:
incident-text = { $language }, { $tickets }
incident-text-as = { $language }, { $tickets }; assim o recebe { $ticket }:
incident-goes-to = Vai para
incident-own = É seu: um colega lê-o e liberta-o.
incident-read-on = Leia até ao fim (PgDn); depois pode libertá-lo.
incident-release = { $key } LIBERTAR para { $customers }
broadcast-title = COMUNICADO a todos os clientes do incidente { $ticket }
broadcast-keys = { $key } PROPOR a um colega · Tab língua seguinte · Esc fechar e guardar
broadcast-too-long = O texto em { $language } passa de { $limit } bytes.
broadcast-places = Preenche-se para cada um: { $places }
ticket-part_of = Faz parte do incidente { $incident }
ticket-incident = Incidente: { $state }
forecast-none = Nada mais vence até { $at }; já em atraso: { $overdue }
forecast-due = A vencer até { $at }: { $n }; já em atraso: { $overdue }
forecast-whose = primeiras respostas { $answers }, resoluções { $resolutions }, promessas { $promises }; teus { $mine }, de ninguém { $nobodys }
handover-waits = passado
handover-draft = rascunho
handover-returned = devolvido por { $name } ({ $reason })
handover-pooled = ninguém aceitou, está com a mesa desde { $at }
handover-given = O que foi feito das passagens
handover-promises = Promessas
handover-done = Concluídos
handover-finished = Concluídos ({ $n }): { $tickets }
handover-kept = cumprida: { $what } até { $at }
handover-broken = não cumprida: { $what } até { $at }
handover-overdue = em atraso: { $what } até { $at }
handover-page = Passagem de turno de { $name }, { $from } a { $to }
next-call-back = ligar de volta até { $at }
next-call-back-short = ligar de volta
next-keep = { $text } até { $at }
next-look = ver de novo às { $at }
next-await = esperar a resposta do cliente
next-follow = acompanhar com { $role }
next-answer = responder ao cliente
next-route = encaminhar

# A consola linear, que um leitor de ecrã segue.
plain-keys = { $again } repete onde está o cursor, { $place } diz onde está; { $help } ajuda, { $quit } sair.
plain-catching-up = a ler o que mudou no service desk
plain-arrivals = { $n } novos na fila, { $key } mostra-os
plain-place = { $at } de { $n }:{ " " }
plain-place-or-more = { $at } de { $n } ou mais:{ " " }
plain-heading = { $title }:
plain-conversation = { $n ->
    [one] Conversa, uma mensagem:
   *[other] Conversa, { $n } mensagens:
}
plain-line = linha { $n }
plain-line-end = fim da linha
plain-blank = (linha vazia)
plain-space = espaço
plain-deleted = apagado { $text }
plain-marked = marcado
plain-emergency = emergência
plain-escalated = escalado
plain-handed = passado no turno, ainda não aceite
plain-pooled = devolvido a todos depois da passagem de turno
plain-unread = por ler
plain-held = com { $name }
plain-unheld = com ninguém
plain-suggested = sugestão { $role }
plain-unsure = sugestão { $role }, incerta

# A visita guiada: três linhas de 80 células no máximo.
tour-head = Visita { $at }/{ $n }: { $title }
tour-way = { $on } seguinte, { $off } sair
tour-queue = a fila
tour-queue-how = Primeiro as emergências, depois o prazo mais próximo; uma frase diz porque está cada um onde está. { $a } e { $b } movem: veja o seguinte.
tour-open = abrir um ticket
tour-open-how = { $a } abre o ticket sob o cursor: relógios, conversa, cliente. { $b } volta atrás. Abra um.
tour-route = de quem deve ser
tour-route-how = É sugerido um papel, com as palavras que contam (Tab). { $a } aceita, 1 a 5 escolhem, { $b } encaminha para outro. Decida.
tour-take = ficar com ele
tour-take-how = { $a } fica com o ticket, e os colegas veem que é seu. Se é de um colega, pede um motivo. Fique com ele.
tour-reply = escrever ao cliente
tour-reply-how = { $a } abre uma resposta, que diz a quem vai. Escreva algo; { $b } envia, { $c } fecha e guarda o rascunho. Envie uma.
tour-comment = escrever aos colegas
tour-comment-how = { $a } escreve um comentário interno noutra moldura: nenhum cliente o vê. Escreva um; { $b } guarda-o.
tour-macro = textos do service desk
tour-macro-how = { $a } oferece textos na língua da conversa; { $b } usa o escolhido. O que ficar por preencher não segue. Use um.
tour-undo = voltar atrás
tour-undo-how = Saia do texto com { $a }: fica guardado. Depois mude a prioridade com { $b } e desfaça com { $c }.
tour-promise = prometer uma hora
tour-promise-how = { $a } promete uma hora ao cliente, que passa a ser um relógio; { $b } adormece o ticket. Escreva 30m ou 9h e Enter. Faça um deles.
tour-search = procurar
tour-search-how = { $a } procura palavras e campos: escreva lang:pt e Enter. { $b } volta à fila inteira.
tour-views = pesquisas com nome
tour-views-how = { $a } mostra as pesquisas com nome e quantos cada uma daria; um algarismo abre uma, { $b } volta. Abra a lista.
tour-identify = quem telefona?
tour-identify-how = { $a } e 48320, Enter; depois { $b }, Enter em Araminta Vogelsong, e o código 7725, Enter. Nenhum código aparece no ecrã.
tour-marks = muitos de uma vez
tour-marks-how = { $a } marca um ticket, { $b } um intervalo; uma ação mostra antes o que faz a todos. { $c } volta. Marque dois na fila.
tour-handover = o fim do turno
tour-handover-how = { $a } mostra o que o turno seguinte tem de saber, já esboçado do que aconteceu. Veja; { $b } fecha.
tour-help = ajuda
tour-help-how = { $a } mostra as teclas que funcionam onde está e executa a linha escolhida; { $b } encontra comandos pelo nome. Abra a ajuda.
tour-offline = sem ligação
tour-offline-how = Tudo continua: o que faz fica guardado e segue depois, a linha de cima diz quanto espera, { $b } mostra-o. { $a } continua.
tour-end = é tudo
tour-end-how = Nada aqui é real, e tudo desaparece ao sair: experimente o que quiser. { $a } sai do turno, { $b } fecha estas linhas.
