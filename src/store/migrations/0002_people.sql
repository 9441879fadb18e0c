-- Customers with their contacts, the people of the desk, and what they work by.
create table customer (
    id text primary key,
    seq bigint not null,
    body text not null,
    name_folded text not null
);

-- All by which a customer or contact is found as its searcher types: `key` is folded (lower case, no accents)
-- and found by its beginning; `shown` is how it is written.
create table lookup (
    key text not null,
    customer text not null,
    customer_name text not null,
    contact text,
    contact_name text,
    shown text not null
);

create index lookup_key on lookup (key);
create index lookup_customer on lookup (customer);

create table operator (id text primary key, seq bigint not null, body text not null);
create table macro (id text primary key, seq bigint not null, body text not null);
create table faq (id text primary key, seq bigint not null, body text not null);
create table policy (id text primary key, seq bigint not null, body text not null);
