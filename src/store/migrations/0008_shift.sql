-- How often a ticket was passed over, for its row in a list, and those that were; when a snoozed one wakes.
alter table ticket add column skips bigint not null default 0;
alter table ticket add column wake_ms bigint;
create index ticket_skipped on ticket (updated_ms) where skips > 0;
create index ticket_wake on ticket (wake_ms) where wake_ms is not null;
