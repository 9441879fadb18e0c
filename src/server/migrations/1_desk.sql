-- The newest transaction and its chain. One row: updated last in every transaction that changes the desk.
create table head (
    one bigint primary key,
    seq bigint not null,
    chain text not null,
    floor_seq bigint not null,
    epoch text not null,
    name text not null,
    sample bigint not null
);

-- The audit trail: one row a transaction, each sealed by the one before. Append-only.
create table txn (
    seq bigint primary key,
    at_ms bigint not null,
    actor text not null,
    device text,
    n bigint,
    kind text not null,
    target text not null,
    decision text,
    digest text not null,
    chain text not null
);

-- Which transaction last touched each object: what a replica that has read up to there is still missing.
create table feed (
    kind text not null,
    id text not null,
    seq bigint not null,
    gone bigint not null,
    primary key (kind, id)
);
create index feed_by_seq on feed (seq, kind, id);

-- last_n is the high-water mark of a device's operations. Never deleted: it is what makes each take effect once.
create table device (
    id text primary key,
    operator text not null,
    last_n bigint not null,
    seen_ms bigint not null
);

create table op_result (
    device text not null,
    n bigint not null,
    fingerprint text not null,
    outcome text not null,
    at_ms bigint not null,
    primary key (device, n)
);

create table token (
    id text primary key,
    hash text not null,
    operator text not null,
    label text not null,
    created_ms bigint not null
);

-- A contact's code. Without a hash it is a sample code, hashed when it is first asked for.
create table caller_code (
    contact text primary key,
    salt text,
    hash text,
    failed bigint not null,
    locked_until_ms bigint not null
);

-- Every attempt at a code, with its verdict and never with the code.
create table caller_attempt (
    id text primary key,
    at_ms bigint not null,
    operator text not null,
    contact text not null,
    ticket bigint,
    verdict text not null
);
create index caller_attempt_by_contact on caller_attempt (contact, at_ms);
