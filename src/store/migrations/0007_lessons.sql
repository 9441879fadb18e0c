-- What routings taught, a row a ticket; `id` is its number. In the order of `seq` they are learnt.
create table lesson (id text primary key, seq bigint not null, body text not null, sum bigint);

create index lesson_seq on lesson (seq);
