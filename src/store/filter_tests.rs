//! A filter in SQL against the same filter by looking at every ticket.

use super::filter::Reader;
use super::tests::{Fixture, NOW, reader, ticket};
use super::{customers, records, reference, tickets, window};
use crate::domain::incident::{Broadcast, Incident};
use crate::domain::{
    Anchor, Channel, Clock, Clocks, Comparison, CustomerId, Filter, FilterField as Field, FilterFlag as Flag,
    FilterValue as V, Language, Operator, OperatorId, Place, Priority, Product, Promise, Role, Settled, Shift, Skip,
    SkipReason, Span, Status, Term, Ticket, TicketId, TicketType, Timestamp, WindowRequest, is_breached, order,
};
use proptest::prelude::*;

const TERMS: &[&str] = &[
    "status:open",
    "status:resolved,pending",
    "-status:new,on_hold",
    "-status:resolved",
    "prio:<=2",
    "prio:>high",
    "prio:high,low",
    "-prio:critical",
    "type:access,trouble",
    "role:gsd",
    "role:none,ba",
    "-role:gsd",
    "-role:none",
    "assignee:me",
    "-assignee:me",
    "assignee:none,op-02",
    "site:ls1",
    "-site:LS1",
    "site:none",
    "lang:pt,es",
    "channel:phone",
    "product:network,none",
    "-product:network",
    "customer:c2",
    "customer:iberica",
    "-customer:\"Acme Ibérica\"",
    "tag:Spam",
    "-tag:spam,vip",
    "tag:none",
    "sla:<30m",
    "sla:>=-1h",
    "-sla:<30m",
    "sla:none",
    "age:>2h",
    "age:<=3h",
    "is:emergency",
    "-is:emergency",
    "is:breached",
    "-is:breached",
    "is:unread",
    "-is:unread",
    "is:pending",
    "-is:pending",
    "is:promised",
    "-is:promised",
    "is:passed_over",
    "-is:passed_over",
    "lang:me",
    "-lang:me",
    "lang:me,es",
    "is:live",
    "-is:live",
    "is:finished",
    "-is:finished,emergency",
    "is:live,finished",
    "is:incident",
    "-is:incident",
    "is:proposed",
    "incident:1",
    "-incident:1",
    "incident:none,2",
    "is:merged",
    "-is:merged",
    "number:<5",
    "number:3,4,9",
    "-number:3",
];

/// A query of some terms and an order.
fn query() -> impl Strategy<Value = String> {
    let terms = prop::collection::vec(prop::sample::select(TERMS), 0..4);
    let sort = prop::sample::select(&["", "sort:due", "sort:age", "sort:number", "sort:updated"][..]);
    (terms, sort).prop_map(|(terms, sort)| format!("{} {sort}", terms.join(" ")))
}

fn clocks() -> impl Strategy<Value = Clocks> {
    let clock = (-90i64..90, prop::option::of(-60i64..0)).prop_map(|(due, paused)| Clock {
        target: Span::hours(4),
        started_at: NOW - Span::hours(3),
        due_at: NOW + Span::minutes(due),
        paused: Span(0),
        paused_since: paused.map(|minutes| NOW + Span::minutes(minutes)),
        stopped_at: None,
    });
    prop::option::of(clock).prop_map(|resolution| Clocks { first_response: None, resolution })
}

prop_compose! {
    fn any_ticket()(
        (status, priority, kind) in (
            prop::sample::select(Status::ALL),
            prop::sample::select(Priority::ALL),
            prop::sample::select(TicketType::ALL),
        ),
        (language, channel) in (prop::sample::select(Language::ALL), prop::sample::select(Channel::ALL)),
        (owner_role, product) in (
            prop::option::of(prop::sample::select(&Role::ALL[..])),
            prop::option::of(prop::sample::select(Product::ALL)),
        ),
        holder in prop::option::of(prop::sample::select(&["op-01", "op-02"][..])),
        site in prop::option::of(prop::sample::select(&["LS1", "MD2"][..])),
        customer in prop::sample::select(&["C1", "C2"][..]),
        tags in prop::sample::subsequence(vec!["spam".to_string(), "VIP".to_string()], 0..=2),
        clocks in clocks(),
        hours in 0i64..6,
        emergency in any::<bool>(),
        (part_of, leads) in (prop::option::of(1i64..3), prop::option::of(any::<bool>())),
        (promised, settled, skips, merged) in (any::<bool>(), any::<bool>(), 0usize..5, any::<bool>()),
    ) -> Ticket {
        let made = NOW - Span::hours(hours);
        Ticket {
            status, priority, kind, language, channel, owner_role, product, tags, clocks, emergency,
            assignee: holder.map(OperatorId::new),
            site: site.map(String::from),
            customer: CustomerId::new(customer),
            created_at: made,
            updated_at: made + Span::minutes(hours * 7 % 5),
            inbound_at: made,
            promise: promised.then(|| promise(made, settled)),
            part_of: part_of.map(TicketId),
            incident: leads.map(incident),
            skips: vec![Skip { by: OperatorId::new("op-03"), at: made, reason: SkipReason::Time }; skips],
            duplicate_of: merged.then_some(TicketId(1)),
            ..ticket(0)
        }
    }
}

/// Tickets numbered from 1; those whose number divides by 3 have been seen two hours ago, by 4 are pending.
fn desk() -> impl Strategy<Value = Vec<Ticket>> {
    prop::collection::vec(any_ticket(), 0..24).prop_map(|mut tickets| {
        for (ticket, n) in tickets.iter_mut().zip(1..) {
            ticket.id = TicketId(n);
        }
        tickets
    })
}

/// Speaks Portuguese and English.
fn who_asks() -> Operator {
    let languages = vec![Language::Pt, Language::En];
    Operator { id: reader().operator, name: "Ana".into(), languages, shift: Shift::Night, lead: false }
}

fn promise(made_at: Timestamp, settled: bool) -> Promise {
    let settled = settled.then_some(Settled { at: made_at, kept: true });
    Promise { by: reader().operator, made_at, due_at: NOW + Span::minutes(20), text: String::new(), settled }
}

fn incident(waits: bool) -> Incident {
    let by = reader().operator;
    let broadcast = || Broadcast {
        by: reader().operator,
        by_name: String::new(),
        at: NOW,
        texts: Default::default(),
        to: Vec::new(),
        returned: None,
    };
    Incident { by, at: NOW, revision: 1, proposed: waits.then(broadcast), sent: Vec::new() }
}

const SEEN: Timestamp = Timestamp(NOW.0 - 2 * 3_600_000);

fn stored(desk: &[Ticket]) -> Fixture {
    let fixture = Fixture::new();
    fixture.with(|tx| {
        for (id, name) in [("C1", "Acme Ibérica"), ("C2", "Brisa")] {
            customers::put(tx, 1, &super::tests::customer(id, name))?;
        }
        reference::put_operator(tx, 1, &who_asks())?;
        for ticket in desk {
            records::put(tx, 1, &crate::domain::Record::Ticket(Box::new(ticket.clone())))?;
            if ticket.id.0 % 3 == 0 {
                tickets::mark_seen(tx, ticket.id, SEEN)?;
            }
            tickets::mark_pending(tx, ticket.id, ticket.id.0 % 4 == 0)?;
        }
        Ok(())
    });
    fixture
}

fn compare(comparison: Comparison, a: i64, b: i64) -> bool {
    match comparison {
        Comparison::Equal => a == b,
        Comparison::Less => a < b,
        Comparison::LessOrEqual => a <= b,
        Comparison::Greater => a > b,
        Comparison::GreaterOrEqual => a >= b,
    }
}

fn has_flag(ticket: &Ticket, flag: Flag) -> bool {
    let live = ticket.status.is_live();
    match flag {
        Flag::Emergency => ticket.emergency,
        Flag::Breached => live && ticket.nearest_clock().is_some_and(|clock| is_breached(&clock, NOW)),
        Flag::Unread => ticket.id.0 % 3 != 0 || ticket.inbound_at > SEEN,
        Flag::Pending => ticket.id.0 % 4 == 0,
        Flag::Promised => ticket.open_promise().is_some(),
        Flag::PassedOver => ticket.is_passed_over(),
        Flag::Incident => ticket.incident.is_some(),
        Flag::Proposed => ticket.waiting_broadcast().is_some(),
        Flag::Live => live,
        Flag::Finished => !live,
        Flag::Merged => ticket.duplicate_of.is_some(),
    }
}

fn has(ticket: &Ticket, term: &Term, value: &V, reader: &Reader) -> bool {
    match value {
        V::Number(id) if term.field == Field::Incident => ticket.part_of == Some(*id),
        V::Number(id) => compare(term.comparison, ticket.id.0, id.0),
        V::Status(it) => ticket.status == *it,
        V::Priority(it) => compare(term.comparison, ticket.priority.rank(), it.rank()),
        V::Type(it) => ticket.kind == *it,
        V::Role(it) => ticket.owner_role == Some(*it),
        V::Me if term.field == Field::Language => ticket.language == Language::Pt || ticket.language == Language::En,
        V::Me => ticket.assignee.as_ref() == Some(&reader.operator),
        V::Operator(it) => ticket.assignee.as_ref() == Some(it),
        V::Language(it) => ticket.language == *it,
        V::Channel(it) => ticket.channel == *it,
        V::Product(it) => ticket.product == Some(*it),
        V::Text(it) => match term.field {
            Field::Site => ticket.site.as_ref() == Some(it),
            Field::Tag => ticket.tags.iter().any(|tag| tag.eq_ignore_ascii_case(it)),
            _ if it == "c2" => ticket.customer.as_str() == "C2",
            _ => ticket.customer.as_str() == "C1",
        },
        V::Span(it) => match term.field {
            Field::Age => compare(term.comparison, (NOW - ticket.created_at).0, it.0),
            _ => {
                let left = ticket.deadline() - NOW;
                ticket.deadline() != Timestamp::NEVER && compare(term.comparison, left.0, it.0)
            }
        },
        V::Flag(flag) => has_flag(ticket, *flag),
        V::Nothing => match term.field {
            Field::Role => ticket.owner_role.is_none(),
            Field::Assignee => ticket.assignee.is_none(),
            Field::Site => ticket.site.is_none(),
            Field::Product => ticket.product.is_none(),
            Field::Tag => ticket.tags.is_empty(),
            Field::Incident => ticket.part_of.is_none(),
            _ => ticket.deadline() == Timestamp::NEVER,
        },
    }
}

fn meets(ticket: &Ticket, filter: &Filter, reader: &Reader) -> bool {
    let lifts = |term: &Term| match term.field {
        Field::Status => !term.negated,
        Field::Is => !term.negated || term.values.iter().any(|it| matches!(it, V::Flag(Flag::Live | Flag::Finished))),
        _ => false,
    };
    let in_sight = ticket.status.is_live() || filter.terms.iter().any(lifts);
    let holds = |term: &Term| term.values.iter().any(|value| has(ticket, term, value, reader)) != term.negated;
    in_sight && filter.terms.iter().all(holds)
}

fn expected(desk: &[Ticket], filter: &Filter) -> Vec<Place> {
    let mut places: Vec<Place> = desk
        .iter()
        .filter(|ticket| meets(ticket, filter, &reader()))
        .map(|ticket| order::place(ticket, filter.sort))
        .collect();
    places.sort();
    places
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_filter_finds_what_looking_at_every_ticket_finds(desk in desk(), query in query(), limit in 1usize..9) {
        let filter = Filter::parse(&query).unwrap();
        let (fixture, all) = (stored(&desk), expected(&desk, &filter));
        let read = |anchor| {
            let request = WindowRequest { filter: filter.clone(), anchor, limit };
            fixture.with(|tx| window::window(tx, &request, &reader()))
        };
        // From the start, page by page.
        let (mut found, mut after): (Vec<Place>, Option<Place>) = (Vec::new(), None);
        while found.len() <= all.len() {
            let page = fixture.with(|tx| window::page(tx, &filter, after.as_ref(), limit, &reader()));
            let Some(last) = page.last() else { break };
            after = Some(last.place.clone());
            found.extend(page.into_iter().map(|row| row.place));
        }
        prop_assert_eq!(&found, &all, "{}", query);
        // Around every place: a piece of the whole, and what it says of itself is right.
        let anchors = all.iter().map(|place| Anchor::Around(place.clone())).chain([Anchor::Start, Anchor::End]);
        let anchors = anchors.chain(desk.iter().map(|ticket| Anchor::Ticket(ticket.id)));
        for anchor in anchors {
            let window = read(anchor.clone());
            let places: Vec<Place> = window.rows.iter().map(|row| row.place.clone()).collect();
            let before = window.before.unwrap() as usize;
            prop_assert_eq!(places.len(), limit.min(all.len()), "{} {:?}", query, anchor);
            prop_assert_eq!(&places[..], &all[before..before + places.len()], "{} {:?}", query, anchor);
            prop_assert_eq!(window.at_start, before == 0);
            prop_assert_eq!(window.at_end, before + places.len() == all.len());
            prop_assert_eq!(window.total.n as usize, all.len());
            if let Anchor::Around(place) = &anchor {
                prop_assert!(places.contains(place));
            }
        }
    }

    #[test]
    fn a_row_says_what_its_ticket_says(desk in desk()) {
        let fixture = stored(&desk);
        for ticket in &desk {
            let row = fixture.with(|tx| window::row(tx, ticket.id)).unwrap();
            prop_assert_eq!(&row.place, &order::place(ticket, Default::default()));
            prop_assert_eq!((row.status, row.priority, row.kind), (ticket.status, ticket.priority, ticket.kind));
            prop_assert_eq!((row.language, &row.site), (ticket.language, &ticket.site));
            prop_assert_eq!((&row.subject, &row.customer_name), (&ticket.subject, &ticket.customer_name));
            prop_assert_eq!((row.owner_role, &row.assignee), (ticket.owner_role, &ticket.assignee));
            prop_assert_eq!((row.emergency, row.created_at), (ticket.emergency, ticket.created_at));
            prop_assert_eq!(row.clock, ticket.nearest_clock().filter(|_| ticket.status.is_live()));
            prop_assert_eq!(row.unread, has_flag(ticket, Flag::Unread));
            prop_assert_eq!(row.pending, has_flag(ticket, Flag::Pending));
        }
    }
}
