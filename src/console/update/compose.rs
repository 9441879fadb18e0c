//! Writing: drafts are on disk within a second of a keystroke, and nothing that happens elsewhere touches the text.

use super::walk;
use crate::console::command::{Command, Context};
use crate::console::effect::Effect;
use crate::console::model::{Model, Writing};
use crate::console::msg::Wake;
use crate::console::screens::compose::{Compose, say};
use crate::console::widgets::notice::Level;
use crate::domain::{Action, Operation, Span, Ticket, TicketId, Visibility, macros};

/// So long after the first unsaved keystroke the draft is saved.
const SAVE_AFTER: Span = Span(600);

/// Begins to write; the draft of another time comes in when it has been read.
pub fn begin(model: &mut Model, ticket: &Ticket, kind: Visibility, effects: &mut Vec<Effect>) {
    let same = |writing: &Writing| writing.editor.ticket() == ticket.id && writing.editor.kind() == kind;
    if model.compose.as_ref().is_some_and(same) {
        return;
    }
    save(model, effects);
    // Nobody writes without the conversation in view.
    if model.open != Some(ticket.id) {
        walk::show(model, ticket.id, effects);
    }
    model.compose = Some(Writing {
        editor: Compose::new(ticket, kind, ""),
        unsaved: false,
        save_ordered: false,
        draft_ordered: true,
        confirmed: false,
        sending: false,
    });
    effects.push(Effect::LoadDraft { ticket: ticket.id, kind });
}

/// Begins a public reply with a text, under what had been written before.
pub fn begin_with(model: &mut Model, ticket: &Ticket, text: &str, effects: &mut Vec<Effect>) {
    begin(model, ticket, Visibility::Public, effects);
    let Some(writing) = &mut model.compose else { return };
    let typed = writing.editor.text();
    let whole = if typed.trim().is_empty() { text.to_string() } else { format!("{typed}\n\n{text}") };
    writing.editor.replace(&whole);
    edited(model, effects);
}

pub fn draft_loaded(model: &mut Model, ticket: TicketId, kind: Visibility, text: Option<String>) {
    let Some(writing) = &mut model.compose else { return };
    if !writing.draft_ordered || writing.editor.ticket() != ticket || writing.editor.kind() != kind {
        return;
    }
    writing.draft_ordered = false;
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return };
    // What was typed while the draft was being read comes after it.
    let typed = writing.editor.text();
    let whole = if typed.is_empty() { text } else { format!("{text}\n{typed}") };
    writing.editor.replace(&whole);
    model.say("notice-draft", Level::Info, &[]);
}

/// The text is another: the draft is to be saved soon.
pub fn edited(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(writing) = &mut model.compose else { return };
    writing.unsaved = true;
    if !writing.save_ordered {
        writing.save_ordered = true;
        effects.push(Effect::Wake { after: SAVE_AFTER, wake: Wake::SaveDraft });
    }
}

/// Saves the draft if it is not on disk as it is.
pub fn save(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(writing) = &mut model.compose else { return };
    writing.save_ordered = false;
    if !std::mem::take(&mut writing.unsaved) {
        return;
    }
    let (ticket, kind, text) = (writing.editor.ticket(), writing.editor.kind(), writing.editor.text());
    effects.push(match text.trim().is_empty() {
        // What was deleted must not come back.
        true => Effect::DropDraft { ticket, kind },
        false => Effect::SaveDraft { ticket, kind, text },
    });
}

/// Back to the ticket; the draft is kept.
pub fn close(model: &mut Model, effects: &mut Vec<Effect>) {
    save(model, effects);
    let Some(writing) = model.compose.take().filter(|writing| !writing.editor.text().trim().is_empty()) else { return };
    let command = match writing.editor.kind() {
        Visibility::Public => Command::Reply,
        Visibility::Internal => Command::Comment,
    };
    let key = model.key_of(Context::Ticket, command);
    model.say("notice-draft-kept", Level::Info, &[("key", key.into())]);
}

/// Sends, unless something keeps the text from being sent. A newer reply holds it back once.
pub fn send(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(writing) = &mut model.compose else { return };
    if writing.sending {
        return;
    }
    if let Some(problem) = writing.editor.problem() {
        let text = say(&problem, &model.look());
        return model.tell(Level::Warning, text, String::new());
    }
    let (ticket, body) = (writing.editor.ticket(), writing.editor.text());
    if let Some(name) = macros::placeholder(&body).filter(|_| writing.editor.kind() == Visibility::Public) {
        return model.say("why-placeholder", Level::Warning, &[("name", name.to_string().into())]);
    }
    let action = match writing.editor.kind() {
        Visibility::Internal => Action::Comment { body },
        Visibility::Public => {
            let newer = model.dossier.as_ref().is_some_and(|dossier| writing.editor.newer(dossier));
            if newer && !writing.confirmed {
                writing.confirmed = true;
                let key = model.key_of(Context::Compose, Command::Send);
                return model.say("notice-newer", Level::Warning, &[("key", key.into())]);
            }
            Action::Reply { body, seen: writing.editor.seen(), force: writing.confirmed }
        }
    };
    writing.sending = true;
    save(model, effects);
    effects.push(Effect::Submit { operation: Operation { ticket, action }, inverse: None });
}

fn is_of(writing: &Writing, operation: &Operation) -> bool {
    let kind = match operation.action {
        Action::Reply { .. } => Visibility::Public,
        Action::Comment { .. } => Visibility::Internal,
        _ => return false,
    };
    writing.editor.ticket() == operation.ticket && writing.editor.kind() == kind
}

/// The text is in the outbox: the frame closes, and the draft has done its work.
pub fn sent(model: &mut Model, operation: &Operation, effects: &mut Vec<Effect>) {
    if let Some(writing) = model.compose.take_if(|writing| writing.sending && is_of(writing, operation)) {
        effects.push(Effect::DropDraft { ticket: writing.editor.ticket(), kind: writing.editor.kind() });
    }
}

/// Not sent: the text stays where it is. The author was told; sending again means it. Whether it is being written.
pub fn refused(model: &mut Model, operation: &Operation) -> bool {
    let writing = model.compose.as_mut().filter(|writing| is_of(writing, operation));
    writing.map(|writing| (writing.sending, writing.confirmed) = (false, true)).is_some()
}

/// The process must end: what was typed is saved first.
pub fn hung_up(model: &mut Model, effects: &mut Vec<Effect>) {
    save(model, effects);
    effects.push(Effect::Leave);
}
