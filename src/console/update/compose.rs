//! Writing: drafts are on disk within a second of a keystroke, and nothing that happens elsewhere touches the text.

use super::act::order;
use super::{catch_up, walk};
use crate::console::command::{Command, Context};
use crate::console::effect::Effect;
use crate::console::model::{Again, Model, Warning, Writing};
use crate::console::msg::Wake;
use crate::console::screens::compose::{Compose, Problem, say};
use crate::console::trouble::EditorTrouble;
use crate::console::widgets::notice::Level;
use crate::domain::{
    Action, Article, Direction, Handoff, Operation, Refusal, Span, Status, Ticket, TicketId, Visibility, prose,
};

/// So long after the first unsaved keystroke the draft is saved.
const SAVE_AFTER: Span = Span(600);

/// Carries out what only who writes can want.
pub fn command(model: &mut Model, command: Command, effects: &mut Vec<Effect>) {
    match command {
        Command::Send => send(model, effects),
        Command::Quote => quote(model, effects),
        Command::NextPlaceholder => next_placeholder(model),
        Command::EditOutside => edit_outside(model, effects),
        Command::LineStart | Command::LineEnd => line(model, command == Command::LineEnd),
        _ => {}
    }
}

/// What was to be sent, or to be kept, is neither.
pub fn unsent(model: &mut Model) {
    if let Some(writing) = &mut model.compose {
        (writing.sending, writing.unsaved) = (false, true);
    }
}

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
        warned: Vec::new(),
        filled: false,
        again: false,
        sending: false,
    });
    let again = |again: &mut Again| again.ticket == ticket.id && kind == Visibility::Public;
    if let (Some(writing), Some(again)) = (&mut model.compose, model.again.take_if(again)) {
        writing.editor.go_on(again.seen, again.then);
        writing.again = true;
    }
    effects.push(Effect::LoadDraft { ticket: ticket.id, kind });
}

/// Begins a public reply with the text that fits, under what had been written before.
pub fn reply_with(model: &mut Model, ticket: &Ticket, handoff: &Handoff, effects: &mut Vec<Effect>) {
    begin_with(model, ticket, Visibility::Public, &handoff.text, handoff.status, effects);
}

/// Begins to write with a whole text, under what had been written before.
pub fn begin_with(
    model: &mut Model,
    ticket: &Ticket,
    kind: Visibility,
    text: &str,
    then: Option<Status>,
    effects: &mut Vec<Effect>,
) {
    begin(model, ticket, kind, effects);
    if let Some(writing) = &mut model.compose {
        writing.editor.to_end();
    }
    put_in(model, text, then, effects);
}

/// Puts a whole text at the cursor; the ticket becomes what goes with it once it is sent.
pub fn put_in(model: &mut Model, text: &str, then: Option<Status>, effects: &mut Vec<Effect>) {
    let Some(writing) = &mut model.compose else { return };
    writing.editor.put(text);
    writing.filled = true;
    if let Some(status) = then.filter(|to| writing.editor.status().may_become(*to)) {
        writing.editor.set_then(status);
    }
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
    if writing.editor.text().is_empty() {
        writing.editor.replace(&text);
    } else if writing.filled {
        writing.editor.put_before(&format!("{}\n", text.trim_end()));
        writing.editor.to_first_placeholder();
    } else {
        writing.editor.put_before(&text);
    }
    let said = if writing.again { "notice-taken-back" } else { "notice-draft" };
    model.say(said, Level::Info, &[("ticket", ticket.to_string().into())]);
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

/// Sends, unless something keeps the text from being sent. A newer reply, and each thing that is odd, holds it back once.
fn send(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(writing) = &mut model.compose else { return };
    if writing.sending {
        return;
    }
    if let Some(problem) = writing.editor.problem() {
        writing.editor.to_first_placeholder();
        let text = say(&problem, &model.look());
        let key = model.key_of(Context::Compose, Command::NextPlaceholder);
        let hint = match problem {
            Problem::Placeholder { .. } => model.words.format("compose-placeholder-hint", &[("key", key.into())]),
            _ => String::new(),
        };
        return model.tell(Level::Warning, text, hint);
    }
    let (ticket, body) = (writing.editor.ticket(), writing.editor.text());
    let action = match writing.editor.kind() {
        Visibility::Internal => Action::Comment { body },
        Visibility::Public => {
            let newer = model.dossier.as_ref().is_some_and(|dossier| writing.editor.newer(dossier));
            if newer && !writing.confirmed {
                writing.confirmed = true;
                let key = model.key_of(Context::Compose, Command::Send);
                return model.say("notice-newer", Level::Warning, &[("key", key.into())]);
            }
            let (seen, force) = (writing.editor.seen(), writing.confirmed);
            if warned(model, &body) {
                return;
            }
            Action::Reply { body, seen, force }
        }
    };
    let Some(writing) = &mut model.compose else { return };
    writing.sending = true;
    save(model, effects);
    effects.push(Effect::Submit { operation: Operation { ticket, action }, inverse: None });
}

/// Says what is odd about a reply, if it has not been said. One thing at a time.
fn warned(model: &mut Model, body: &str) -> bool {
    let Some(writing) = &mut model.compose else { return false };
    let odd = [
        prose::language(body).filter(|it| *it != writing.editor.language()).map(|_| Warning::Language),
        prose::attachment_word(body).map(|_| Warning::Attachment),
    ];
    let Some(warning) = odd.into_iter().flatten().find(|it| !writing.warned.contains(it)) else { return false };
    writing.warned.push(warning);
    let theirs = writing.editor.language();
    let key = model.key_of(Context::Compose, Command::Send);
    match warning {
        Warning::Language => {
            let name = |language| model.words.language_name(language).into_owned();
            let mine = name(prose::language(body).unwrap_or(theirs));
            let args = [("mine", mine.into()), ("theirs", name(theirs).into()), ("key", key.into())];
            model.say("notice-other-language", Level::Warning, &args);
        }
        Warning::Attachment => {
            let word = prose::attachment_word(body).unwrap_or_default();
            model.say("notice-attachment", Level::Warning, &[("word", word.into()), ("key", key.into())]);
        }
    }
    true
}

fn is_of(writing: &Writing, operation: &Operation) -> bool {
    let kind = match operation.action {
        Action::Reply { .. } => Visibility::Public,
        Action::Comment { .. } => Visibility::Internal,
        _ => return false,
    };
    writing.editor.ticket() == operation.ticket && writing.editor.kind() == kind
}

/// The text is in the outbox: the frame closes, and the draft has done its work. A status that goes with the text follows.
pub fn sent(model: &mut Model, operation: &Operation, effects: &mut Vec<Effect>) {
    let Some(writing) = model.compose.take_if(|writing| writing.sending && is_of(writing, operation)) else { return };
    let editor = &writing.editor;
    effects.push(Effect::DropDraft { ticket: editor.ticket(), kind: editor.kind() });
    if let Some(to) = editor.then() {
        let becomes = becomes(model, editor.ticket(), editor.status(), to);
        if becomes.is_some() {
            model.undo.goes_with(editor.ticket(), to);
        }
        effects.extend(becomes);
    }
}

/// The order to set a status, with what takes it back, from what is on screen.
fn becomes(model: &Model, id: TicketId, seen: Status, to: Status) -> Option<Effect> {
    let ticket = model.dossier.as_ref().map(|dossier| &dossier.ticket).filter(|ticket| ticket.id == id);
    let from = ticket.map_or(seen, |ticket| ticket.status);
    if !from.may_become(to) {
        return None;
    }
    let action = Action::SetStatus { from, to };
    Some(match ticket {
        Some(ticket) => order(ticket, action),
        None => Effect::Submit { operation: Operation { ticket: id, action }, inverse: None },
    })
}

/// Not sent: the text stays where it is. Who was told of a newer reply means it by sending again. Whether it is being
/// written.
pub fn refused(model: &mut Model, operation: &Operation, refusal: &Refusal) -> bool {
    let Some(writing) = model.compose.as_mut().filter(|writing| is_of(writing, operation)) else { return false };
    writing.sending = false;
    writing.confirmed |= *refusal == Refusal::NewerReply;
    true
}

/// What the customer wrote last, as a quote.
fn quote(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(writing) = &mut model.compose else { return };
    let dossier = model.dossier.as_ref().filter(|dossier| dossier.ticket.id == writing.editor.ticket());
    let inbound = |article: &&Article| article.direction == Direction::Inbound;
    match dossier.and_then(|dossier| dossier.articles.iter().rfind(inbound)) {
        Some(article) => {
            writing.editor.quote(article);
            edited(model, effects);
        }
        None => model.say("why-nothing-to-quote", Level::Warning, &[]),
    }
}

fn next_placeholder(model: &mut Model) {
    if let Some(writing) = &mut model.compose {
        writing.editor.to_next_placeholder();
    }
}

/// To the beginning or the end of the line.
fn line(model: &mut Model, end: bool) {
    if let Some(writing) = &mut model.compose {
        writing.editor.line(end);
    }
}

/// Gives the draft to the operator's own editor. It is on disk first.
fn edit_outside(model: &mut Model, effects: &mut Vec<Effect>) {
    save(model, effects);
    let Some(writing) = model.compose.as_ref().filter(|writing| !writing.sending) else { return };
    let editor = &writing.editor;
    effects.push(Effect::EditOutside { ticket: editor.ticket(), kind: editor.kind(), text: editor.text() });
}

/// The text is what the operator's own editor has left.
pub fn edited_outside(
    model: &mut Model,
    ticket: TicketId,
    kind: Visibility,
    edited_text: Result<String, EditorTrouble>,
    effects: &mut Vec<Effect>,
) {
    let text = match edited_text {
        Ok(text) => text,
        Err(trouble) => {
            let said = trouble.words(&model.words);
            return model.tell(Level::Error, said.what, said.hint);
        }
    };
    let same = |writing: &&mut Writing| writing.editor.ticket() == ticket && writing.editor.kind() == kind;
    match model.compose.as_mut().filter(same) {
        Some(writing) if writing.editor.text() == text => {}
        Some(writing) => {
            writing.editor.replace(&text);
            edited(model, effects);
        }
        // Closed meanwhile: the draft has it.
        None => effects.push(Effect::SaveDraft { ticket, kind, text }),
    }
}

/// The process must end: what was typed is saved first.
pub fn hung_up(model: &mut Model, effects: &mut Vec<Effect>) {
    super::incident::save(model, effects);
    save(model, effects);
    catch_up::leave(model, effects);
}
