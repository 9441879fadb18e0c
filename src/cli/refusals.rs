//! What the desk refused, in words: a script's operation that waited for the link has nobody else to tell it to.

use super::error::CliResult;
use super::output::Output;
use super::show::{indented, instant, plain};
use crate::domain::{Action, OutboxEntry, OutboxState, Refusal, spent};
use jiff::tz::TimeZone;

/// One a line with the ticket's number, what was wanted and why not; then the text that was typed.
pub fn print(refused: &[OutboxEntry], zone: &TimeZone, out: &mut Output) -> CliResult {
    refused.iter().try_for_each(|entry| out.raw(text(entry, zone)))
}

fn text(entry: &OutboxEntry, zone: &TimeZone) -> String {
    let (ticket, what) = (entry.operation.ticket, wanted(&entry.operation.action));
    let typed: String = entry.operation.action.typed_texts().into_iter().map(indented).collect();
    format!("  #{ticket} {what}: {}\n{typed}", why(entry, zone))
}

/// For programs, with the same words.
pub fn json(entry: &OutboxEntry, zone: &TimeZone) -> serde_json::Value {
    serde_json::json!({
        "id": entry.id,
        "ticket": entry.operation.ticket,
        "operation": entry.operation.action,
        "made_at": entry.made_at,
        "why": why(entry, zone),
        "text": entry.operation.action.typed_text(),
    })
}

pub fn wanted(action: &Action) -> String {
    match action {
        Action::Take => "take".into(),
        Action::Steal { from, .. } => format!("take from {}", plain(from.as_str())),
        Action::GiveBack => "give back".into(),
        Action::Route { to, .. } => format!("route to {to}"),
        Action::Unlearn => "unlearn".into(),
        Action::SetStatus { to, .. } => format!("status to {to}"),
        Action::SetPriority { to, .. } => format!("priority to {to}"),
        Action::Skip { .. } => "skip".into(),
        Action::Snooze { until, .. } => format!("snooze until {}", instant(*until, &TimeZone::UTC)),
        Action::Promise { to: Some(to), .. } => format!("promise by {}", instant(*to, &TimeZone::UTC)),
        Action::Promise { to: None, .. } => "no promise".into(),
        Action::SettlePromise { kept: true, .. } => "promise kept".into(),
        Action::SettlePromise { kept: false, .. } => "promise broken".into(),
        Action::HandOver { .. } => "hand over".into(),
        Action::AcceptHandover { from } => format!("accept from {}", plain(from.as_str())),
        Action::ReturnHandover { from, .. } => format!("return to {}", plain(from.as_str())),
        Action::Escalate { to, .. } => format!("escalation to {to}"),
        Action::DeclareIncident => "incident".into(),
        Action::EndIncident => "no incident".into(),
        Action::Attach { incident } => format!("attach to {incident}"),
        Action::Detach { incident } => format!("detach from {incident}"),
        Action::ProposeBroadcast { .. } => "propose a broadcast".into(),
        Action::ReleaseBroadcast { .. } => "release the broadcast".into(),
        Action::ReturnBroadcast { .. } => "return the broadcast".into(),
        Action::WithdrawBroadcast { .. } => "withdraw the broadcast".into(),
        Action::AddTime { minutes, .. } => format!("time {}", spent::short(*minutes)),
        Action::Link { to } => format!("link to {to}"),
        Action::Unlink { to } => format!("unlink from {to}"),
        Action::Merge { into } => format!("merge into {into}"),
        Action::Unmerge { from } => format!("unmerge from {from}"),
        Action::Reply { .. } => "reply".into(),
        Action::Comment { .. } => "comment".into(),
    }
}

fn why(entry: &OutboxEntry, zone: &TimeZone) -> String {
    let OutboxState::Refused { refusal } = &entry.state else { return "it is not refused".into() };
    let why = plain(&refusal.to_string());
    match refusal {
        Refusal::Conflict { mark: Some(mark), .. } => {
            format!("{why}, since {} by {}", instant(mark.at, zone), plain(mark.by.as_str()))
        }
        _ => why,
    }
}

/// What to do about them. A console shows those of its own replica; a script's are in none.
pub fn hint(of_a_console: bool) -> String {
    let drop = "do again what is still wanted, then drop these with `turno sync --once --discard-refused`";
    match of_a_console {
        true => format!("{drop}; a console's own are also in it: press O"),
        false => drop.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::operation::Field;
    use crate::domain::{Mark, Operation, OperationId, OperatorId, Status, TicketId, Timestamp};

    fn refused(action: Action, refusal: Refusal) -> OutboxEntry {
        OutboxEntry {
            id: OperationId::new("one"),
            operation: Operation { ticket: TicketId(48_213), action },
            made_at: Timestamp(0),
            leaves_at: None,
            state: OutboxState::Refused { refusal },
            newer: Vec::new(),
        }
    }

    #[test]
    fn a_refusal_says_which_ticket_what_was_wanted_why_not_and_what_was_typed() {
        let by = Mark { by: OperatorId::new("op-08"), at: Timestamp(1_800_000_000_000) };
        let conflict = Refusal::Conflict {
            field: Field::Status,
            expected: "open".into(),
            found: "pending".into(),
            mark: Some(by),
        };
        let status = refused(Action::SetStatus { from: Status::Open, to: Status::Resolved }, conflict);
        let line =
            "  #48213 status to resolved: the status is now pending, not open, since 2027-01-15 08:00 UTC by op-08\n";
        assert_eq!(text(&status, &TimeZone::UTC), line);
        let body = "We are on it.\n\n\u{1b}[2JRegards".to_string();
        let reply = refused(Action::Reply { body, seen: 0, force: false }, Refusal::NewerReply);
        let shown = text(&reply, &TimeZone::UTC);
        assert!(
            shown.starts_with("  #48213 reply: a newer reply has gone to the customer\n    We are on it.\n"),
            "{shown}"
        );
        assert!(shown.contains("Regards\n") && !shown.contains('\u{1b}'), "{shown:?}");
    }
}
