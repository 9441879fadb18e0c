-- Nobody changes what has been sealed, the server included.
create trigger txn_is_not_changed before update on txn
begin select raise(abort, 'the audit trail is only added to'); end;
create trigger txn_is_not_shortened before delete on txn
begin select raise(abort, 'the audit trail is only added to'); end;

-- What is no more, oldest first: forgotten after a while.
create index feed_gone on feed (seq) where gone = 1;

-- Who sends under a device's name.
alter table device add column lease text;
