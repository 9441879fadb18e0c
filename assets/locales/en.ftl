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
refusal-conflict = { $field } is now { $found }, not { $expected }.
refusal-conflict-by = { $field } is now { $found }, not { $expected }: changed by { $by }.
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
