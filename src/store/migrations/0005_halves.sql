-- A list is of live tickets or of closed ones. Each half has its own indexes, since a desk has a hundred times as
-- many closed tickets as live ones: a first reading makes theirs at its end, in one go and in order, where row by row
-- every ticket would cost a page of the disk for each. Theirs are in `closed.sql`, that of the desk order without what
-- filters ask for besides: nobody works through closed tickets.
drop index ticket_desk;
drop index ticket_due;
drop index ticket_age;
drop index ticket_number;
drop index ticket_updated;
create index ticket_desk on ticket
    (live, emergency_rank, priority_rank, deadline_ms, promise_ms, created_ms, id,
     status, type, channel, language, site, product, owner_role, assignee, customer, tags, clock_due_ms,
     clock_paused_ms, inbound_ms) where live = 1;
create index ticket_due on ticket (live, deadline_ms, id) where live = 1;
create index ticket_age on ticket (live, created_ms, id) where live = 1;
create index ticket_number on ticket (live, id) where live = 1;
create index ticket_updated on ticket (live, updated_ms, id) where live = 1;
