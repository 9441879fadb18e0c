-- Which ticket a duplicate is merged into, and which tickets one is linked to (each between commas): both are asked for
-- from the other end.
alter table ticket add column duplicate_of bigint;
alter table ticket add column related text;
create index ticket_duplicate on ticket (duplicate_of) where duplicate_of is not null;
create index ticket_related on ticket (related, id) where related is not null;
