-- The incident that a ticket is attached to, and where the broadcast of an incident stands: for its row in a list. An
-- incident has few children, and a desk few incidents.
alter table ticket add column part_of bigint;
alter table ticket add column broadcast text;
create index ticket_part on ticket (part_of, id) where part_of is not null;
create index ticket_incident on ticket (live, id) where broadcast is not null;
