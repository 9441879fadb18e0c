-- What a record's row sums to, so that a bit that flipped on the disk is noticed.
alter table ticket add column sum bigint;
alter table article add column sum bigint;
alter table customer add column sum bigint;
alter table operator add column sum bigint;
alter table macro add column sum bigint;
alter table faq add column sum bigint;
alter table policy add column sum bigint;

-- Of live tickets alone: a desk has a hundred times as many that are finished, which are seldom asked for by their
-- owner or holder, and each would cost two pages of the disk more.
drop index ticket_owner;
drop index ticket_holder;
create index ticket_owner on ticket
    (owner_role, live, emergency_rank, priority_rank, deadline_ms, promise_ms, created_ms, id) where live = 1;
create index ticket_holder on ticket
    (assignee, live, emergency_rank, priority_rank, deadline_ms, promise_ms, created_ms, id) where live = 1;
