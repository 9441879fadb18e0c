//! What the two databases of a replica hold besides the tables that every desk has, and what a profile's shelf holds.

use super::sums;
use crate::store::{MIGRATIONS, Migration};

/// The desk's tables, and how far they agree with the desk. Disposable: all of it can be read again.
pub fn rows() -> Vec<Migration> {
    [MIGRATIONS, &[ROWS, AGREEMENT, UNSEARCHED]].concat()
}

const ROWS: Migration = Migration {
    name: "replica-0001",
    sql: "
        -- The desk's version of each ticket that operations of ours lie on.
        create table ticket_base (ticket bigint primary key, seq bigint not null, body text not null);
        -- Articles that the desk has not told of yet.
        create table preview (article text primary key, ticket bigint not null);
        create index preview_ticket on preview (ticket);
        -- How far has been read. `again` is 1 while all is being read once more.
        create table feed (
            id bigint primary key,
            cursor text,
            seq bigint not null,
            head bigint not null,
            acknowledged_n bigint not null,
            again bigint not null
        );
        insert into feed (id, cursor, seq, head, acknowledged_n, again) values (1, null, 0, 0, 0, 0);
        -- What was there before reading once more and has not come again.
        create table leftover (kind text not null, key text not null, primary key (kind, key));
    ",
};

const AGREEMENT: Migration = Migration {
    name: "replica-0002",
    sql: "
        alter table ticket_base add column sum bigint;
        -- The newest transaction of which rows have come ahead of the feed.
        alter table feed add column ahead bigint not null default 0;
        -- Places in the desk's history that have been read up to, and when.
        create table checkpoint (seq bigint primary key, cursor text not null, at_ms bigint not null);
        -- Where the reading of a snapshot goes on. One row while one is being read.
        create table snapshot (
            id bigint primary key,
            place text not null,
            done bigint not null,
            total bigint not null
        );
        -- When all was last compared with the desk, what came of it, and how often it was asked for since.
        create table checked (
            id bigint primary key,
            wanted bigint not null,
            at_ms bigint,
            compared bigint not null,
            repaired bigint not null
        );
        insert into checked (id, wanted, at_ms, compared, repaired) values (1, 0, null, 0, 0);
    ",
};

const UNSEARCHED: Migration = Migration {
    name: "replica-0003",
    sql: "
        -- One row while closed tickets above that number cannot be found by the words of their subjects.
        create table unsearched (id bigint primary key, above bigint not null);
    ",
};

/// What an operator keeps for all consoles and scripts of a profile.
pub const SHELF: &[Migration] = &[VIEWS, TYPED, LOOKS];

const VIEWS: Migration = Migration {
    name: "shelf-0001",
    sql: "
        -- Searches with a name: `key` is the name as names are compared, `query` is in the query language.
        create table view (
            key text primary key,
            name text not null,
            query text not null,
            digit bigint,
            used_ms bigint not null
        );
    ",
};

const TYPED: Migration = Migration {
    name: "shelf-0002",
    sql: "
        -- The queries that were typed, the newest with the highest number.
        create table typed (query text primary key, n bigint not null);
    ",
};

const LOOKS: Migration = Migration {
    name: "shelf-0003",
    sql: "
        -- When each operator looked last and what was theirs then; and the same of before they were last away.
        create table look (
            operator text primary key,
            at_ms bigint not null,
            held text not null,
            away_ms bigint,
            away_held text
        );
    ",
};

/// What exists nowhere else: survives a power cut, and is never dropped.
pub const OUTBOX: &[Migration] = &[FIRST, NAMES, TOLD, DAMAGE, SUMS, PLACES, LINGER];

const FIRST: Migration = Migration {
    name: "outbox-0001",
    sql: "
        -- This replica's name towards the desk, whose it is, and the last number given out under it.
        -- `last_position` numbers all operations ever made here, whatever the device.
        create table device (
            id bigint primary key,
            device text not null,
            operator text not null,
            last_n bigint not null,
            last_position bigint not null
        );
        -- `body` and its SHA-256 never change once written.
        create table operation (
            position bigint primary key,
            device text not null,
            n bigint not null,
            ticket bigint not null,
            body text not null,
            digest blob not null,
            made_ms bigint not null,
            operator text not null,
            operator_name text not null,
            state text not null,
            seq bigint,
            refusal text,
            unique (device, n)
        );
        create index operation_state on operation (state, position);
        create index operation_ticket on operation (ticket, position);
        create table draft (
            ticket bigint not null,
            visibility text not null,
            body text not null,
            saved_ms bigint not null,
            primary key (ticket, visibility)
        );
    ",
};

/// Operations have names of their own and get their numbers when they are sent. What waits at that moment has its
/// number and may have been sent; its name is what named its article.
const NAMES: Migration = Migration {
    name: "outbox-0002",
    sql: "
        -- The lease under which the device's name is held, and the one last asked for.
        alter table device add column lease text;
        alter table device add column proposed text;
        create table named (
            position bigint primary key,
            id text not null unique,
            device text,
            n bigint,
            ticket bigint not null,
            body text not null,
            digest blob not null,
            made_ms bigint not null,
            operator text not null,
            operator_name text not null,
            state text not null,
            sent bigint not null,
            seq bigint,
            detail text,
            unique (device, n)
        );
        insert into named
            select position, device || ':' || n, device, n, ticket, body, digest, made_ms, operator, operator_name,
                state, 1, seq, refusal
            from operation;
        drop table operation;
        alter table named rename to operation;
        update operation set device = null, n = null where state = 'refused';
        create index operation_state on operation (state, position);
        create index operation_ticket on operation (ticket, position);
        -- What the feed has passed, for a month: a desk that lost its tail is sent it again.
        create table confirmed (
            position bigint primary key,
            id text not null unique,
            ticket bigint not null,
            body text not null,
            digest blob not null,
            made_ms bigint not null,
            operator text not null,
            operator_name text not null,
            seq bigint not null,
            settled_ms bigint not null
        );
        create index confirmed_seq on confirmed (seq);
        create index confirmed_settled on confirmed (settled_ms);
    ",
};

const TOLD: Migration = Migration {
    name: "outbox-0003",
    sql: "
        -- The desk lost the end of its history, and the operator has not seen that yet.
        create table went_back (
            id bigint primary key,
            to_ms bigint,
            again bigint not null
        );
    ",
};

const DAMAGE: Migration = Migration {
    name: "outbox-0004",
    sql: "
        -- What came of a damaged outbox, and the operator has not seen that yet.
        create table damage (
            id bigint primary key,
            at_ms bigint not null,
            path text not null,
            saved bigint not null,
            doubts text not null
        );
    ",
};

const SUMS: Migration = Migration { name: "outbox-0005", sql: sums::SQL };

/// Without sums: of a place that has changed on the disk the desk knows nothing, and an older one is found.
const PLACES: Migration = Migration {
    name: "outbox-0006",
    sql: "
        -- Places in the desk's history that had been read up to when something left the outbox, and when.
        create table checkpoint (seq bigint primary key, cursor text not null, at_ms bigint not null);
    ",
};

/// Without a sum: one that has changed on the disk lingers no longer than the longest time.
const LINGER: Migration = Migration {
    name: "outbox-0007",
    sql: "
        -- Until then the operation does not leave; null: it leaves at once.
        alter table operation add column leaves_ms bigint;
    ",
};
