-- How often a ticket was passed over, for its row in a list.
alter table ticket add column skips bigint not null default 0;
