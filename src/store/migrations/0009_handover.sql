-- Where its handover stands, and how high it was escalated, for its row in a list.
alter table ticket add column handed text;
alter table ticket add column level bigint not null default 0;
