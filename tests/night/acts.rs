//! What happens that night, act by act.

use super::desk::{Night, snapshot};
use super::operator::CTRL_S;

/// Of the late shift, with thirteen tickets.
const LATE: &str = "op-12";
/// Of the day.
const DAY: &str = "op-01";
/// Of the night, too.
const SECOND: &str = "op-03";
const LEAD: &str = "op-10";

pub fn the_evening_hands_over(night: &mut Night) {
    let held = night.found("holder:op-12");
    assert!(held.len() > 10, "{held:?}");
    let mut late = night.seat(LATE);
    late.terminal.press("H");
    late.terminal.wait_for("tickets of yours");
    late.terminal.press("G");
    snapshot(&mut late.terminal, "the_late_shift_has_drafts");
    late.terminal.press("a");
    late.terminal.wait("all of them handed over", |screen| {
        screen.contains("handed over:") && !screen.contains("draft:") && !screen.contains('↑')
    });
    late.terminal.press("g");
    late.terminal.wait_for("▸");
    night.touched.extend(held);
}

pub fn the_night_arrives_and_accepts(night: &mut Night) {
    night.snapshot("the_night_arrives");
    night.press("H");
    night.wait_for("tickets to accept");
    night.snapshot("what_waits_to_be_accepted");
    // The first is not for her, the rest are.
    night.press("r");
    night.wait_for("why?");
    night.press("ask Ana first\r");
    night.wait_for("left with");
    night.press("a");
    night.teresa.terminal.wait("hers", |screen| screen.contains("tickets of yours") && !screen.contains("to accept"));
    night.press("\x1b");
    night.wait_for("[queue]");
    let mine = night.found_until("holder:op-10", |n| n > 10);
    assert_eq!(mine.iter().filter(|it| !night.touched.contains(*it)).count(), 0);
}

pub fn what_was_accepted_is_promised_put_off_and_escalated(night: &mut Night) {
    let mine = night.found("holder:op-10 status:open");
    let (promised, asleep, escalated) = (&mine[0], &mine[1], &mine[2]);
    night.open(promised);
    night.press("P");
    night.wait_for("by when");
    night.press("2h - call back\r");
    night.wait_for("promise by");
    night.back_to_the_queue();
    night.open(asleep);
    night.press("z");
    night.wait_for("until when");
    night.press("amanhã 9h\r");
    night.wait_for("takes the next");
    night.back_to_the_queue();
    night.open(escalated);
    night.press("e");
    night.wait_for("Escalate");
    night.press("third time this month\r");
    night.wait_for("Escalated to level 1");
    night.snapshot("an_escalated_ticket");
    night.back_to_the_queue();
    let (one, two, three) = (night.on_the_desk(promised), night.on_the_desk(asleep), night.on_the_desk(escalated));
    assert_eq!(one["promise"]["text"], "call back");
    assert_eq!(two["status"], "on_hold");
    assert_eq!(three["escalation"]["level"], 1);
}

pub fn three_at_once_are_changed_and_that_is_taken_back(night: &mut Night) {
    let low = night.found("holder:op-10 prio:low").len();
    night.press("/holder:me\r");
    night.wait_for("Queue 1/");
    night.press("   p");
    night.wait_for("Priority of 3 tickets");
    night.press("l");
    night.wait_for("do it");
    night.snapshot("what_will_become_of_three");
    night.press("\r");
    night.wait_for("done on");
    night.found_until("holder:op-10 prio:low", |n| n > low);
    night.press("u");
    night.wait_for("taken back");
    night.found_until("holder:op-10 prio:low", |n| n == low);
    // The marks, then the search.
    night.back_to_the_queue();
}

pub fn an_incident_is_told_to_all_its_customers_by_two_people(night: &mut Night) {
    let parent = night.found("lang:pt status:open,new type:trouble")[0].clone();
    let two = |language: &str| night.found(&format!("lang:{language} status:open,new -number:{parent}"))[..2].to_vec();
    let told = [("pt", "Caro"), ("es", "Hola"), ("en", "Hello")];
    let children: Vec<(String, &str)> =
        told.iter().flat_map(|(language, first)| two(language).into_iter().map(|it| (it, *first))).collect();
    night.open(&parent);
    night.press("I");
    night.wait_for("No incident is open");
    night.press("n");
    night.wait_for(&format!("Incident {parent}"));
    night.press("\x1b");
    night.teresa.terminal.look_on(std::time::Duration::from_millis(80));
    night.back_to_the_queue();
    let numbers: Vec<&str> = children.iter().map(|(number, _)| number.as_str()).collect();
    night.press(&format!("/number:{}\r", numbers.join(",")));
    night.wait_for("Queue 1/6");
    night.press("*");
    night.wait_for("6 marked");
    night.press("I");
    night.wait_for("Open incidents");
    night.press("a");
    night.wait_for("do it");
    night.press("\r");
    night.wait_for("6 tickets attached");
    night.press("b");
    night.wait_for("BROADCAST to all");
    for (_, first) in told {
        night.press(&format!("{first} {{{{ requester.first_name }}}}, #{{{{ ticket.id }}}}: LS1, 03:20.\t"));
    }
    night.snapshot("a_broadcast_is_written");
    night.press(CTRL_S);
    night.wait_for("waits for release");
    night.snapshot("a_broadcast_waits");
    let mut second = night.seat(SECOND);
    second.terminal.wait_for("waits for you to read and release");
    second.terminal.press(&format!("/number:{parent}\r"));
    second.terminal.wait_for("Queue 1/1");
    second.terminal.look_on(std::time::Duration::from_millis(300));
    second.terminal.press("I");
    second.terminal.wait_for("6 tickets attached");
    second.terminal.press("b");
    second.terminal.wait_for("to be read and released");
    snapshot(&mut second.terminal, "a_broadcast_is_read");
    second.terminal.press("G");
    second.terminal.wait_for("RELEASE to");
    second.terminal.press("R");
    second.terminal.wait_for("released by");
    snapshot(&mut second.terminal, "a_broadcast_is_released");
    night.found_until("is:proposed", |n| n == 0);
    for (child, first) in &children {
        let reply = night.last_reply(child);
        assert!(reply.starts_with(first) && reply.contains(&format!("#{child}: ")), "{child}: {reply}");
    }
    assert!(night.last_reply(&parent).starts_with("Caro "));
    night.touched.extend(children.into_iter().map(|(number, _)| number).chain([parent]));
    night.press("\x1b");
    night.teresa.terminal.look_on(std::time::Duration::from_millis(80));
    night.back_to_the_queue();
}

pub fn a_customer_is_answered_by_a_macro(night: &mut Night) {
    let ticket = night.found("holder:op-10 status:open lang:pt type:trouble,access,smart_hands,order")[0].clone();
    night.open(&ticket);
    night.press("m");
    night.wait_for("Macros for");
    night.press("progresso");
    night.teresa.terminal.settle(std::time::Duration::from_millis(200));
    night.snapshot("a_macro_is_chosen");
    night.press("\x1b");
    night.teresa.terminal.wait_gone("Macros for");
    night.press("r");
    night.wait_for("PUBLIC REPLY");
    night.press("Bom dia, estamos a tratar do assunto e damos notícias dentro de uma hora.");
    night.press(CTRL_S);
    night.teresa.terminal.wait_gone("PUBLIC REPLY");
    night.wait_for("damos notícias");
    night.back_to_the_queue();
}

pub fn a_caller_is_identified_and_one_is_locked_out(night: &mut Night) {
    night.open("48320");
    night.press("i");
    night.wait_for("Who calls");
    night.press("\r");
    night.wait_for("4-digit code");
    night.press("7725");
    night.snapshot("a_code_is_typed");
    night.press("\r");
    night.wait_for("is identified");
    assert!(!night.teresa.terminal.screen().contains("7725"), "a code is on no screen");
    night.back_to_the_queue();
    night.open("48310");
    night.press("i");
    night.wait_for("Who calls");
    night.press("\r");
    night.wait_for("4-digit code");
    for said in ["4 attempts left", "3 attempts left", "2 attempts left", "one attempt left", "Too many wrong codes"] {
        night.press("0001\r");
        night.wait_for(said);
    }
    night.snapshot("a_caller_is_locked_out");
    night.press("\x1b");
    night.teresa.terminal.wait_gone("Too many wrong codes");
    night.back_to_the_queue();
}

/// A colleague of the first caller has called, too: one of the two tickets goes into the other, and out again.
pub fn a_duplicate_is_merged_and_taken_out_again(night: &mut Night) {
    let status = night.on_the_desk("48320")["status"].clone();
    night.open("48320");
    night.press("D");
    night.wait_for("May be the same request");
    night.wait_for("▸ 48318");
    night.snapshot("what_may_be_the_same_request");
    night.press("m");
    night.wait_for("48320 is closed into 48318");
    night.snapshot("a_merge_says_what_it_does");
    night.press("\r");
    night.wait_for("Merged into this one: 48320");
    night.found_until("is:merged number:48320", |n| n == 1);
    night.snapshot("both_conversations_stand_on_one");
    night.press("u");
    night.teresa.terminal.wait_gone("Merged into this one");
    night.found_until("is:merged number:48320", |n| n == 0);
    assert_eq!(night.on_the_desk("48320")["status"], status, "it stands as it stood");
    night.back_to_the_queue();
}

/// Every ticket that nobody holds: taken, routed, answered or put aside, and finished.
pub fn what_nobody_holds_is_worked_through(night: &mut Night) {
    // A busy machine may take longer than the console waits for its desk; then it helps itself, and says so.
    let given = |screen: &str| {
        let (before, _) = [" is yours", " is taken here"].iter().find_map(|it| screen.split_once(it))?;
        before.split_whitespace().last().map(str::to_string)
    };
    let mut last = String::new();
    for turn in 0.. {
        // A person reads before the next key, and a desk counts how much one of them asks.
        night.teresa.terminal.look_on(std::time::Duration::from_millis(150));
        night.press("w");
        let screen = night.teresa.terminal.wait("an answer", |screen| {
            given(screen).is_some_and(|ticket| ticket != last) || screen.contains("Nobody is waiting")
        });
        let Some(ticket) = given(&screen) else { break };
        last.clone_from(&ticket);
        night.wait_for(&format!("#{ticket}"));
        route(night);
        if turn == 0 {
            night.snapshot("a_ticket_is_routed");
        }
        // By its number, since which comes when depends on who is busy.
        match ticket.parse::<u32>().unwrap() % 4 {
            0 => comment(night, "looked at"),
            1 => set_status(night, "p", "┃waiting for customer"),
            2 => set_status(night, "r", "┃resolved"),
            _ => {}
        }
        night.touched.insert(ticket);
        assert!(turn < 60, "the desk gives out more than it has");
    }
    night.found_until("holder:none status:open,new", |n| n == 0);
    night.back_to_the_queue();
}

/// Accepts the suggestion, or chooses the first when the router is unsure. Some of the sample are routed already.
fn route(night: &mut Night) {
    let routed =
        |screen: &str| ["AM", "CSM", "SE", "BA", "GSD"].iter().any(|it| screen.contains(&format!("Owner {it} ")));
    if routed(&night.wait_for("Owner ")) {
        return;
    }
    night.press("a");
    let screen =
        night.teresa.terminal.wait("an answer", |screen| routed(screen) || screen.to_lowercase().contains("unsure"));
    if !routed(&screen) {
        night.press("1");
        night.teresa.terminal.wait("a route", routed);
    }
}

fn comment(night: &mut Night, text: &str) {
    night.press("c");
    night.wait_for("INTERNAL COMMENT");
    night.press(text);
    night.press(CTRL_S);
    night.teresa.terminal.wait_gone("INTERNAL COMMENT");
}

fn set_status(night: &mut Night, key: &str, said: &str) {
    night.press("s");
    night.wait_for("Status of");
    night.press(key);
    night.wait_for(said);
}

pub fn a_colleagues_ticket_is_taken_with_a_reason(night: &mut Night) {
    let theirs = night.found("holder:op-02 status:open");
    for ticket in theirs.iter().take(4) {
        night.open(ticket);
        night.press("t");
        night.wait_for("why?");
        night.press("she has gone home\r");
        night.wait_for("Held by you");
        night.back_to_the_queue();
        assert_eq!(night.on_the_desk(ticket)["assignee"], LEAD);
    }
}

pub fn the_network_is_gone_and_comes_back(night: &mut Night) {
    let mine = night.found("holder:op-10 status:open");
    night.cut_the_network();
    night.wait_for("○ offline");
    for (n, ticket) in mine.iter().take(3).enumerate() {
        night.open(ticket);
        comment(night, &format!("without a link, {n}"));
        night.wait_for(&format!("↑ {} waiting", n + 1));
        night.back_to_the_queue();
    }
    night.snapshot("without_a_link");
    night.an_hour_passes_with_the_console_closed();
    night.wait_for("↑ 3 waiting");
    night.mend_the_network();
    night.teresa.terminal.wait("all sent", |screen| screen.contains("● live") && !screen.contains("waiting"));
    for (n, ticket) in mine.iter().take(3).enumerate() {
        night.open(ticket);
        night.wait_for(&format!("without a link, {n}"));
        night.back_to_the_queue();
    }
}

pub fn the_morning_takes_over(night: &mut Night) {
    let mine = night.found("holder:op-10 status:new,open,pending,on_hold");
    night.press("H");
    night.wait_for("tickets of yours");
    night.press("a");
    night.teresa.terminal.wait("all handed over", |screen| {
        screen.contains("handed over:") && !screen.contains("draft:") && !screen.contains('↑')
    });
    night.snapshot("the_night_hands_over");
    let mut day = night.seat(DAY);
    day.terminal.press("H");
    day.terminal.wait_for("tickets to accept");
    snapshot(&mut day.terminal, "the_morning_sees_what_is_offered");
    day.terminal.press("a");
    day.terminal.wait("all accepted", |screen| !screen.contains("to accept") && screen.contains("tickets of yours"));
    night.found_until("holder:op-10 status:new,open,pending,on_hold", |n| n == 0);
    for ticket in mine {
        assert_eq!(night.on_the_desk(&ticket)["assignee"], DAY);
    }
    night.press("\x1b");
    night.wait_for("[queue]");
    night.press("q");
    assert_eq!(night.teresa.terminal.wait_exit(), 0);
}
