create index if not exists ticket_customer on ticket (customer, created_ms, id);
create index if not exists ticket_closed_number on ticket (live, id) where live = 0;
create index if not exists ticket_closed_updated on ticket (live, updated_ms, id) where live = 0;
create index if not exists ticket_closed_age on ticket (live, created_ms, id) where live = 0;
create index if not exists ticket_closed_due on ticket (live, deadline_ms, id) where live = 0;
create index if not exists ticket_closed_desk on ticket (live, emergency_rank, priority_rank, deadline_ms, promise_ms, created_ms, id) where live = 0;
