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
you = você
yes = sim
no = não
none = nenhum

## Time
span-seconds = { $n } s
span-minutes = { $n } min
span-hours = { $h } h { $m } min
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
refusal-conflict = { $field } é agora { $found }, não { $expected }.
refusal-conflict-by = { $field } é agora { $found }, não { $expected }: alterado por { $by }.
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
