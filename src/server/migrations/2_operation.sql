-- Which operation a transaction carried out: none has effect in two.
alter table txn add column operation text;
create unique index txn_by_operation on txn (operation);
alter table op_result add column operation text;
create unique index op_result_by_operation on op_result (operation);
