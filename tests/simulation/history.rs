//! What happened in a run, as an outside observer saw it: what was acknowledged to whom, what became of it, and a
//! hash over all of it, so that two runs of a seed can be compared.

use super::kinds::Tally;
use super::model::State;
use std::collections::{BTreeMap, BTreeSet};
use turno::domain::{Article, Operation, OperationId, OperatorId, RecordKey, Refusal, Ticket, TicketId, Timestamp};

/// An action that an operator made.
#[derive(Debug, Clone)]
pub struct Deed {
    pub console: usize,
    pub by: OperatorId,
    pub operation: Operation,
    /// The screen said that it was taken on. Otherwise the console was killed before it could say so.
    pub acknowledged: bool,
    /// The head of the desk when it was made: it took effect after that.
    pub after_seq: i64,
    /// When it was made, and when its operator first saw its effect confirmed.
    pub made: i64,
    /// Of a reply that lingers: before that it does not reach the desk, unless it is sent by hand.
    pub leaves_at: Option<Timestamp>,
    pub known: Option<i64>,
    /// The consoles in whose outbox it has stood: a copied profile is one more.
    pub held: BTreeSet<usize>,
    /// How it was ended, and that it was refused, at each of them.
    pub ends: BTreeMap<usize, End>,
    pub refused: BTreeMap<usize, Refusal>,
}

/// How an operator ended an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Discarded,
    Retried,
    Edited,
}

/// A transaction that no operator made.
#[derive(Debug, Clone)]
pub struct Mail {
    pub ticket: Ticket,
    pub article: Article,
}

#[derive(Debug, Default)]
pub struct History {
    pub deeds: BTreeMap<OperationId, Deed>,
    /// By their number in the desk's present history.
    pub mails: BTreeMap<i64, Mail>,
    /// Tickets as they were in histories that the desk has lost.
    pub lost_pasts: BTreeMap<TicketId, Vec<State>>,
    /// What was taken out of the desk at some time.
    pub removed: BTreeSet<RecordKey>,
    pub acted: usize,
    /// What went wrong on purpose, by its kind.
    pub faults: Tally,
    pub forks: u64,
    pub violations: Vec<String>,
    /// How often each point was the last one that a process passed.
    pub kills: Tally,
    hash: u64,
    printed: bool,
    started: bool,
}

impl History {
    pub fn new(printed: bool) -> History {
        History { printed, ..History::default() }
    }

    /// Notes what happened, for the trace.
    pub fn note(&mut self, at: i64, line: &str) {
        if !self.started {
            (self.started, self.hash) = (true, 0xCBF2_9CE4_8422_2325);
        }
        for byte in at.to_le_bytes().into_iter().chain(line.bytes()) {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
        if self.printed {
            println!("{at:>8} {line}");
        }
    }

    pub fn hash(&self) -> u64 {
        self.hash
    }

    pub fn violation(&mut self, at: i64, what: String) {
        self.note(at, &format!("VIOLATION {what}"));
        self.violations.push(what);
    }
}
