-- Tickets and their conversations. `body` is the whole record as JSON; the other columns are what lists are
-- sorted by, filtered by and made of. Times are milliseconds since 1970, flags 0 and 1.
create table ticket (
    id bigint primary key,
    seq bigint not null,
    body text not null,
    live bigint not null,
    -- Nobody's, and waits for nobody.
    free bigint not null,
    emergency_rank bigint not null,
    priority_rank bigint not null,
    deadline_ms bigint not null,
    promise_ms bigint not null,
    created_ms bigint not null,
    updated_ms bigint not null,
    inbound_ms bigint not null,
    status text not null,
    type text not null,
    channel text not null,
    language text not null,
    site text,
    product text,
    owner_role text,
    assignee text,
    customer text not null,
    customer_name text not null,
    requester text not null,
    subject text not null,
    tags text not null,
    suggested_role text,
    suggested_percent bigint,
    suggested_unsure bigint,
    clock_kind text,
    clock_due_ms bigint,
    clock_target_ms bigint,
    clock_paused_ms bigint
);

-- One index for each order of a list, each behind the flag that every list fixes. That of the desk order carries
-- what filters ask for besides: a list of few is found without reading the rows of the others.
create index ticket_desk on ticket
    (live, emergency_rank, priority_rank, deadline_ms, promise_ms, created_ms, id,
     status, type, channel, language, site, product, owner_role, assignee, customer, tags, clock_due_ms,
     clock_paused_ms, inbound_ms);
create index ticket_due on ticket (live, deadline_ms, id);
create index ticket_age on ticket (live, created_ms, id);
create index ticket_number on ticket (live, id);
create index ticket_updated on ticket (live, updated_ms, id);

-- The filters that cut a list down to few, in desk order.
create index ticket_owner on ticket
    (owner_role, live, emergency_rank, priority_rank, deadline_ms, promise_ms, created_ms, id);
create index ticket_holder on ticket
    (assignee, live, emergency_rank, priority_rank, deadline_ms, promise_ms, created_ms, id);
create index ticket_customer on ticket (customer, created_ms, id);

-- What work-next may hand out.
create index ticket_free on ticket (emergency_rank, priority_rank, deadline_ms, promise_ms, created_ms, id)
    where free = 1;

-- `n` numbers the articles of a ticket in the order of their arrival, from 1.
create table article (
    id text primary key,
    seq bigint not null,
    body text not null,
    ticket bigint not null,
    n bigint not null,
    at_ms bigint not null
);

create index article_ticket on article (ticket, n);

-- Kept in step by the transaction that puts a ticket: one row.
create table tally (
    id bigint primary key,
    live bigint not null,
    emergencies bigint not null,
    unheld bigint not null,
    unrouted bigint not null
);

insert into tally (id, live, emergencies, unheld, unrouted) values (1, 0, 0, 0, 0);

-- When this operator last looked at a ticket. Only a replica fills it.
create table seen (ticket bigint primary key, at_ms bigint not null);

-- Tickets with operations that have not reached the desk. Only a replica fills it.
create table pending (ticket bigint primary key);
