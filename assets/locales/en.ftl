# English. The three languages have the same keys and variables; a test checks it.
## Words of the desk
status-new = new
status-open = open
status-pending = waiting for customer
status-on_hold = on hold
status-resolved = resolved
status-closed = closed
priority-critical = critical
priority-high = high
priority-normal = normal
priority-low = low
type-trouble = trouble
type-smart_hands = Smart Hands
type-shipment = shipment
type-access = access
type-billing = billing
type-order = order
type-question = question
channel-portal = portal
channel-phone = phone
channel-email = e-mail
product-colocation = colocation
product-network = network
product-managed_services = managed services
language-pt = Portuguese
language-es = Spanish
language-en = English
role-AM = account manager
role-CSM = customer success manager
role-SE = sales engineer
role-BA = billing analyst
role-GSD = global service desk
role-owns-AM = commercial matters: new capacity, moves, terminations, contracts
role-owns-CSM = everything after the sale: delivery, managed services, onboarding, portal help
role-owns-SE = technical design of new deployments and changes
role-owns-BA = invoices and all that concerns them
role-owns-GSD = trouble, Smart Hands, shipments, access; emergencies of any kind
rule-onboarding = The customer's onboarding is not completed: the CSM takes it, with the Onboarding Customer Care team.
rule-managed-services = It is operational work on a managed service: the CSM takes it.
rule-urgent = The situation is urgent: the GSD takes it at once, then forwards it.
rule-topic = It goes to the role whose topics fit best.
rule-escalation = It complains that something is stuck or badly handled: its subject decides.
rule-portal-how-to = It asks how to use the portal: the CSM helps.
rule-wrong-channel = It came by the wrong channel: tell the customer the right one for next time.
onboarding-not_started = not started
onboarding-in_progress = in progress
onboarding-completed = completed
clock-first_response = First response
clock-resolution = Resolution
field-assignee = the holder
field-owner_role = the owner role
field-status = the status
field-priority = the priority
shift-day = day
shift-late = late
shift-night = night
nobody = nobody
unrouted = unrouted
you = you
yes = yes
no = no
none = none

## Time
span-seconds = { $n } s
span-minutes = { $n } min
span-hours = { $h } h { $m } min
span-whole-hours = { $h } h
span-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
ago-now = just now
ago = { $span } ago
ahead = in { $span }
clock-left = { $span } left
clock-overdue = overdue by { $span }
clock-paused = paused, { $span } left
clock-paused-overdue = paused, overdue by { $span }
clock-kept = kept
clock-missed = missed
clock-target = target { $span }
clock-none = no SLA clock

## Why a ticket stands where it stands
standing-emergency = Emergency (R3), ahead of everything else: { $because }.
standing-priority = Priority { $priority }: { $because }.
because-due = { $clock } due in { $span }
because-overdue = { $clock } overdue by { $span }
because-paused = { $clock } paused with { $span } left, behind running clocks
because-paused-overdue = { $clock } paused { $span } past its time, behind running clocks
because-age = no clock runs; waiting for { $span }, oldest first
because-finished = finished, no longer in the queue

## Refusals: what happened, and what to do
refusal-conflict = { $field } is now { $found } (you saw: { $expected }).
refusal-conflict-by = { $field } is now { $found } (you saw: { $expected }), set by { $by }.
refusal-conflict-hint = Look at the ticket as it is; retry if it still makes sense, or discard.
refusal-held-hint = Talk to the holder or steal it with a reason; otherwise discard.
refusal-newer_reply = A newer reply has gone to the customer meanwhile.
refusal-newer_reply-hint = Read that reply; yours is kept: send it anyway, edit it, or discard.
refusal-gone = Ticket { $ticket } does not exist.
refusal-gone-hint = Copy the text if you need it, then discard.
refusal-illegal_status = A ticket that is { $from } cannot become { $to }.
refusal-illegal_status-hint = Open the ticket first, or choose another status.
refusal-empty_text = The text is empty.
refusal-empty_text-hint = Write something and send again.
refusal-too_long = The text is longer than { $limit } bytes.
refusal-too_long-hint = Shorten it or split it in two.
refusal-forbidden = You may not do that.
refusal-forbidden-hint = Ask the shift lead, or discard.

## The link: what is wrong, and what to do
link-unreachable = The desk does not answer.
link-unreachable-hint = Go on working: everything is kept and sent when it is back.
link-unauthorised = The token is not accepted.
link-unauthorised-hint = Sign in again with “turno login”.
link-nonsense = What answers there is not a turno desk.
link-nonsense-hint = Check the address with “turno doctor”.
link-version = The desk speaks another version of the API.
link-version-hint = Update the older of the two.
link-server_trouble = The desk is overloaded or broken.
link-server_trouble-hint = It is tried again by itself; nothing is lost.
link-forked = The desk has forgotten changes that this replica knows.
link-forked-hint = Tell the administrator; the replica must be built again.
link-local_trouble = The replica on this machine cannot be read or written.
link-local_trouble-hint = Check the disk space and run “turno doctor”.

## The open ticket
ticket-title = Ticket
ticket-requester = Requester
ticket-owner = Owner
ticket-holder = Held by
ticket-tags = Tags
ticket-duplicate = duplicate of #{ $ticket }
ticket-refused = refused: { $action }
ticket-refused-more = { $n ->
    [one] { $n } more refused in the outbox
   *[other] { $n } more refused in the outbox
}
clock-due = by { $at }
clock-stood = paused { $span }
detail-stage = stage
detail-reference = reference
detail-visitors = visitors
detail-kind = kind
detail-direction = direction
detail-carrier = carrier
detail-packages = packages
detail-expected = expected
detail-weight_kg = weight (kg)
detail-weight = weight
detail-task = task
detail-location = location
detail-estimate = estimate
detail-estimate_min = estimate (min)
detail-quote = quote
detail-starts = starts
detail-ends = ends
detail-actual = actual
detail-actual_min = actual (min)
detail-scheduled = scheduled

## The conversation
article-inbound = from customer
article-outbound = public reply
article-internal = internal comment
article-pending = not sent yet
article-hidden = { $n ->
    [one] { $n } hidden character
   *[other] { $n } hidden characters
}
article-more = … { $kib } KiB more, not shown
article-recorded = noted by { $name }
author-account_team = account team
author-system = system
thread-empty = No messages yet.
thread-older = { $n ->
    [one] … { $n } older message
   *[other] … { $n } older messages
}

## The customer
customer-title = Customer
customer-none = No customer data yet.
customer-notes = READ FIRST
customer-onboarding = Onboarding
customer-go-live = go-live { $date } ({ $when })
customer-live-since = since { $date }
customer-no-date = no go-live date announced
customer-r1 = R1: no portal or service desk yet; route to the CSM and the Onboarding Customer Care team.
customer-portal = Portal
customer-portal-yes = has access
customer-portal-no = no access
customer-r7-access = R7: cannot raise tickets in the portal; point to phone or e-mail.
customer-r7-product = R7: the portal takes trouble tickets for colocation or network only.
customer-products = Products
customer-sites = Sites
customer-language = Language
customer-team = Account team
customer-contacts = Contacts
customer-invoices = Invoices
customer-orders = Open orders
customer-recent = Recent tickets
customer-installed = Installed base
contact-registered = registered in the portal
contact-unregistered = not registered: has to register in the portal first
contact-may = may: { $what }
contact-role-technical = technical
contact-role-billing = billing
contact-role-portal_administrator = portal administrator
contact-role-main_contact = main contact
contact-role-ordering = ordering
contact-role-security = security
contact-role-management = management
permission-reports = reports
permission-access = access
permission-tickets = tickets
permission-shipments = shipments
permission-smart_hands = Smart Hands
permission-invoices = invoices
permission-orders = orders
permission-users = users
invoice-overdue = overdue
invoice-status-paid = paid
invoice-status-open = open
invoice-status-disputed = disputed
invoice-status-overdue = unpaid
invoice-status-credited = credited
order-status-in_delivery = in delivery
order-status-design = in design
order-status-submitted = submitted
order-status-delayed = delayed
order-status-scheduled = scheduled
installed-cross_connect = cross connect
installed-power_circuit = power circuit
installed-cabinet = cabinet
installed-managed_service = managed service
installed-cage = cage
due-on = due { $date }
list-more = { $n ->
    [one] … and { $n } more
   *[other] … and { $n } more
}

## Routing
routing-title = Routing
routing-undecided = Not routed yet.
routing-now = routed to { $role }
routing-by = by { $name }, { $when }
routing-emergency = Emergency: the GSD takes it at once (R3).
routing-urgent = Urgent: somebody is waiting.
routing-unsure = Unsure: too little to go by. Please decide; the order is only a guess.
routing-silent = No suggestion.
routing-rule = Rule
routing-because = Words that counted
routing-no-words = No word of the ticket; the rule decided.
routing-then = Then involve
routing-who = Who is { $role }
routing-who-gsd = That is this desk, day and night.
routing-who-unknown = This customer has nobody in that role.
routing-who-onboarding = Contact: the Onboarding Customer Care team.
routing-knowledge = knowledge { $version }

## Writing
compose-public = PUBLIC REPLY in { $language } #{ $ticket } to { $to }
compose-internal = INTERNAL COMMENT #{ $ticket }: the customer does not see it
compose-send-public = send reply to customer
compose-send-internal = save internal comment
compose-close = close, draft is kept
compose-left = { $n ->
    [one] { $n } byte left
   *[other] { $n } bytes left
}
compose-newer = A newer reply has gone to the customer: read it before you send. Your text is kept.
compose-full = Not all of the text fits: the limit is { $limit } bytes.
compose-empty = The text is empty: write something before sending.
compose-too-long = { $n ->
    [one] The text is { $n } byte too long: shorten it.
   *[other] The text is { $n } bytes too long: shorten it.
}
compose-placeholder = “{ $name }” is not filled in: complete or delete it before sending.

## The outbox
outbox-title = Outbox
outbox-empty = Everything has been sent: nothing waits, nothing was refused.
outbox-queued = waiting
outbox-in_flight = sent
outbox-applied = applied
outbox-refused = refused
outbox-queued-hint = Kept on disk; goes out as soon as there is a link.
outbox-in_flight-hint = Sent, no answer yet; sending again does not double it.
outbox-applied-hint = The desk accepted it; it leaves this list in a moment.
outbox-by = Changed at { $at } ({ $when }).
outbox-choices = You can retry, discard, or copy the text.
outbox-text = Typed text
action-take = take
action-steal = steal from { $name }
action-give_back = give back
action-route = route to { $role }
action-set_status = status: { $to }
action-set_priority = priority: { $to }
action-reply = public reply
action-comment = internal comment
