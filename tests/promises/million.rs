//! A desk of a million tickets, read for the first time.
//!
//! `turno generate` would take many minutes for it: a small desk is generated, and its closed tickets are copied in
//! the database under new numbers. What a console reads of a copy is what it would read of any ticket.

use crate::figures::Figures;
use crate::operator::home_at;
use crate::program::Served;
use crate::pty::Terminal;
use rusqlite::Connection;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use turno::seam;
use turno::server::{Desk, Limits, ServerConfig};

const TICKETS: i64 = 1_000_000;
/// Made by themselves; the others are copies.
const GENERATED: u64 = 4_000;
/// From this number on.
const COPIES: i64 = 10_000_000;
const OPERATOR: &str = "op-10";

#[test]
fn the_first_reading_of_a_million_tickets_is_soon_usable_and_done_in_a_short_time() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("desk.db");
    generate(&database);
    multiply(&database);
    let token = Served::token_for(&database, OPERATOR);
    let desk = Served::start_empty(&database);
    let program = home_at(&desk.address, &token);

    let began = Instant::now();
    let mut terminal = Terminal::start(program.home.path(), 160, 48, &[]);
    terminal.wait("the queue", |screen| screen.contains("Queue 1/"));
    let usable = began.elapsed();
    let keys = press_until_read(&mut terminal);
    let read = began.elapsed();

    let (half, most) = (keys.percentile(50), keys.percentile(95));
    println!(
        "promises: of {TICKETS} tickets the working set after {usable:.1?}, all headers after {read:.0?}; \
         {} keys meanwhile: p50 {half:.1?}, p95 {most:.1?}",
        keys.count()
    );
    assert!(usable <= Duration::from_secs(2), "usable after {usable:?}");
    assert!(read <= Duration::from_secs(60), "read after {read:?}");
    assert!(most <= Duration::from_millis(17), "a key took {most:?}");
}

/// Moves the cursor until all is read, and says how long each step took.
fn press_until_read(terminal: &mut Terminal) -> Figures {
    let mut keys = Figures::default();
    let limit = Instant::now() + Duration::from_secs(180);
    for n in 2.. {
        if terminal.screen().contains("● live") || Instant::now() > limit {
            break;
        }
        let place = format!("Queue {}/", if n % 2 == 0 { 2 } else { 1 });
        terminal.press(if n % 2 == 0 { "j" } else { "k" });
        let at = Instant::now();
        terminal.wait_for(&place);
        keys.add(at.elapsed());
        terminal.look_on(Duration::from_millis(50));
    }
    keys
}

/// A desk such as `turno generate` makes.
fn generate(database: &Path) {
    let (clock, rng) = (Arc::new(seam::System), Arc::new(seam::System));
    let config = ServerConfig { database: database.into(), sample: false, limits: Limits::default(), clock, rng };
    Desk::open(config).unwrap().generate(GENERATED, 7, &mut |_| {}).unwrap();
}

/// Copies closed tickets until there are enough. The indexes are made again afterwards, which is much faster.
fn multiply(database: &Path) {
    let mut db = Connection::open(database).unwrap();
    // Nothing has to survive a power cut, and a gigabyte is not written twice.
    db.execute_batch(
        "pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -1000000; pragma threads = 2",
    )
    .unwrap();
    let tx = db.transaction().unwrap();
    let indexes = |what| rows(&tx, &format!("select {what} from sqlite_schema where {INDEX}"));
    let (names, made_by) = (indexes("name"), indexes("sql"));
    names.iter().for_each(|name| tx.execute_batch(&format!("drop index {name}")).unwrap());
    let (count, closed): (i64, i64) =
        tx.query_row("select count(*), sum(live = 0) from ticket", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let missing = TICKETS - count;
    let columns = rows(&tx, "select name from pragma_table_info('ticket')");
    let copied: Vec<&str> = columns.iter().map(|name| copy_of(name)).collect();
    tx.execute_batch(&format!(
        "create temp table template as select *, row_number() over (order by id) - 1 as place from ticket where live = 0;
        with recursive copies(first) as (select {COPIES} union all select first + {closed} from copies
            where first + {closed} < {COPIES} + {missing})
        insert into main.ticket ({}) select {} from copies, template where first + place < {COPIES} + {missing};
        insert into feed (kind, id, seq, gone) select 'ticket', cast(id as text), seq, 0 from ticket where id >= {COPIES};",
        columns.join(", "),
        copied.join(", "),
    ))
    .unwrap();
    made_by.iter().for_each(|index| tx.execute_batch(index).unwrap());
    let count: i64 = tx.query_row("select count(*) from ticket", [], |row| row.get(0)).unwrap();
    assert_eq!(count, TICKETS);
    let misnamed = "select count(*) from ticket where id % 1009 = 0 and json_extract(body, '$.id') <> id";
    assert_eq!(tx.query_row(misnamed, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    tx.commit().unwrap();
}

const INDEX: &str = "type = 'index' and tbl_name = 'ticket' and sql is not null";

/// What a copy has in a column.
fn copy_of(column: &str) -> &str {
    match column {
        "id" => "first + place",
        // Its number is the first thing that the record has; to read and write a million of them takes a while.
        "body" => "'{\"id\":' || (first + place) || substr(body, instr(body, ','))",
        other => other,
    }
}

fn rows(db: &Connection, sql: &str) -> Vec<String> {
    let mut statement = db.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}
