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
role-owns-SE = desenho técnico de novas instalações e alterações
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
field-assignee = o responsável
field-owner_role = a função responsável
field-status = o estado
field-priority = a prioridade
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
because-paused = { $clock } em pausa com { $span } por gastar, atrás dos relógios que correm
because-paused-overdue = { $clock } em pausa, { $span } para lá do prazo, atrás dos relógios que correm
because-age = nenhum relógio corre; espera há { $span }, o mais antigo primeiro
because-finished = terminado, já não está na fila

## Refusals: what happened, and what to do
refusal-conflict = { $field } é agora { $found } (viu: { $expected }).
refusal-conflict-by = { $field } é agora { $found } (viu: { $expected }), por ação de { $by }.
refusal-conflict-hint = Veja o ticket como está e repita se ainda fizer sentido, ou descarte.
refusal-held-hint = Fale com quem o tem ou assuma-o indicando o motivo; senão descarte.
refusal-newer_reply = Entretanto já seguiu outra resposta para o cliente.
refusal-newer_reply-hint = Leia essa resposta; a sua está guardada: envie-a na mesma, corrija-a ou descarte.
refusal-gone = O ticket { $ticket } não existe.
refusal-gone-hint = Copie o texto se precisar dele e descarte.
refusal-illegal_status = Um ticket { $from } não pode passar a { $to }.
refusal-illegal_status-hint = Reabra primeiro o ticket, ou escolha outro estado.
refusal-empty_text = O texto está vazio.
refusal-empty_text-hint = Escreva algo e envie outra vez.
refusal-too_long = O texto tem mais de { $limit } bytes.
refusal-too_long-hint = Encurte-o ou divida-o em dois.
refusal-forbidden = Não tem permissão para isto.
refusal-forbidden-hint = Peça ao chefe de turno, ou descarte.

## The link: what is wrong, and what to do
link-unreachable = O service desk não responde.
link-unreachable-hint = Continue: tudo fica guardado e segue quando voltar.
link-unauthorised = A sessão não é aceite.
link-unauthorised-hint = Entre de novo com “turno login”.
link-nonsense = O que responde nesse endereço não é um service desk turno.
link-nonsense-hint = Verifique o endereço com “turno doctor”.
link-version = O service desk fala outra versão da API.
link-version-hint = Atualize a mais antiga das duas partes.
link-server_trouble = O service desk está sobrecarregado ou avariado.
link-server_trouble-hint = Tentamos de novo sozinhos; nada se perde.
link-forked = O service desk esqueceu alterações que esta cópia conhece.
link-forked-hint = Avise o administrador; a cópia tem de ser refeita.
link-local_trouble = A cópia local não se consegue ler ou gravar.
link-local_trouble-hint = Veja o espaço em disco e execute “turno doctor”.

## The open ticket
ticket-title = Ticket
ticket-requester = Requerente
ticket-owner = Função
ticket-holder = Atribuído a
ticket-tags = Etiquetas
ticket-duplicate = duplicado de #{ $ticket }
ticket-refused = recusado: { $action }
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
detail-expected = esperado
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
customer-sites = Sites
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
order-status-design = em desenho
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

## The outbox
outbox-title = Caixa de saída
outbox-empty = Tudo foi enviado: nada espera e nada foi recusado.
outbox-queued = à espera
outbox-in_flight = enviado
outbox-applied = aplicado
outbox-refused = recusado
outbox-queued-hint = Guardado no disco; segue assim que houver ligação.
outbox-in_flight-hint = Enviado, ainda sem resposta; repetir não o duplica.
outbox-applied-hint = O service desk aceitou; sai daqui dentro de momentos.
outbox-by = Alterado às { $at } ({ $when }).
outbox-choices = Pode repetir, descartar ou copiar o texto.
outbox-text = Texto escrito
action-take = ficar com o ticket
action-steal = tirar a { $name }
action-give_back = devolver à fila
action-route = encaminhar para { $role }
action-set_status = estado: { $to }
action-set_priority = prioridade: { $to }
action-reply = resposta pública
action-comment = comentário interno
