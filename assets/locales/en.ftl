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
clock-promise = Promise
field-assignee = the holder
field-owner_role = the owner role
field-status = the status
field-priority = the priority
field-promise = the promise
field-handover = the handover
field-escalation = the escalation
field-incident = the incident
field-broadcast = the proposed broadcast
field-recipients = the number of tickets
broadcast-none = none
broadcast-sent = sent already
broadcast-returned = returned
promise-none = no promise
handover-none = not handed over
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
refusal-newer_reply-here = Read that reply. { $key } again sends yours anyway.
refusal-newer_reply-hint = Read that reply; yours is kept: send it anyway, edit it, or discard.
refusal-gone = Ticket { $ticket } does not exist.
refusal-gone-hint = Copy the text if you need it, then discard.
refusal-illegal_status = A ticket that is { $from } cannot become { $to }.
refusal-illegal_status-hint = Open the ticket first, or choose another status.
refusal-merged = Ticket { $ticket } is merged into { $into }.
refusal-merged-hint = Work on { $into }, or take it out again with D; otherwise discard.
refusal-itself = { $ticket } is this ticket itself.
refusal-itself-hint = Choose another ticket.
refusal-other_customer = { $ticket } is another customer's: its customer would read what this one wrote.
refusal-other_customer-hint = Link the two instead: no customer sees that.
refusal-finished = { $ticket } is finished, and this one is not: nobody would answer it any more.
refusal-finished-hint = Open that one first, or merge the other way round.
refusal-has_duplicates = Other tickets are merged into this one: it cannot go into { $ticket }.
refusal-has_duplicates-hint = Merge the other way round, or take those out first.
refusal-too_many_links = This ticket has as many links as it can have.
refusal-too_many_links-hint = Take one of them back first.
refusal-empty_text = The text is empty.
refusal-empty_text-hint = Write something and send again.
refusal-too_long = The text is longer than { $limit } bytes.
refusal-too_long-hint = Shorten it or split it in two.
refusal-forbidden = You may not do that.
refusal-forbidden-hint = Ask the shift lead, or discard.
refusal-not_an_incident = Ticket { $ticket } is not an open incident.
refusal-not_an_incident-hint = Make it an incident first, or choose another.
refusal-nested = Ticket { $ticket } is an incident itself, or attached to one: incidents are not attached to each other.
refusal-nested-hint = Detach it first.
refusal-too_many = An incident has at most { $limit } tickets attached.
refusal-too_many-hint = Make a second incident for the rest.
refusal-own_broadcast = Whoever proposes a broadcast does not decide on it.
refusal-own_broadcast-hint = Ask a colleague to read and release it; you can withdraw your own.
refusal-untranslated = There is no text in { $language }, the language of one of the tickets.
refusal-untranslated-hint = Write it and propose again.
refusal-gap = Nothing fills { $name } for ticket { $ticket }.
refusal-gap-hint = Write the words in place of the placeholder and propose again.

## The link: what is wrong, and what to do
link-unreachable = The desk does not answer.
link-unreachable-hint = Go on working: everything is kept and sent when it is back.
link-unauthorised = The token is not accepted.
link-unauthorised-hint = Get a new token for this profile; “turno doctor” says where it is kept.
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
link-failed = A part of turno has failed; the log has it.
link-failed-hint = What you do is kept. Leave and start turno again.

## The open ticket
ticket-title = Ticket
ticket-requester = Requester
ticket-owner = Owner
ticket-holder = Held by
ticket-tags = Tags
ticket-duplicate = duplicate of #{ $ticket }
ticket-spent = time { $sum }
ticket-duplicates = Merged into this one: { $tickets }
ticket-linked = Linked to { $tickets }
ticket-merged = Merged into { $ticket } by { $name } at { $at }: the customer is answered there.
ticket-refused = refused: { $action }
ticket-leaves = { $action }: leaves in { $span }
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

## The caller
caller-identified = ✔ identified: { $name } until { $at }
caller-unidentified = The caller is not identified yet.
caller-gate = What follows must not be told before the caller is identified.
contact-lacks = no permission for: { $what }
identify-title = Who calls about { $ticket }? { $customer }
identify-who = type a part of the name, or choose
identify-choose = Enter: ask for the code   Esc: close
identify-nobody = No contact of this customer is called that.
identify-nobody-hint = Somebody who is not listed has to register in the portal first.
identify-unregistered = not registered
identify-over = the call of { $name } is over: identified no longer
identify-code = 4-digit code
identify-code-keys = Enter: have it compared   Esc: another contact
identify-asked = The desk compares the code…
identify-wrong = { $n ->
    [one] The code is wrong: one attempt left. Ask for it again.
   *[other] The code is wrong: { $n } attempts left. Ask for it again.
}
identify-busy = The desk compares too many codes at the moment; this one did not count. Type it again.
identify-short = A code has four digits.
identify-register = This contact is not registered in the portal, and so has no code.
identify-register-key = They must register first. m: begin the public reply that says so.
identify-register-other = They must register first; whoever administers the portal at the customer can invite them.
identify-locked = Too many wrong codes: locked until { $at }.
identify-locked-hint = Tell nothing and change nothing for this caller. A lost code is a matter for the CSM (R6).
identify-offline = No link to the desk: nobody can be identified now.
identify-offline-hint = Tell nothing of the account. Note who calls and their number, and call back.
identify-no-answer = The code was not compared: { $detail }
identify-no-answer-hint = The attempt may have been counted. Tell nothing of the account, and try again in a moment.
identify-stopped-keys = Enter: another contact   Esc: close
identify-no-customer = Nothing is known of this customer yet: nobody can be identified.
identify-no-text = The desk has no text for this: write it yourself.
notice-identified = { $name } is identified for { $ticket } until { $at }.
notice-not-identified = { $ticket }: the caller was not identified.
notice-call-over = { $ticket }: the call is over, nobody is identified any more.
notice-caller-expired = { $ticket }: the time of { $name } is over. Identify the caller again.
find-title = Find a customer or a contact
find-ask = name, telephone, mail, order or ticket number
find-nobody = Nobody matches.
find-keys = Enter: their tickets in the queue   Esc: close
profile-no-ticket = no ticket in the queue
office-now = now { $now } there
office-until = open until { $at }
office-from = opens { $at }
office-from-day = opens { $day } { $at }
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

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
routing-flip = Without it
routing-handoff = What to tell the customer: { $title }
routing-handoff-missing = Still to be filled in: { $names }
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
compose-placeholder-hint = { $key } goes to the next one
compose-then = after sending, the ticket becomes: { $status }
golive-unannounced = to be announced
macros-title = Macros for { $ticket }
macros-ask = type to find; Enter puts it into the text
macros-reading = The macros are being read.
macros-none = No macro of the desk is like that, in the language of the conversation.
macros-internal = internal
macros-internal-about = an internal comment: the customer does not see it
macros-fits = ✓ fits the suggestion
macro-identity = identity
macro-routing = routing
macro-access = access
macro-shipment = shipments
macro-smart_hands = Smart Hands
macro-trouble = trouble
macro-general = general
macro-shift = shift

## The outbox
outbox-title = Outbox
outbox-empty = Everything has been sent: nothing waits, nothing was refused.
outbox-queued = waiting
outbox-lingers = about to leave
outbox-in_flight = sent
outbox-applied = applied
outbox-refused = refused
outbox-blocked = blocked
outbox-conflict = conflict
outbox-held = held
outbox-unknown = unknown
outbox-stuck = stuck
outbox-queued-hint = Kept on disk; goes out as soon as there is a link.
outbox-lingers-hint = It leaves in { $span }. Until then you can take it back and write on.
outbox-in_flight-hint = Sent, no answer yet; sending again does not double it.
outbox-applied-hint = The desk accepted it; it leaves this list in a moment.
outbox-unknown-hint = Sent, no answer came. It is sent again as it is, and that does not double it.
outbox-stuck-hint = The desk fails each time this one comes. What follows on its ticket waits; you can retry, edit or discard it.
outbox-blocked-hint = An earlier one of this ticket is stuck: decide about that one first.
outbox-by = Changed at { $at } ({ $when }).
outbox-choices = You can retry, edit, discard, or copy the text.
outbox-newer = The reply of { $name } at { $at } ({ $when })
outbox-text = Typed text
action-take = take
action-steal = steal from { $name }
action-give_back = give back
action-route = route to { $role }
action-unlearn = take back what its routing taught
action-skip = passed over: { $reason }
action-snooze = asleep until { $at }
action-promise = promise by { $at }
action-promise-none = promise taken back
action-promise-kept = promise kept
action-promise-broken = promise broken
action-hand_over = handed over to the next shift
action-keep_handover = kept, not handed over any more
action-accept_handover = accepted from { $name }
action-return_handover = left with { $name }
action-escalate = escalated to level { $level }
action-declare_incident = made an incident
action-end_incident = no longer an incident
action-attach = attached to incident { $incident }
action-detach = detached from incident { $incident }
action-propose_broadcast = broadcast proposed
action-release_broadcast = broadcast released
action-return_broadcast = broadcast returned
action-withdraw_broadcast = broadcast withdrawn
action-add_time = time { $time } noted
action-take_time = time { $time } taken back
action-de_escalate = not escalated any more
action-set_status = status: { $to }
action-set_priority = priority: { $to }
action-link = linked to { $ticket }
action-unlink = not linked to { $ticket } any more
action-merge = merged into { $ticket }
action-unmerge = taken out of { $ticket } again
action-reply = public reply
action-comment = internal comment

## The console: top line, panes, queue
top-sample = sample data
top-shift-left = { $shift }, { $span } left
top-shift-left-short = { $span } left
top-slot = console { $n }
top-emergencies = ‼ emergencies { $n }
top-unheld = { $unheld } of { $live } unheld
top-refused = { $n } refused
top-stuck = { $n } stuck
top-unknown = { $n } unknown
top-waiting = { $n } waiting
top-lingering = { $n ->
    [one] 1 leaves in { $span }
   *[other] { $n } leave, the next in { $span }
}
top-clock-fast = clock { $span } fast
top-clock-slow = clock { $span } slow
link-starting = connecting
link-live = ● live
link-catching-up = reading { $bar } { $percent } %
link-polling = ◐ polling { $every }
link-offline = ○ offline { $span }
too-small = { $width }×{ $height } is too small: 40×8 at least
one-pane = one pane at a time
pane-queue = queue
pane-ticket = ticket
pane-customer = customer
pane-routing = routing
queue-title = Queue
queue-new = { $n } new
queue-sorted = by { $sort }
queue-reading = Reading the queue…
queue-empty = Nothing to do: the queue is empty.
queue-nothing-found = No ticket matches this search.
queue-gone = left the list
queue-marked = { $n ->
    [one] 1 marked
   *[other] { $n } marked
}
queue-marked-hidden = { $n ->
    [one] 1 marked, hidden
   *[other] { $n } marked, { $hidden } hidden
}
queue-marked-maybe = { $n ->
    [one] 1 marked, maybe hidden
   *[other] { $n } marked, up to { $hidden } hidden
}
column-clock = clock
column-priority = p
column-number = no
column-language = la
column-type = type
column-site = site
column-customer = customer
column-subject = subject
column-role = role
column-holder = held by
sort-desk = desk order
sort-due = nearest deadline
sort-age = age
sort-number = number
sort-updated = longest untouched

## The console: questions
menu-status = Status of { $ticket }, now { $now }
menu-priority = Priority of { $ticket }, now { $now }
menu-route = Route { $ticket } elsewhere
menu-sort = Sort the queue by
menu-copy = Copy
menu-copy-again = Copy ({ $key } again: the first)
menu-copy-number = number: { $text }
menu-copy-title = title: { $text }
menu-copy-command = command line: { $text }
menu-forget-view = Forget the search { $name }?
menu-forget-view-keep = keep it
menu-forget-view-yes = forget it
menu-discard = Discard “{ $what }” on { $ticket }?
menu-keep = keep it
menu-discard-yes = discard it for good
menu-unlearn = Take back what { $ticket } taught?
menu-unlearn-keep = keep it
menu-unlearn-yes = take it back for the whole desk
menu-skip = Pass { $ticket } over: why?
menu-many-status = Status of { $n } tickets
menu-many-priority = Priority of { $n } tickets
menu-many-route = Route { $n } tickets elsewhere
menu-many-skip = Pass { $n } tickets over: why?
menu-promise = { $ticket }: promised by { $at }
menu-promise-kept = kept
menu-promise-broken = broken
menu-promise-move = another time
menu-promise-none = take it back: nothing was promised
menu-escalate = { $ticket } is escalated to level { $level }
menu-escalate-up = up to level { $level }
menu-escalate-down = not escalated any more
menu-leave = A draft could not be saved. Leave anyway?
menu-stay = stay
menu-leave-yes = leave and lose the text
menu-leave-lingering = A reply has not left yet. Leave now?
menu-leave-lingering-yes = leave: it goes out at the next start, or with { $command }
ask-steal = Take { $ticket } from { $from }: why?
ask-route = Route { $ticket } to { $to }, not { $suggested }: why?
ask-promise = { $ticket }: promised by when?
ask-promise-for = 03:30, 2h, tomorrow 9h, monday - what is promised
ask-time = { $at }, in { $span }
ask-snooze = { $ticket }: sleeps until when?
ask-snooze-for = 2h, tomorrow 9h, monday
ask-hand-over = Hand over { $ticket }: what is to be done next?
ask-hand-over-for = what the next shift does about it
ask-return-handover = Leave { $ticket } with { $from }: why?
ask-escalate = Escalate { $ticket } to level { $level }: why?
ask-spent = { $ticket }: how much time was spent?
ask-spent-for = 45m, 1h30 - what was done
ask-spent-wrong = Say it like 45m, 1h30 or 90, up to 24h.
ask-spent-noted = adds { $time }: { $sum }
ask-spent-billed = adds { $time }, billed by the half hour: { $sum }
time-billable = { $time } ({ $billable } billable)
ask-de-escalate = { $ticket } is not escalated any more: why?
ask-return-broadcast = Return the broadcast of { $ticket } to its author: why?
ask-snooze-owed = A first response is owed by { $at }.
ask-reason = a few words for your colleagues
ask-keys = Enter: do it   Esc: do not
ask-many-route = Route { $n } tickets to { $to }: why?
ask-many-snooze = { $n } tickets: asleep until when?
ask-many-promise = { $n } tickets: promised by when?
ask-many-comment = Internal comment on { $n } tickets
ask-many-comment-for = what your colleagues should know
ask-many-keys = Enter: look through
search-ask = words, role:gsd status:open prio:<=high site:LS1 sla:<30m assignee:none sort:due
search-keys = Enter: keep   Esc: back   Tab: complete   ↑: earlier searches
search-suggested = { $key }: { $words }
views-title = Searches
views-keep = + keeps this one: { $query }
views-nothing-to-keep = What you search for with / can be kept here
views-keys = 1–9, Enter: show   +: keep   Delete: forget   Esc: back
views-name = Name:
views-name-ask = night mail; or 3 night mail, for the key 3
view-mine = mine
view-nobodys = nobody's
view-emergencies = emergencies
view-breaching = breaching within 30 min
view-waiting = waiting
view-promises = promises
view-unrouted = unrouted
view-my-languages = my languages
view-passed-over = passed over
palette-title = Commands
help-title = What works here
pick-ask = type to find; Enter runs the line

## The console: why something cannot be done now
why-no-page = There is no other page here.
why-no-ticket = There is no ticket under the cursor.
why-no-incident = There is no incident here.
why-incident-already = It is an incident already.
why-nothing-to-attach = Nothing to attach: mark tickets in the queue, or open one.
why-nothing-to-detach = No ticket is attached.
why-reading = Decide on what you are reading first.
why-not-your-broadcast = No broadcast of yours waits.
why-no-broadcast = No broadcast waits to be released.
why-own-broadcast = It is yours: a colleague reads and releases it.
why-unsure = Routing is unsure: choose with 1 to 5.
why-routed = The ticket is with that role already.
why-no-suggestion = There is no such suggestion.
why-nothing-to-undo = There is nothing to undo.
why-no-handoff = No text of the desk hands this on.
why-not-handed = This ticket is not handed over.
why-all-handed = All of them are handed over.
why-no-placeholder = Nothing is left to be filled in.
why-nothing-to-quote = The customer has not written anything that could be quoted.
why-asked-next = The desk has been asked; its answer is on the way.
why-no-arrivals = Nothing new has come.
why-desk-order = The queue is in desk order.
why-no-search = There is no search: begin one with /.
why-outbox-empty = The outbox is empty: everything has been sent.
why-not-refused = Only what was refused or is stuck can be sent again.
why-on-its-way = It is on its way: the desk will answer.
why-no-text = Nothing was typed in this one.
why-reply-to-one = A reply goes to one customer: open its ticket, or Esc and no marks.
why-one-at-a-time = That is done to one ticket at a time: open it, or Esc and no marks.

## The console: an action on many tickets
batch-title = { $n } marked: { $what }
batch-accept = accept the suggestions
batch-route-to = route to suggestion { $n } of each
batch-reading = Reading what is marked…
batch-does = { $n ->
    [one] 1 ticket changes
   *[other] { $n } tickets change
}
batch-so = { $n ->
    [one] 1 already so
   *[other] { $n } already so
}
batch-cannot = { $n ->
    [one] 1 cannot
   *[other] { $n } cannot
}
batch-keys = Enter: do it   Esc: do not   j k: look through
batch-keys-none = Esc: back
batch-already = already so
batch-unsure = routing is unsure: choose
batch-promised = something is promised already
batch-not-here = not here (any more)
batch-held = held by { $name }
batch-illegal = is { $from }, cannot become { $to }
batch-empty = Write what your colleagues should know.
batch-nothing = Nothing changes for what is marked.
batch-undo = taken back
batch-done = { $n ->
    [one] { $what }: done on 1 ticket
   *[other] { $what }: done on { $n } tickets
}
batch-undo-some = { $key } takes { $n } of them back
batch-refused = { $what }: { $n } done, { $refused } refused: { $first }
batch-refused-hint = The refused ones are as they were.

## The console: what has become urgent
alert-emergency = Emergency, held by nobody: { $ticket } { $subject }
alert-breached = Overdue: { $ticket } { $subject }
alert-promise_due = Promised by now: { $ticket } { $subject }
alert-broadcast = A broadcast waits for you to read and release it: { $ticket } { $subject }
alert-returned = Your broadcast was returned: { $ticket } { $subject }
alert-near = Due soon: { $ticket } { $subject }
alert-promise_soon = Promised in a few minutes: { $ticket } { $subject }
alert-reply = The customer wrote: { $ticket } { $subject }
alert-woke = Awake again: { $ticket } { $subject }
alert-others = (and { $n } more)
alert-hint = { $key } acknowledges
notice-acknowledged = { $n ->
    [one] Acknowledged: 1 ticket
   *[other] Acknowledged: { $n } tickets
}
why-no-tour = There is no tour: “turno tour” begins one.
why-not-plain = This is for the linear console (--plain-ui): the screen shows it.
why-no-alerts = There is nothing to acknowledge.
command-acknowledge = acknowledge
command-acknowledge-help = you know what has become urgent: the bell is silent and the title plain

## The console: what happened
told-seen = { $key }: seen
told-next = { $key }: seen ({ $n } to read)
notice-done = { $ticket }: { $what }
notice-undo = { $key } takes it back
notice-lingers = { $key } takes it back before it leaves
notice-taken-back = { $ticket }: the reply has not left, and is a draft again.
notice-delivered = { $ticket }: the reply cannot be taken back: delivered { $at }.
notice-left = { $ticket }: the reply cannot be taken back: it is on its way.
notice-marked-all = { $n ->
    [one] 1 marked: all of this list
   *[other] { $n } marked
}
notice-unmarked = { $n ->
    [one] 1 mark taken away
   *[other] { $n } marks taken away
}
notice-marks-full = No more than { $n } are marked at once.
notice-marks-full-hint = Act on these, or narrow the list with /.
notice-waits = It is kept and goes out when the link is back.
notice-refused = Refused by the desk: { $n }.
notice-refused-hint = { $key } shows what and why
notice-stuck = The desk fails on { $n } of your actions: stuck.
notice-stuck-hint = { $key } shows which; they can be retried or edited
notice-failed-submit = Not done: { $error }
notice-failed-submit-hint = Nothing was changed. Try again, or see “turno doctor”.
notice-failed-draft = The draft is not on disk: { $error }
notice-failed-draft-hint = Keep this open, make room on the disk, and type on.
notice-failed-outbox = The outbox was not changed: { $error }
notice-failed-read = Could not read: { $error }
notice-failed-read-hint = What is shown may be old. Ctrl-r, or see “turno doctor”.
notice-failed-copy = Not copied: { $error }
notice-failed-shelf = The searches were not changed: { $error }
notice-asking-next = Asking the desk for the next ticket …
notice-offer = { $key } takes the next
notice-catch-up = While you were away { $n } tickets changed or came for you
notice-catch-up-hint = { $key } shows them
notice-offered = { $n ->
    [one] One ticket is handed over and waits to be accepted
   *[other] { $n } tickets are handed over and wait to be accepted
}
notice-offered-hint = { $key } shows the handover
notice-next = { $ticket } is yours.
notice-no-next = Nobody is waiting: every ticket is held.
notice-not-here = Ticket { $ticket } has not been read yet.
notice-not-here-hint = it shows as soon as it arrives
notice-next-offline = { $ticket } is taken here and asked for.
notice-next-offline-hint = Without a link a colleague may have it: the desk decides.
notice-copied = Copied: { $text }
notice-view = Shown: { $name }
notice-view-hint = Esc: back to the whole queue
notice-view-saved = Kept: { $name }, under f { $digit }
notice-view-saved-last = Kept: { $name }, at the end of the list
notice-view-forgotten = Forgotten: { $name }
notice-nothing-to-keep = There is no search on screen: begin one with /.
notice-built-in-view = This one is there from the start, and stays.
notice-built-in-view-hint = One of yours may take its key: name it “3 name”.
notice-name-empty = Give it a name first.
notice-retried = Sent again, from the ticket as it is now.
notice-discarded = Discarded.
notice-syncing = Asking the desk…
notice-sent-now = { $n ->
    [one] The reply leaves now.
   *[other] { $n } replies leave now.
}
notice-went-back = { $n ->
    [one] The desk went back to { $time }; one of your actions was sent again.
   *[other] The desk went back to { $time }; { $n } of your actions were sent again.
}
notice-new-past = { $n ->
    [one] The desk has another past and is read again; one of your actions was sent again.
   *[other] The desk has another past and is read again; { $n } of your actions were sent again.
}
notice-went-back-hint = Nothing of yours is lost. What colleagues did after that may be.
notice-damage = The file of the outbox was damaged: { $saved ->
    [one] one operation or draft was saved
   *[other] { $saved } operations and drafts were saved
    }, and the damaged file is { $path }.
notice-damage-doubtful = To be read before they are sent, for they may have changed ({ $n }): { $texts }.
notice-damage-lost = Not saved ({ $n }): { $texts }.
notice-damage-hint = “turno doctor” says all of it; have the disk looked at.
notice-site-time = Times by the clock of { $site }: now { $now }
notice-site-time-unknown = Times of a ticket are those of its site; of this one none is known: now { $now }
notice-desk-time = Times by the clock of the desk: now { $now }
notice-language = The console speaks { $language }.
notice-last = This is the last of the list.
notice-first = This is the first of the list.
notice-paste = Pasted text goes into a reply or a comment.
notice-paste-hint = { $key } begins one
notice-draft = The draft of last time is here again.
notice-draft-kept = The draft is kept.
notice-draft-kept-hint = { $key } goes on with it
notice-newer = A newer reply has gone to the customer: read it above.
notice-newer-hint = { $key } again sends yours anyway
notice-other-language = This reads as { $mine }; the conversation is in { $theirs }.
notice-other-language-hint = { $key } again sends it as it is
notice-attachment = It says “{ $word }”, but nothing can be attached here.
notice-attachment-hint = { $key } again sends it as it is
notice-reason-empty = A reason is needed.
notice-keys = A key of the configuration does not work: { $problem }

## What is wrong with a query, as `what: hint`

filter-nothing_negated = nothing follows the minus
filter-nothing_negated-hint = write what it takes away right after it
filter-unknown_field = there is no field `{ $word }`
filter-unknown_field-hint = { $known }; in quotes it is searched for
filter-not_ordered = `{ $field }` has no more and less
filter-second_value = a comparison takes one value
filter-second_value-hint = leave out the comma and the rest
filter-missing_value = a value is missing
filter-unknown_value = `{ $word }` is not { $kind }
filter-value-status = a status
filter-value-prio = a priority
filter-value-type = a type of ticket
filter-value-role = a role
filter-value-lang = a language of the desk
filter-value-channel = a channel
filter-value-product = a product
filter-value-is = a word for `is:`
filter-not_a_number = that is not the number of a ticket
filter-equal_time = a time is compared by more and less
filter-bad_amount = a number is missing or too large
filter-unknown_unit = `{ $unit }` is not a unit of time
filter-missing_unit = a unit of time is missing
filter-too_long = that is longer than a hundred years
filter-too_long-hint = write a shorter time
filter-negated_sort = an order cannot be taken away
filter-negated_sort-hint = leave out the minus
filter-second_sort = the order is given twice
filter-second_sort-hint = leave out one of them
filter-unknown_sort = there is no such order
filter-unclosed_quote = the quote is not closed
filter-unclosed_quote-hint = close it with "
filter-no_word = there is no word to search for
filter-no_word-hint = search for letters or digits
filter-too_many_parts = a query has at most { $limit } parts
filter-too_many_parts-hint = leave some out
filter-did_you_mean = did you mean `{ $word }`?
filter-write_value = write `{ $field }:` and the value
filter-write_time = write `{ $field }:<30m` or `{ $field }:>2d`
filter-write_number = write the number of a ticket
filter-write_holder = `me`, `none` or an operator’s id
filter-write_amount = a number and a unit: 45s, 30m, 2h, 3d, 1w

## Trouble on this machine: the end of a sentence

trouble-disk_full = the disk is full
trouble-in_use = another program is using the local copy
trouble-read_only = the local copy cannot be written ({ $detail })
trouble-damaged = the local copy is damaged ({ $detail })
trouble-newer = a newer version of turno made the local copy
trouble-outbox_full = { $limit } operations wait to be sent, no more are taken
trouble-shelf_full = { $limit } searches are kept: forget one first
trouble-not_refused = it is no longer among the refused
trouble-too_much = too much is under way

## The operator’s own editor
editor-unset = No editor is set.
editor-unset-hint = set VISUAL or EDITOR before starting, such as: export VISUAL=nano
editor-unreadable = The editor cannot be started: a quote is open in { $command }
editor-unreadable-hint = correct VISUAL or EDITOR; the draft is as it was
editor-not-started = { $program } cannot be started: { $detail }
editor-not-started-hint = correct VISUAL or EDITOR; the draft is as it was
editor-failed = { $program } ended with an error ({ $code })
editor-failed-hint = the draft is as it was
editor-file = The draft cannot be given to the editor: { $detail }
editor-file-hint = the draft is as it was
editor-not-text = What the editor left is not UTF-8 text
editor-not-text-hint = the draft is as it was; the file is { $path }
editor-too-long = What the editor left is longer than { $limit } bytes
editor-too-long-hint = the draft is as it was; the file is { $path }

## Keys of the configuration that do not work

key-unknown_place = no place is called “{ $name }”
key-unknown_place-hint = desk, queue, ticket, panel, outbox, compose, menu…
key-unknown_command = no command is called “{ $name }”
key-names-hint = “turno keys” lists commands and places
key-not_there = “{ $command }” does not work in “{ $place }”
key-unreadable = “{ $keys }” is not the name of a key
key-unreadable-hint = write Ctrl+a, Alt+Enter or g g; G and not Shift+g; + as Plus
key-conflict = “{ $keys }” is “{ $one }” and also begins “{ $other }”
key-conflict-hint = give one of the two another key

## The console: commands, their names and what they do
command-work-next = work next
command-work-next-short = work next
command-work-next-help = takes the first ticket that nobody holds and opens it
command-open = open
command-open-help = opens what is under the cursor, or confirms
command-back = back
command-back-help = one step back; the draft and the place are kept
command-next-ticket = next ticket
command-next-ticket-help = the next ticket, without going back to the queue
command-previous-ticket = previous ticket
command-previous-ticket-help = the previous ticket, without going back to the queue
command-accept-routing = accept
command-accept-routing-short = accept
command-accept-routing-help = routes to the first suggested role
command-route-to-1 = route to 1st
command-route-to-1-help = routes to the first of the suggestion
command-route-to-2 = route to 2nd
command-route-to-2-help = routes to the second of the suggestion
command-route-to-3 = route to 3rd
command-route-to-3-help = routes to the third of the suggestion
command-route-to-4 = route to 4th
command-route-to-4-help = routes to the fourth of the suggestion
command-route-to-5 = route to 5th
command-route-to-5-help = routes to the fifth of the suggestion
command-route-elsewhere = elsewhere
command-route-elsewhere-short = elsewhere
command-route-elsewhere-help = routes to another role, with a reason
command-take = take
command-take-short = take
command-take-help = takes the ticket; gives back one's own; takes a colleague's with a reason
command-reply = reply
command-reply-help = writes a public reply: the customer reads it
command-comment = comment
command-comment-help = writes an internal comment: only the desk reads it
command-send = send
command-send-help = sends the reply, or saves the comment
command-macros = macros
command-macros-help = the canned replies of the desk, filled in; also by typing :: in a text
command-next-placeholder = next gap
command-next-placeholder-short = next gap
command-next-placeholder-help = to the next thing that is to be filled in
command-quote = quote
command-quote-help = puts in what the customer wrote last, as a quote
command-edit-outside = editor
command-edit-outside-help = the draft in your own editor (VISUAL or EDITOR)
command-line-start = line start
command-line-start-help = to the beginning of the line
command-line-end = line end
command-line-end-help = to the end of the line
command-set-status = status
command-set-status-short = status
command-set-status-help = sets the status
command-set-priority = priority
command-set-priority-short = priority
command-set-priority-help = sets the priority
command-skip = pass over
command-skip-short = skip
command-skip-help = passes the ticket over, with a reason, and takes the next
command-promise = promise
command-promise-help = promises the customer something by a time; of an open promise, whether it was kept
command-identify = identify
command-identify-help = has the desk compare the code of whoever calls; good for that ticket and for a while
command-find-customer = find customer
command-find-customer-help = finds a customer or a contact, and shows their tickets
command-snooze = snooze
command-snooze-help = puts the ticket on hold until a time; then it opens again
command-escalate = escalate
command-escalate-help = escalates the ticket one step, with a reason, or takes that back
command-incident = incident
command-incident-help = opens the incident of the ticket, or the list of open incidents
command-declare-incident = make incident
command-declare-incident-help = makes the ticket an incident, to which others are attached
command-attach = attach
command-attach-help = attaches the marked tickets, or the one you are at, to the incident
command-detach = detach
command-detach-help = detaches the ticket under the cursor from the incident
command-broadcast = broadcast
command-broadcast-help = writes the broadcast of the incident, or reads the one of a colleague that waits
command-propose-broadcast = PROPOSE
command-propose-broadcast-help = proposes the broadcast; a colleague reads and releases it
command-next-language = next language
command-next-language-help = goes to the text in the next language
command-previous-language = previous language
command-previous-language-help = goes back to the text in the previous language
command-release-broadcast = RELEASE
command-release-broadcast-help = sends the broadcast that was read to its end to the customers; not one of your own
command-return-broadcast = return
command-return-broadcast-help = returns the broadcast to its author, with a reason
command-withdraw-broadcast = withdraw
command-withdraw-broadcast-help = withdraws the broadcast that you proposed
command-add-time = note time spent
command-add-time-short = time
command-add-time-help = notes the time spent on the ticket, beginning from how long it was open here
command-duplicates = duplicates and links
command-duplicates-short = duplicates
command-duplicates-help = shows what a ticket is merged into or with, its links, and what may be the same request
command-merge = merge
command-merge-help = merges the two tickets, after saying which is closed into which; takes a merged one out again
command-swap-merge = other way round
command-swap-merge-help = has the other ticket be the one that stays
command-link = link
command-link-help = links the two tickets, or takes the link back
command-roster = who is on shift
command-roster-short = roster
command-roster-help = shows who is on now and next, who is at the desk and how much each has; Enter shows it
command-charts = charts of the day
command-charts-help = the last 24 h in numbers and pictures: what came, was open and was late, by role and language
command-turn-page = other page
command-turn-page-help = turns between the roster and the charts
command-catch-up = what changed since you left
command-catch-up-help = shows what waits for you, is late, came or was changed while you were away
command-handover = handover of the shift
command-handover-short = handover
command-handover-help = shows what to accept from colleagues and what to hand over, and what came of the shift
command-return-handover = return
command-return-handover-help = leaves the ticket with the colleague who hands it over; takes back one's own
command-hand-over-all = all
command-hand-over-all-help = accepts all that is handed over, or hands over all that is held
command-copy-handover = copy
command-copy-handover-help = copies the handover as Markdown
command-mark = mark
command-mark-help = marks the ticket and moves on; actions are then about all that is marked
command-mark-range = mark a range
command-mark-range-help = marks from here to the cursor; once more ends the range
command-mark-all = mark all
command-mark-all-help = marks all tickets of the list, also those out of view
command-undo = undo
command-undo-help = takes back what you did last: a change of a field, or a reply that has not left
hint-take-back = take back
command-search = search
command-search-help = searches words, and filters by the query language
command-views = searches
command-views-help = shows a search by its digit, and keeps the one that is shown
command-complete = complete
command-complete-help = goes on with the word that is being typed; again, the next suggestion
command-complete-back = complete, backwards
command-complete-back-help = the suggestion before
command-next-match = next match
command-next-match-help = the next ticket that the search found
command-previous-match = previous match
command-previous-match-help = the previous ticket that the search found
command-sort-by = sort
command-sort-by-help = sorts the queue for you alone
command-desk-order = desk order
command-desk-order-help = back to the order that all operators share
command-show-arrivals = show new
command-show-arrivals-help = shows the tickets that have come meanwhile
command-handoff = macro that fits
command-handoff-help = replies with the text that hands the ticket to the first suggested role
command-show-learned = routing record
command-show-learned-help = how often the suggestions were right, and what was learnt
command-show-outbox = outbox
command-show-outbox-short = outbox
command-show-outbox-help = shows what waits to be sent and what was refused
command-retry = retry
command-retry-help = submits what was refused again, with what is true now
command-edit = edit
command-edit-help = takes the text back to be written on; it is sent anew
command-discard = discard
command-discard-help = gives up what was not sent or was refused; asks first
command-copy = copy
command-copy-help = copies number, title or the command line of this screen; twice, the number
command-sync-now = sync now
command-sync-now-help = asks the desk for news at once, and sends replies that wait to leave
command-down = down
command-down-help = one down
command-up = up
command-up-help = one up
command-first = first
command-first-help = to the beginning
command-last = last
command-last-help = to the end
command-half-page-down = half page down
command-half-page-down-help = half a page down
command-half-page-up = half page up
command-half-page-up-help = half a page up
command-page-down = page down
command-page-down-help = a page down
command-page-up = page up
command-page-up-help = a page up
command-next-pane = next pane
command-next-pane-help = moves the keyboard to the next pane
command-previous-pane = previous pane
command-previous-pane-help = moves the keyboard to the previous pane
command-help = help
command-help-help = lists what works here and runs the chosen line
command-palette = commands
command-palette-help = finds a command by a part of its name
command-switch-language = language
command-switch-language-help = the console in the next language: pt, es, en
command-site-time = times of the site
command-site-time-help = the ticket's times by the clock of its site, each with its zone; the same key goes back to the desk's
command-tour-on = tour: next step
command-tour-on-help = goes on with the guided tour (turno tour) without having done the step
command-tour-off = leave the tour
command-tour-off-help = leaves the guided tour (turno tour); the sample desk stays
command-say-again = say again
command-say-again-help = without a screen (--plain-ui): what you are on, or the line you are typing
command-say-place = say where I am
command-say-place-help = without a screen (--plain-ui): the desk, the place, and the keys that work there
command-redraw = redraw
command-redraw-help = draws the whole screen again
command-suspend = suspend
command-suspend-help = back to the shell; “fg” returns
command-quit = leave
command-quit-help = leaves the console; drafts and what waits are kept

## Said when the console opens
note-config = { $problem }: the default holds.
note-config-more = { $problem } (and { $n } more): the defaults hold.
note-beside = Another console has the first place of this profile (process { $pid }); this is console { $n }, with an outbox of its own.
note-beside-unknown = Another console has the first place of this profile; this is console { $n }, with an outbox of its own.
note-beside-hint = Each shows and sends its own replies; drafts too are each one’s own.
note-damaged-replica = The copy of the desk was damaged and is read again; the old one is { $path }.
note-read-only = The disk takes nothing: all that is here can be read, and nothing you write is kept.
note-read-only-hint = Free some space, or have the disk looked at, and start the console again.

## How often routing was right
learned-title = How often routing was right
learned-none = In the last 24 hours nobody decided on a suggestion.
learned-right = In the last 24 hours it was right { $share }.
learned-streak = The last suggestions of { $role } were wrong, four of five: somebody should look why.
learned-learnt = Learnt lately (Enter takes it back):
learned-skipped = Passed over: { $reasons }.
learned-nothing = Nothing has been learnt yet: accepting and overriding suggestions teaches.

# Passing over, and times in words.
skip-language = not a language of mine
skip-expertise = needs somebody who knows more
skip-waiting = waits for somebody or something
skip-unclear = not clear what is wanted
skip-time = no time for it now
when-empty = A time is needed, such as 03:30, 2h or monday.
when-not-understood = “{ $word }” is not understood; try 03:30, 2h, tomorrow 9h or 30/11 14:00.
when-past = That has passed already.
when-too-far = That is more than a year ahead.
ticket-sleeps = until { $at }
ticket-escalated = ▲ Escalated to level { $level } by { $name }: { $reason }
ticket-handed = ⇄ { $name }, { $stands }: { $next }
ticket-skipped = { $n ->
    [one] Passed over once, by { $who }.
   *[other] Passed over { $n } times, lately by { $who }.
}

# Duplicates and links
links-title = Duplicates and links of { $ticket }
links-kept = Merged into
links-duplicates = Merged into this one
links-linked = Linked
links-likely = May be the same request
links-named = By its number
links-number = Number: { $number }_
links-words = in common: { $words }
links-reading = Reading…
links-nothing = Nothing looks like the same request. Type another ticket's number.
links-no-number = There is no ticket of that number here.
links-keys = Enter opens · m merges or takes out · l links or unlinks · digits: another number · Esc closes
links-keys-none = Digits: the number of another ticket · Esc closes
merge-sentence = { $duplicate } is closed into { $kept }; the customer is answered on { $kept }.
merge-requester = { $asked } asked in { $duplicate }; the replies go to { $answered }.
merge-held = { $duplicate } is held by { $name }.
merge-promise = What was promised in { $duplicate } by { $at } is not watched any more: promise it again on { $kept }.
merge-keys = Enter merges · s the other way round · Esc back
merge-keys-none = s the other way round · Esc back

# Handover
top-with = with { $names }
roster-title = Who is on ({ $key }: charts)
roster-known = At the desk is who asked it for something in the last two minutes
roster-stale = At the desk, as the desk said { $ago }: it has not been heard of since
roster-unknown = The desk has not said who is at it
roster-nobody =   nobody
roster-now = { $shift }: on now until { $to } ({ $span } left)
roster-next = { $shift }: from { $from } to { $to } (in { $span })
roster-lead = lead
roster-holds = holds { $n }
roster-here = at the desk
roster-was-here = last here { $ago }
charts-title = The day in numbers ({ $key }: who is on)
charts-day = In 24 h: { $arrived } came, { $finished } finished, { $missed } missed; open now { $live }, overdue { $overdue }
charts-shift = This shift: { $arrived } came, { $finished } finished, { $missed } missed
charts-old = Counted { $ago }: leave and come again for now
charts-arrived = came
charts-open = open
charts-missed = deadlines missed
charts-last = this hour { $n }
charts-most = most { $n } at { $at }
charts-parts = Open, overdue and come in 24 h, by role and by language
charts-unrouted = no role
catch-up-title = Since you left at { $at }
catch-up-title-new = Since { $at }
catch-up-numbers = Came { $arrived }, finished { $finished }; open now { $live }, nobody's { $unheld }
catch-up-behind = Not in step with the desk yet: what else happened is added as it is read
catch-up-offered = Handed over, for you or a colleague to accept
catch-up-emergencies = Emergencies that came
catch-up-due = Yours: late, or promised for this shift
catch-up-changed = Yours, changed by others or by the desk
catch-up-pooled = Handed over and accepted by nobody: with the desk again
catch-up-nothing = Nothing waits for you, and nothing of yours was changed
catch-up-more = And { $n } more: look at the queue
catch-up-known = As the tickets stand: of several changes of one kind the last is told
catch-up-unknown = You were not here before: what was yours then is not known
catch-up-held = held by { $name }
catch-up-unheld = nobody holds it
news-offered = { $name } hands it over: { $next }
news-emergency = came { $at }
news-overdue = { $clock } late since { $at }
news-promised = promised by { $at }: { $what }
news-promised-call = a call is promised by { $at }
news-wrote = the customer wrote { $at }
news-answered = { $n ->
    [one] one reply went out
   *[other] { $n } replies went out
}
news-status = { $what } by { $name } { $at }
news-priority = priority { $what } by { $name } { $at }
news-routed = routed to { $what } by { $name } { $at }
news-taken = taken by { $name } { $at }
news-freed = given back to the desk { $at }
news-given = given to you by { $name } { $at }
news-escalated = escalated to { $what } by { $name } { $at }
news-returned = { $name } returned it: { $reason }
news-pooled = accepted by nobody, with the desk since { $at }
news-woken = woken by the desk { $at }
news-merged = merged into { $ticket }
handover-title = Handover of the shift since { $at }
handover-offered = { $n ->
    [one] One ticket to accept
   *[other] { $n } tickets to accept
}
handover-held = { $n ->
    [one] One ticket of yours
   *[other] { $n } tickets of yours
}
handover-nothing = Nothing to hand over, and nothing to accept.
incidents-title = Open incidents
incidents-none = No incident is open.
incidents-one = This is about ticket { $ticket }: attach it, or make it an incident.
incidents-many = This is about the { $n } marked tickets: attach them to the incident under the cursor.
incident-title = Incident { $ticket }
incident-review-title = Broadcast of incident { $ticket }, to be read and released
incident-tickets = { $n ->
    [one] one ticket
   *[other] { $n } tickets
}
incident-customers = { $n ->
    [one] one customer
   *[other] { $n } customers
}
incident-attached = { $n ->
    [one] one ticket attached
   *[other] { $n } tickets attached
}
incident-recipients = goes to { $tickets } of { $customers }
incident-no-broadcast = no broadcast proposed
incident-waits = ◉ broadcast waits for release, by { $by }, { $at }
incident-returned = broadcast returned by { $by }: { $reason }
incident-sent = ✓ { $at } { $tickets }, { $customers } · { $by } · released by { $released }
incident-changed = The broadcast changed while you were reading: it is not what you read any more.
incident-others = To whom it goes has changed: read the list again.
incident-by = Proposed by { $by }, { $at }
incident-since = Attached since it was proposed:
incident-text = { $language }, { $tickets }
incident-text-as = { $language }, { $tickets }; as { $ticket } gets it:
incident-goes-to = Goes to
incident-own = It is yours: a colleague reads and releases it.
incident-read-on = Read on to the end (PgDn); then you can release it.
incident-release = { $key } RELEASE to { $customers }
broadcast-title = BROADCAST to all customers of incident { $ticket }
broadcast-keys = { $key } PROPOSE to a colleague · Tab next language · Esc close and keep
broadcast-too-long = The text in { $language } is longer than { $limit } bytes.
broadcast-places = Filled in for each: { $places }
ticket-part_of = Part of incident { $incident }
ticket-incident = Incident: { $state }
forecast-none = Nothing more is due before { $at }; overdue now: { $overdue }
forecast-due = Due before { $at }: { $n }; overdue now: { $overdue }
forecast-whose = first responses { $answers }, resolutions { $resolutions }, promises { $promises }; yours { $mine }, nobody's { $nobodys }
handover-waits = handed over
handover-draft = draft
handover-returned = returned by { $name } ({ $reason })
handover-pooled = accepted by nobody, with the desk since { $at }
handover-given = What became of handovers
handover-promises = Promises
handover-done = Finished
handover-finished = Finished ({ $n }): { $tickets }
handover-kept = kept: { $what } by { $at }
handover-broken = broken: { $what } by { $at }
handover-overdue = overdue: { $what } by { $at }
handover-page = Handover of { $name }, { $from } to { $to }
next-call-back = call back by { $at }
next-call-back-short = call back
next-keep = { $text } by { $at }
next-look = look again at { $at }
next-await = wait for the customer's answer
next-follow = follow up with { $role }
next-answer = answer the customer
next-route = route it

# The linear console, which a screen reader follows.
plain-keys = { $again } says again what you are on, { $place } where you are; { $help } help, { $quit } leave.
plain-catching-up = reading what has changed at the desk
plain-arrivals = { $n } new in the queue, { $key } shows them
plain-place = { $at } of { $n }:{ " " }
plain-place-or-more = { $at } of { $n } or more:{ " " }
plain-heading = { $title }:
plain-conversation = { $n ->
    [one] Conversation, one message:
   *[other] Conversation, { $n } messages:
}
plain-line = line { $n }
plain-line-end = end of line
plain-blank = (blank line)
plain-space = space
plain-deleted = deleted { $text }
plain-marked = marked
plain-emergency = emergency
plain-escalated = escalated
plain-handed = handed over, not accepted yet
plain-pooled = back in the pool after a handover
plain-unread = not read
plain-held = held by { $name }
plain-unheld = held by nobody
plain-suggested = suggested { $role }
plain-unsure = suggested { $role }, unsure

# The guided tour: three lines of 80 cells at most.
tour-head = Tour { $at }/{ $n }: { $title }
tour-way = { $on } on, { $off } leave
tour-queue = the queue
tour-queue-how = Emergencies first, then the nearest deadline; a sentence says why each stands where it stands. { $a } and { $b } move: look at the next one.
tour-open = open a ticket
tour-open-how = { $a } opens the ticket under the cursor: its clocks, its conversation, its customer. { $b } goes back. Open one.
tour-route = who should own it
tour-route-how = The desk suggests a role and shows the words that count for it (Tab). { $a } accepts it, 1 to 5 choose, { $b } sends it elsewhere. Decide.
tour-take = take it
tour-take-how = { $a } takes the ticket, so that colleagues see it is yours. Of a colleague's ticket it asks for a reason. Take it.
tour-reply = write to the customer
tour-reply-how = { $a } opens a reply, which says to whom it goes. Write a few words; { $b } sends, { $c } closes and keeps the draft. Send one.
tour-comment = write to colleagues
tour-comment-how = { $a } writes an internal comment in another frame: no customer ever sees it. Write one; { $b } saves it.
tour-macro = texts of the desk
tour-macro-how = { $a } offers texts in the language of the conversation; { $b } takes the one chosen. What is not filled in is not sent. Take one.
tour-undo = take something back
tour-undo-how = Leave the text with { $a }: it is kept. Then change the priority with { $b } and take that back with { $c }.
tour-promise = promise a time
tour-promise-how = { $a } promises the customer a time, which becomes a clock; { $b } lets the ticket sleep. Write 30m or 9h and Enter. Do one of them.
tour-search = search
tour-search-how = { $a } searches words and fields: write lang:pt and Enter. { $b } goes back to the whole queue.
tour-views = searches with a name
tour-views-how = { $a } lists searches with a name and what each would show; a digit shows one, { $b } goes back. Open the list.
tour-identify = who is calling?
tour-identify-how = { $a } and 48320, Enter; then { $b }, Enter on Araminta Vogelsong, and her code 7725, Enter. Codes are never shown.
tour-marks = many at once
tour-marks-how = { $a } marks a ticket, { $b } a range; an action then shows what it comes to, for all. { $c } goes back. Mark two in the queue.
tour-handover = the end of the shift
tour-handover-how = { $a } shows what the next shift has to know, drafted from what happened. Look at it; { $b } closes it.
tour-help = help
tour-help-how = { $a } lists the keys that work where you are and runs the line you choose; { $b } finds any command by name. Open the help.
tour-offline = without a link
tour-offline-how = All goes on: what you do is kept and sent later, the top line says how much waits, { $b } shows it. { $a } goes on.
tour-end = that was all
tour-end-how = Nothing here is real, and all of it is gone when you leave: try what you like. { $a } leaves turno, { $b } closes these lines.
