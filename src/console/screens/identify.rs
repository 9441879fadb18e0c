//! Who calls: the contact is chosen, then the code is typed, which the desk compares. The code is in here from the
//! first digit until it is sent; it is never drawn, printed or kept.

mod view;

pub use view::lacking;

#[cfg(test)]
mod tests;

use crate::console::command::Context;
use crate::console::effect::Effect;
use crate::console::motion::Motion;
use crate::console::widgets::form::Field;
use crate::domain::{CallerCode, Contact, ContactId, Dossier, TicketId, TicketType, Timestamp};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// The longest text by which a contact is looked for, in bytes.
const LIMIT: usize = 80;
/// So many contacts are offered.
const CONTACTS: usize = 200;

#[derive(Debug, Clone)]
pub struct Identify {
    ticket: TicketId,
    kind: TicketType,
    requester: ContactId,
    customer: String,
    /// The requester first.
    contacts: Vec<Contact>,
    /// Who is identified already.
    known: Option<String>,
    field: Field,
    selected: usize,
    step: Step,
}

#[derive(Debug, Clone)]
enum Step {
    Choose,
    Code {
        contact: Contact,
        code: CallerCode,
        said: Option<Said>,
        /// Enter was pressed before all of its digits were there.
        short: bool,
    },
    /// The desk compares.
    Asked {
        contact: Contact,
    },
    Stopped {
        contact: Contact,
        why: Why,
    },
}

/// What is said above a code that is to be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Of the code before.
    Wrong { attempts_left: i64 },
    /// The desk had no time for the code before.
    Busy,
}

/// Why this contact cannot be identified now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    NotRegistered,
    Locked {
        until: Timestamp,
    },
    /// There is no link.
    Offline,
    /// The desk was asked and did not answer.
    NoAnswer(String),
}

/// What Enter leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// It is shown in here.
    Stays,
    Ask(Effect),
    /// The call of whoever was identified is over.
    CallIsOver,
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice<'a> {
    Contact(&'a Contact),
    /// Whoever was identified has hung up.
    CallIsOver,
}

impl Identify {
    /// None without a customer.
    pub fn new(dossier: &Dossier, known: Option<String>) -> Option<Identify> {
        let (ticket, customer) = (&dossier.ticket, dossier.customer.as_ref()?);
        let mut contacts: Vec<Contact> = customer.contacts.iter().take(CONTACTS).cloned().collect();
        contacts.sort_by_key(|contact| contact.id != ticket.requester);
        Some(Identify {
            ticket: ticket.id,
            kind: ticket.kind,
            requester: ticket.requester.clone(),
            customer: customer.name.clone(),
            contacts,
            known,
            field: Field::new(LIMIT),
            selected: 0,
            step: Step::Choose,
        })
    }

    /// The line by which a contact is looked for, while one is.
    pub fn field(&self) -> Option<&Field> {
        matches!(self.step, Step::Choose).then_some(&self.field)
    }

    /// How many digits of the code are typed, while it is.
    pub fn digits(&self) -> Option<usize> {
        if let Step::Code { code, .. } = &self.step { Some(code.len()) } else { None }
    }

    pub fn ticket(&self) -> TicketId {
        self.ticket
    }

    /// Who has the keyboard: a list that is filtered, a code, or a question.
    pub fn context(&self) -> Context {
        match self.step {
            Step::Choose => Context::Pick,
            Step::Code { .. } | Step::Asked { .. } => Context::Line,
            Step::Stopped { .. } => Context::Menu,
        }
    }

    fn choices(&self) -> Vec<Choice<'_>> {
        let over = self.known.iter().map(|_| Choice::CallIsOver);
        let wanted = self.field.text().trim();
        if wanted.is_empty() {
            return self.contacts.iter().map(Choice::Contact).chain(over).collect();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(wanted, CaseMatching::Ignore, Normalization::Smart);
        let mut buffer = Vec::new();
        let fits = |contact: &&Contact| {
            let text = format!("{} {} {}", contact.name, contact.email, contact.phone);
            pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher).is_some()
        };
        self.contacts.iter().filter(fits).map(Choice::Contact).collect()
    }

    pub fn scroll(&mut self, motion: Motion) {
        // While a code is typed there is nothing to choose.
        if matches!(self.step, Step::Choose) {
            self.selected = motion.from(self.selected, self.choices().len(), 10);
        }
    }

    /// A key that is text; whether it meant anything.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        match &mut self.step {
            Step::Choose => {
                self.selected = 0;
                self.field.key(key)
            }
            Step::Code { code, short, .. } => {
                let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
                match key.code {
                    KeyCode::Char('u') if key.modifiers.contains(KeyModifiers::CONTROL) => {
                        *code = CallerCode::default();
                    }
                    KeyCode::Char(digit) if plain => code.push(digit),
                    KeyCode::Backspace => code.pop(),
                    _ => return false,
                }
                *short = false;
                true
            }
            Step::Asked { .. } | Step::Stopped { .. } => false,
        }
    }

    /// Text is pasted into the list's line alone: a code is said aloud, and has no business in a clipboard.
    pub fn paste(&mut self, text: &str) {
        if matches!(self.step, Step::Choose) {
            self.selected = 0;
            self.field.paste(text);
        }
    }

    /// Enter. `online`: there is a desk to be asked.
    pub fn confirm(&mut self, online: bool) -> Confirmed {
        let stopped = |contact: Contact, why| Step::Stopped { contact, why };
        let step = std::mem::replace(&mut self.step, Step::Choose);
        self.step = match step {
            Step::Choose => match self.choices().get(self.selected).copied() {
                Some(Choice::CallIsOver) => return Confirmed::CallIsOver,
                Some(Choice::Contact(contact)) if !contact.registered => stopped(contact.clone(), Why::NotRegistered),
                Some(Choice::Contact(contact)) if !online => stopped(contact.clone(), Why::Offline),
                Some(Choice::Contact(contact)) => {
                    Step::Code { contact: contact.clone(), code: CallerCode::default(), said: None, short: false }
                }
                None => Step::Choose,
            },
            Step::Code { contact, .. } if !online => stopped(contact, Why::Offline),
            Step::Code { contact, code, .. } if code.is_whole() => {
                let (ticket, asked) = (self.ticket, contact.id.clone());
                self.step = Step::Asked { contact };
                return Confirmed::Ask(Effect::VerifyCaller { ticket, contact: asked, code });
            }
            Step::Code { contact, code, said, .. } => Step::Code { contact, code, said, short: true },
            Step::Asked { contact } => Step::Asked { contact },
            Step::Stopped { .. } => Step::Choose,
        };
        Confirmed::Stays
    }

    /// One step back; false when there is none.
    pub fn back(&mut self) -> bool {
        let went = matches!(self.step, Step::Code { .. });
        if went {
            self.step = Step::Choose;
        }
        went
    }

    /// The contact whose code the desk compares now.
    pub fn asked(&self) -> Option<&Contact> {
        match &self.step {
            Step::Asked { contact } => Some(contact),
            _ => None,
        }
    }

    /// The name of a contact that is offered.
    pub fn name(&self, id: &ContactId) -> Option<&str> {
        self.contacts.iter().find(|contact| contact.id == *id).map(|contact| contact.name.as_str())
    }

    /// The code has to be typed again.
    pub fn again(&mut self, said: Said) {
        if let Step::Asked { contact } = &self.step {
            let code = CallerCode::default();
            self.step = Step::Code { contact: contact.clone(), code, said: Some(said), short: false };
        }
    }

    /// The contact who was asked for cannot be identified now.
    pub fn stop(&mut self, why: Why) {
        if let Step::Asked { contact } = &self.step {
            self.step = Step::Stopped { contact: contact.clone(), why };
        }
    }

    /// The requester is not registered, and can be told so by a reply. A reply goes to the requester and to nobody
    /// else.
    pub fn may_be_told(&self) -> bool {
        match &self.step {
            Step::Stopped { contact, why: Why::NotRegistered } => contact.id == self.requester,
            _ => false,
        }
    }
}
