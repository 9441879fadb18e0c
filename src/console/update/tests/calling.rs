use super::*;
use crate::console::NotCompared;
use crate::console::command::Context;
use crate::console::screens::fixtures;

/// The cursor on ticket 10, whose requester, if `registered`, has a code.
fn called(registered: bool) -> Model {
    let mut model = ready();
    read_again(&mut model, registered, Status::Open);
    model
}

fn read_again(model: &mut Model, registered: bool, status: Status) {
    let mut read = dossier(10);
    let mut customer = fixtures::customer();
    customer.contacts[1].registered = registered;
    (read.customer, read.ticket.channel, read.ticket.status) = (Some(customer), Channel::Phone, status);
    update(model, Msg::DossierLoaded { ticket: TicketId(10), dossier: Some(Box::new(read)) });
}

fn who() -> ContactId {
    ContactId::new("C1001-2")
}

fn answers(model: &mut Model, answer: Result<Verdict, NotCompared>) {
    let effects = update(model, Msg::CallerAnswered { ticket: TicketId(10), contact: who(), answer });
    assert_eq!(effects, []);
}

fn asked(code: &str) -> Effect {
    let mut typed = CallerCode::default();
    code.chars().for_each(|digit| typed.push(digit));
    Effect::VerifyCaller { ticket: TicketId(10), contact: who(), code: typed }
}

fn screen(model: &Model) -> String {
    fixtures::drawn(model.size.0, model.size.1, |_, buf| _ = view::draw(model, &mut Cache::default(), buf))
}

/// Words as they stand on the screen, whatever line they were broken over.
fn says(model: &Model, words: &str) -> bool {
    let lines = screen(model).replace(['│', '┃'], " ");
    lines.split_whitespace().collect::<Vec<_>>().join(" ").contains(words)
}

const UNTIL: Timestamp = Timestamp(NOW.0 + 10 * 60_000);

#[test]
fn a_caller_is_identified_by_a_code_for_the_ticket_and_for_a_while() {
    let mut model = called(true);
    assert!(says(&model, "The caller is not identified yet."));
    assert!(says(&model, "i identify w work next"), "the first hint: {}", screen(&model));
    assert_eq!(press(&mut model, "i⟨Enter⟩83x1⟨Backspace⟩17⟨Enter⟩"), [asked("8317")]);
    assert!(says(&model, "The desk compares the code"), "{}", screen(&model));
    assert_eq!(press(&mut model, "⟨Enter⟩1"), [], "one attempt at a time");
    answers(&mut model, Ok(Verdict::Verified { until: UNTIL }));
    assert!(model.overlay.is_none());
    assert!(says(&model, "✔ identified: Graça Mexilho until 03:22"), "{}", screen(&model));
    assert!(!says(&model, "must not be told"));
    assert_eq!(model.callers.of(TicketId(20), NOW), None, "for this ticket alone");
    update(&mut model, Msg::Tick(NOW + Span::minutes(9)));
    assert!(model.next_change() <= UNTIL);
    model.changed = false;
    update(&mut model, Msg::Tick(UNTIL));
    assert!(model.changed && says(&model, "The caller is not identified yet."));
    assert!(model.notice.as_ref().unwrap().text().contains("time of Graça Mexilho is over"));
}

#[test]
fn a_wrong_code_is_asked_for_again_and_a_lock_stops_the_asking() {
    let mut model = called(true);
    press(&mut model, "i⟨Enter⟩0000⟨Enter⟩");
    answers(&mut model, Ok(Verdict::Wrong { attempts_left: 1 }));
    assert!(says(&model, "one attempt left"), "{}", screen(&model));
    assert_eq!(press(&mut model, "12⟨Enter⟩"), []);
    assert!(says(&model, "four digits") && says(&model, "one attempt left"));
    assert_eq!(press(&mut model, "34⟨Enter⟩"), [asked("1234")], "what was typed is still there");
    answers(&mut model, Err(NotCompared::Busy));
    assert!(says(&model, "did not count"));
    assert_eq!(press(&mut model, "1234⟨Enter⟩"), [asked("1234")]);
    answers(&mut model, Ok(Verdict::Locked { until: UNTIL }));
    assert!(says(&model, "locked until 03:22 WET"), "{}", screen(&model));
    assert_eq!((press(&mut model, "⟨Esc⟩"), model.overlay.is_none()), (vec![], true));
    assert_eq!(model.callers.of(TicketId(10), NOW), None);
}

#[test]
fn who_is_not_registered_is_told_so_by_a_reply_begun_with_one_key() {
    let mut model = called(false);
    assert_eq!(press(&mut model, "i⟨Enter⟩"), []);
    assert!(says(&model, "must register first. m: begin"), "{}", screen(&model));
    assert_eq!(press(&mut model, "m"), [Effect::LoadRegistration(TicketId(10))]);
    let text = Handoff { title: "Register".into(), text: "Olá, registe-se".into(), missing: Vec::new(), status: None };
    let ticket = model.current_dossier().unwrap().ticket.clone();
    update(&mut model, Msg::RegistrationLoaded { ticket: Box::new(ticket), text: Some(text) });
    let writing = model.compose.as_ref().unwrap();
    assert_eq!((writing.editor.kind(), writing.editor.text().as_str()), (Visibility::Public, "Olá, registe-se"));
}

#[test]
fn a_reply_is_offered_to_nobody_but_the_requester() {
    let mut model = called(true);
    let mut read = model.current_dossier().unwrap().clone();
    read.customer.as_mut().unwrap().contacts[0].registered = false;
    update(&mut model, Msg::DossierLoaded { ticket: TicketId(10), dossier: Some(Box::new(read)) });
    press(&mut model, "iportel⟨Enter⟩");
    assert!(says(&model, "Jaime Portelinha") && says(&model, "administers the portal"), "{}", screen(&model));
    assert_eq!(press(&mut model, "m"), []);
    assert_eq!(model.context(), Context::Menu);
}

#[test]
fn without_a_link_no_code_is_asked_for() {
    let mut model = called(true);
    let link = Link::Offline { since: NOW, problem: LinkProblem::Unreachable };
    update(&mut model, Msg::LinkChanged(SyncStatus { link, ..SyncStatus::default() }));
    press(&mut model, "i");
    assert!(says(&model, "nobody can be identified now"), "at once: {}", screen(&model));
    assert_eq!(press(&mut model, "⟨Enter⟩8317⟨Enter⟩"), []);
    update(&mut model, Msg::LinkChanged(SyncStatus { link: Link::Live, ..SyncStatus::default() }));
    press(&mut model, "⟨Esc⟩i⟨Enter⟩8317");
    let link = Link::Offline { since: NOW, problem: LinkProblem::Unreachable };
    update(&mut model, Msg::LinkChanged(SyncStatus { link, ..SyncStatus::default() }));
    assert_eq!(press(&mut model, "⟨Enter⟩"), [], "nor sent when the link goes meanwhile");
    assert!(says(&model, "call back"));
}

#[test]
fn an_answer_that_comes_late_is_said_and_holds() {
    let mut model = called(true);
    press(&mut model, "i⟨Enter⟩8317⟨Enter⟩⟨Esc⟩");
    answers(&mut model, Ok(Verdict::Wrong { attempts_left: 4 }));
    assert!(model.notice.as_ref().unwrap().text().contains("not identified"));
    press(&mut model, "i⟨Enter⟩8317⟨Enter⟩⟨Esc⟩");
    answers(&mut model, Ok(Verdict::Verified { until: UNTIL }));
    assert_eq!(model.callers.of(TicketId(10), NOW).unwrap().name, "Graça Mexilho");
    press(&mut model, "i⟨Enter⟩8317⟨Enter⟩");
    answers(&mut model, Err(NotCompared::NoAnswer("too slow".into())));
    assert!(says(&model, "was not compared: too slow"), "{}", screen(&model));
}

#[test]
fn the_end_of_the_ticket_or_of_the_call_ends_it() {
    let mut model = called(true);
    answers(&mut model, Ok(Verdict::Verified { until: UNTIL }));
    press(&mut model, "i⟨Down⟩⟨Down⟩⟨Enter⟩");
    assert_eq!(model.callers.of(TicketId(10), NOW), None, "the call is over");
    let resolve = Action::SetStatus { from: Status::Open, to: Status::Resolved };
    let operation = Operation { ticket: TicketId(10), action: resolve };
    answers(&mut model, Ok(Verdict::Verified { until: UNTIL }));
    update(&mut model, Msg::Submitted { operation, id: OperationId::new("o1"), inverse: None });
    assert_eq!(model.callers.of(TicketId(10), NOW), None, "resolved");
    answers(&mut model, Ok(Verdict::Verified { until: UNTIL }));
    read_again(&mut model, true, Status::Closed);
    assert_eq!(model.callers.of(TicketId(10), NOW), None, "closed by a colleague");
    answers(&mut model, Ok(Verdict::Verified { until: UNTIL }));
    read_again(&mut model, true, Status::Closed);
    assert!(model.callers.of(TicketId(10), NOW).is_some(), "who calls about what is closed can be identified, too");
}

#[test]
fn a_code_is_in_nothing_that_can_be_printed() {
    let mut model = called(true);
    let mut said = format!("{model:?}");
    for step in ["i", "⟨Enter⟩", "8", "3", "1", "7", "⟨Enter⟩"] {
        let effects = press(&mut model, step);
        if model.context() == Context::Line {
            update(&mut model, Msg::Pasted("8317".into()));
        }
        said.push_str(&format!("{effects:?}{model:?}{}", screen(&model)));
    }
    let answer = Msg::CallerAnswered { ticket: TicketId(10), contact: who(), answer: Ok(Verdict::NotRegistered) };
    said.push_str(&format!("{answer:?}"));
    update(&mut model, answer);
    said.push_str(&format!("{model:?}"));
    assert!(said.contains("CallerCode(hidden)"));
    for part in ["8317", "831", "8, 3", "'8'"] {
        assert!(!said.contains(part), "{part}");
    }
}

fn hit(customer: &str) -> CustomerHit {
    CustomerHit {
        customer: CustomerId::new(customer),
        customer_name: "Vidraria Atlante".into(),
        contact: None,
        contact_name: None,
        ticket: None,
        matched: "Vidraria Atlante".into(),
    }
}

fn profile(is_live: bool) -> Msg {
    let profile = Profile { customer: fixtures::customer(), recent: Vec::new(), is_live };
    Msg::ProfileLoaded { customer: CustomerId::new("C1001"), profile: Some(Box::new(profile)) }
}

#[test]
fn a_customer_is_found_as_one_types_and_their_tickets_fill_the_queue() {
    let mut model = ready();
    let effects = press(&mut model, "Cat");
    let asked = |generation, text: &str| Effect::FindCustomers { generation, text: text.into() };
    assert_eq!(effects, [asked(1, "a"), asked(2, "at")]);
    update(&mut model, Msg::CustomersFound { generation: 1, hits: vec![hit("C9")] });
    assert_eq!(press(&mut model, "⟨Enter⟩"), [], "nobody is gone to who was found for less than was typed");
    let effects = update(&mut model, Msg::CustomersFound { generation: 2, hits: vec![hit("C1001")] });
    assert_eq!(effects, [Effect::LoadProfile(CustomerId::new("C1001"))], "and then as was asked");
    let effects = update(&mut model, profile(true));
    let Some(Effect::LoadWindow { request, .. }) = effects.first() else { panic!("{effects:?}") };
    assert_eq!(request.filter.to_string(), "customer:C1001");
    assert!(model.overlay.is_none());
    let effects = answer(&mut model, effects, &[20, 30]);
    assert_eq!((effects, model.current()), (vec![], Some(TicketId(20))));
    assert_eq!(model.queue.filter, Filter::parse("customer:C1001").unwrap(), "as if it had been typed");
}

#[test]
fn a_customer_without_a_ticket_is_shown_by_themselves() {
    let mut model = ready();
    press(&mut model, "Ca");
    update(&mut model, Msg::CustomersFound { generation: 1, hits: vec![hit("C1001")] });
    press(&mut model, "⟨Enter⟩");
    assert_eq!(update(&mut model, profile(false)), []);
    assert!(says(&model, "no ticket in the queue") && says(&model, "READ FIRST"), "{}", screen(&model));
    let before = screen(&model);
    press(&mut model, "j");
    assert_ne!(screen(&model), before, "it is scrolled");
    press(&mut model, "⟨Esc⟩");
    assert!(model.overlay.is_none());
    press(&mut model, "Ca");
    update(&mut model, Msg::CustomersFound { generation: 1, hits: vec![hit("C1001")] });
    press(&mut model, "⟨Enter⟩⟨Esc⟩");
    assert_eq!(
        (update(&mut model, profile(true)), model.overlay.is_none()),
        (vec![], true),
        "who went away stays away"
    );
}

#[test]
fn who_is_found_by_the_number_of_a_ticket_is_shown_that_one() {
    for is_live in [true, false] {
        let mut model = ready();
        press(&mut model, "C4");
        let of_ticket = CustomerHit { ticket: Some(TicketId(77)), ..hit("C1001") };
        update(&mut model, Msg::CustomersFound { generation: 1, hits: vec![of_ticket] });
        press(&mut model, "⟨Enter⟩");
        let effects = update(&mut model, profile(is_live));
        assert!(effects.contains(&Effect::MarkSeen(TicketId(77))), "{effects:?}");
        answer(&mut model, effects, &[20, 77]);
        assert_eq!((model.open, model.overlay.is_none()), (Some(TicketId(77)), true));
        assert_eq!(model.current_dossier().unwrap().ticket.id, TicketId(77));
        assert_eq!(model.queue.is_plain(), !is_live);
    }
}
