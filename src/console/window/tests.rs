use super::*;
use crate::console::fixture::row;

fn window(ids: &[i64]) -> Window {
    let rows: Vec<_> = ids.iter().map(|id| row(*id)).collect();
    let total = Count { n: i64::try_from(ids.len()).unwrap(), or_more: false };
    Window { rows, at_start: true, at_end: true, total, before: Some(0) }
}

fn showing(ids: &[i64], selected: i64) -> Rows {
    let mut rows = Rows::default();
    rows.load(window(ids), Purpose::Adopt, 5);
    assert!(rows.select(TicketId(selected)));
    rows.fit(5);
    rows
}

fn ids(rows: &Rows) -> Vec<i64> {
    rows.rows().iter().map(|row| row.id.0).collect()
}

#[test]
fn arrivals_wait_until_the_operator_asks() {
    let mut rows = showing(&[10, 20, 30], 20);
    rows.load(window(&[5, 10, 15, 20, 30, 40]), Purpose::Merge, 5);
    assert_eq!((ids(&rows), rows.arrivals()), (vec![10, 20, 30], 3));
    rows.load(window(&[5, 10, 15, 20, 30, 40]), Purpose::Adopt, 5);
    assert_eq!((rows.rows().len(), rows.arrivals(), rows.selected()), (6, 0, Some(TicketId(20))));
}

#[test]
fn the_ticket_under_the_cursor_stays_there_even_when_it_leaves_the_list() {
    let mut rows = showing(&[10, 20, 30], 20);
    rows.load(window(&[10, 30]), Purpose::Merge, 5);
    assert_eq!(rows.selected(), Some(TicketId(20)));
    assert!(rows.selected_is_gone());
    rows.step(Motion::Down, 5);
    assert_eq!((ids(&rows), rows.selected()), (vec![10, 30], Some(TicketId(30))));
    assert!(!rows.selected_is_gone());
}

#[test]
fn after_ones_own_act_the_next_ticket_takes_the_place() {
    let mut rows = showing(&[10, 20, 30], 20);
    rows.load(window(&[10, 30]), Purpose::Adopt, 5);
    assert_eq!(rows.selected(), Some(TicketId(30)));
    rows.load(window(&[10]), Purpose::Adopt, 5);
    assert_eq!(rows.selected(), Some(TicketId(10)));
    rows.load(window(&[]), Purpose::Adopt, 5);
    assert_eq!(rows.selected(), None);
}

#[test]
fn the_cursor_keeps_its_line_when_rows_above_it_leave() {
    let mut rows = showing(&[10, 20, 30, 40, 50, 60, 70, 80, 90], 60);
    let line = rows.index() - rows.top(5);
    rows.load(window(&[20, 30, 40, 50, 60, 70, 80, 90]), Purpose::Merge, 5);
    assert_eq!(rows.index() - rows.top(5), line);
    assert_eq!(rows.selected(), Some(TicketId(60)));
}

#[test]
fn rows_stand_still_until_the_cursor_leaves_the_view_and_then_move_by_half_of_it() {
    let ids: Vec<i64> = (1..=40).collect();
    let mut rows = showing(&ids, 1);
    let mut tops = vec![rows.top(10)];
    for _ in 0..20 {
        rows.step(Motion::Down, 10);
        tops.push(rows.top(10));
    }
    assert_eq!(tops[..10], [0; 10]);
    assert_eq!(tops[10..15], [5; 5]);
    assert_eq!(tops[15..20], [10; 5]);
    for _ in 0..11 {
        rows.step(Motion::Up, 10);
    }
    assert_eq!((rows.index(), rows.top(10)), (9, 5), "the same on the way up");
    rows.step(Motion::Last, 10);
    assert_eq!(rows.top(10), 30, "and no empty line at the end");
}

#[test]
fn until_somebody_moves_the_cursor_stays_on_the_first_of_the_queue() {
    let mut rows = Rows::default();
    rows.load(window(&[20]), Purpose::Merge, 5);
    rows.load(window(&[10, 20]), Purpose::Merge, 5);
    assert_eq!(rows.selected(), Some(TicketId(10)));
    rows.step(Motion::Down, 5);
    rows.load(window(&[5, 10, 20]), Purpose::Merge, 5);
    assert_eq!(rows.selected(), Some(TicketId(20)));
}

#[test]
fn more_is_asked_for_before_the_edge_comes_into_view() {
    let ids: Vec<i64> = (1..=200).collect();
    let mut rows = Rows::default();
    rows.load(Window { at_end: false, ..window(&ids) }, Purpose::Adopt, 20);
    let asked = (1..200).find(|_| rows.step(Motion::Down, 20).is_some());
    assert_eq!(asked, Some(150), "50 rows are left below");
    assert_eq!(rows.step(Motion::Last, 20), Some(Purpose::Last));
    let more: Vec<i64> = (100..300).collect();
    rows.load(Window { at_start: false, ..window(&more) }, Purpose::Merge, 20);
    assert_eq!(rows.rows().len(), 200, "no list grows without end");
    assert_eq!(rows.arrivals(), 0, "rows not read before are not new");
}

#[test]
fn one_request_is_under_way_and_the_newest_waits() {
    let (mut loader, filter) = (Loader::default(), Filter::default());
    let first = loader.ask(&filter, Anchor::Start, Purpose::Merge).unwrap();
    assert_eq!(loader.ask(&filter, Anchor::Start, Purpose::Adopt), None);
    assert_eq!(loader.ask(&filter, Anchor::Start, Purpose::Merge), None);
    assert_eq!(loader.answered(first.generation, &filter), Some(Purpose::Merge));
    let second = loader.next(|_| Anchor::End).unwrap();
    assert_eq!(second.purpose, Purpose::Adopt, "what was asked for is not forgotten over a refresh");
    assert_eq!(loader.answered(first.generation, &filter), None, "an answer counts once");
    let other = Filter { words: vec![("x".into(), false)], ..Filter::default() };
    assert_eq!(loader.answered(second.generation, &other), None, "an answer for another search is dropped");
    assert!(!loader.is_busy());
}

#[test]
fn the_ticket_asked_for_last_is_the_one_that_is_loaded() {
    let mut slot = Slot::default();
    assert_eq!(slot.ask(TicketId(1)), Some(TicketId(1)));
    assert_eq!(slot.ask(TicketId(2)), None);
    assert_eq!(slot.ask(TicketId(3)), None);
    assert_eq!(slot.answered(TicketId(9)), None);
    assert_eq!(slot.answered(TicketId(1)), Some(TicketId(3)));
    assert_eq!(slot.answered(TicketId(3)), None);
}
