//! The desk as it should be: the audit trail replayed, in its order, by the meaning of operations alone.

use super::history::History;
use super::small_desk;
use std::collections::BTreeMap;
use turno::domain::Action;
use turno::domain::operation::{self, Context, Done, Effect, Family, Other};
use turno::domain::{
    Article, ArticleId, Operation, OperationId, OperatorId, Policy, Refusal, Ticket, TicketId, Timestamp,
};

/// A row of the audit trail.
#[derive(Debug, Clone)]
pub struct Txn {
    pub seq: i64,
    pub at: Timestamp,
    pub actor: String,
    pub id: Option<OperationId>,
    pub kind: String,
    pub target: String,
}

/// All of it, in its order.
pub fn audit(database: &rusqlite::Connection) -> Vec<Txn> {
    let mut statement =
        database.prepare("select seq, at_ms, actor, operation, kind, target from txn order by seq").unwrap();
    let rows = statement.query_map([], |row| {
        Ok(Txn {
            seq: row.get(0)?,
            at: Timestamp(row.get(1)?),
            actor: row.get(2)?,
            id: row.get::<_, Option<String>>(3)?.map(OperationId::new),
            kind: row.get(4)?,
            target: row.get(5)?,
        })
    });
    rows.unwrap().map(Result::unwrap).collect()
}

/// A ticket as it was from a transaction on; None if it was not there.
pub type State = (i64, Option<Ticket>);

/// Who does something, when, under which name, and what stands at the other end of a link.
struct Doing<'a> {
    by: &'a OperatorId,
    at: Timestamp,
    id: &'a str,
    other: Option<&'a Other>,
}

pub struct Model {
    policy: Policy,
    pub tickets: BTreeMap<TicketId, Ticket>,
    pub articles: BTreeMap<ArticleId, Article>,
    /// Each ticket as it has been, with the transaction from which on it was so.
    pub past: BTreeMap<TicketId, Vec<State>>,
}

impl Model {
    pub fn new(policy: Policy, first: Vec<(Ticket, Article)>) -> Model {
        let mut model = Model { policy, tickets: BTreeMap::new(), articles: BTreeMap::new(), past: BTreeMap::new() };
        for (ticket, article) in first {
            model.articles.insert(article.id.clone(), article);
            model.put(0, ticket);
        }
        model
    }

    fn put(&mut self, seq: i64, ticket: Ticket) {
        self.past.entry(ticket.id).or_default().push((seq, Some(ticket.clone())));
        self.tickets.insert(ticket.id, ticket);
    }

    /// Takes out a ticket with its articles, or an article.
    fn remove(&mut self, seq: i64, target: &str) {
        match target.parse().map(TicketId) {
            Ok(id) => {
                self.tickets.remove(&id);
                self.articles.retain(|_, article| article.ticket != id);
                self.past.entry(id).or_default().push((seq, None));
            }
            Err(_) => drop(self.articles.remove(&ArticleId::new(target))),
        }
    }

    /// The incident that the operation is about, with what is attached to it.
    fn family(&self, operation: &Operation) -> Family {
        let Some(id) = operation.family() else { return Family::default() };
        let children = self.tickets.values().filter(|ticket| ticket.part_of == Some(id));
        Family { incident: self.tickets.get(&id).cloned(), children: children.cloned().collect() }
    }

    /// What the desk may have had to answer while the ticket was so: whatever stood at the other end of a link then.
    fn answers(&self, state: &Option<Ticket>, operation: &Operation, by: &OperatorId) -> Vec<Result<Effect, Refusal>> {
        let Some(ticket) = state else { return vec![Err(Refusal::Gone { ticket: operation.ticket })] };
        let others = operation.action.other().map(|id| self.as_it_has_been(id));
        let others = others.map_or_else(|| vec![None], |others| others.into_iter().map(Some).collect());
        let answer = |other: &Option<Other>| {
            let doing = Doing { by, at: Timestamp(0), id: "", other: other.as_ref() };
            self.apply(&mut ticket.clone(), &Family::default(), &operation.action, doing).map(|it| it.effect)
        };
        others.iter().map(answer).collect()
    }

    /// All that a ticket has been, with others merged into the one that is acted on and without.
    fn as_it_has_been(&self, id: TicketId) -> Vec<Other> {
        let past = self.past.get(&id).into_iter().flatten().map(|(_, ticket)| ticket.clone()).chain([None]);
        past.flat_map(|ticket| [true, false].map(|has_duplicates| Other { ticket: ticket.clone(), has_duplicates }))
            .collect()
    }

    /// What stands at the other end of a link now.
    fn other(&self, operation: &Operation) -> Option<Other> {
        let ticket = self.tickets.get(&operation.action.other()?).cloned();
        let has_duplicates = self.tickets.values().any(|it| it.duplicate_of == Some(operation.ticket));
        Some(Other { ticket, has_duplicates })
    }

    /// What the operation comes to on this ticket.
    fn apply(&self, ticket: &mut Ticket, family: &Family, action: &Action, doing: Doing<'_>) -> Result<Done, Refusal> {
        let Doing { by, at, id, other } = doing;
        let (name, article) = (small_desk::operator_name(by), ArticleId::new(id));
        let context = Context { actor: by, actor_name: &name, at, article: &article, policy: &self.policy, other };
        operation::carry_out(ticket, family, action, &context)
    }

    /// Carries out one transaction; what is wrong with it, if anything.
    pub fn replay(&mut self, txn: &Txn, history: &History) -> Result<(), String> {
        if let Some(mail) = history.mails.get(&txn.seq) {
            self.articles.insert(mail.article.id.clone(), mail.article.clone());
            self.put(txn.seq, mail.ticket.clone());
            return Ok(());
        }
        let operation = match &txn.id {
            Some(id) => {
                let deed = history.deeds.get(id).ok_or_else(|| format!("{} {id}: nobody made it", txn.seq))?;
                if deed.by.as_str() != txn.actor {
                    return Err(format!("{}: {} is written down as the deed of {}", txn.seq, deed.by, txn.actor));
                }
                deed.operation.clone()
            }
            // Work next: a ticket taken at the desk itself.
            None if txn.kind == "take" => {
                let id = txn.target.parse().map_err(|_| format!("{}: of no ticket", txn.seq))?;
                Operation { ticket: TicketId(id), action: Action::Take }
            }
            None if txn.kind == "wake" || txn.kind == "pool" => return self.by_itself(txn),
            None if txn.kind == "remove" => {
                self.remove(txn.seq, &txn.target);
                return Ok(());
            }
            None => return Ok(()),
        };
        let by = OperatorId::new(txn.actor.clone());
        let mut ticket = self.tickets.get(&operation.ticket).cloned().ok_or("no such ticket")?;
        let id = txn.id.as_ref().map(|id| id.0.as_str()).unwrap_or_default();
        let other = self.other(&operation);
        let doing = Doing { by: &by, at: txn.at, id, other: other.as_ref() };
        match self.apply(&mut ticket, &self.family(&operation), &operation.action, doing) {
            Ok(Done { effect: Effect::Changed { article }, others }) => {
                self.articles.extend(article.map(|article| (article.id.clone(), article)));
                self.put(txn.seq, ticket);
                for (child, reply) in others {
                    self.articles.insert(reply.id.clone(), reply);
                    self.put(txn.seq, child);
                }
                Ok(())
            }
            other => Err(format!("{} {}: took effect, but should be {other:?}", txn.seq, txn.kind)),
        }
    }

    /// The desk opens what was snoozed, and takes back what nobody accepted, when its time has come and not before.
    fn by_itself(&mut self, txn: &Txn) -> Result<(), String> {
        let id = TicketId(txn.target.parse().map_err(|_| format!("{}: of no ticket", txn.seq))?);
        let mut ticket = self.tickets.get(&id).cloned().ok_or("no such ticket")?;
        let done = match txn.kind.as_str() {
            "pool" => operation::pool(&mut ticket, txn.at),
            _ => operation::wake(&mut ticket, &self.policy, txn.at),
        };
        if !done {
            return Err(format!("{}: it was not the time to {} {id}", txn.seq, txn.kind));
        }
        self.put(txn.seq, ticket);
        Ok(())
    }

    /// Whether there was a time at which the desk had to answer so: the ticket as it was then, and after the
    /// operation was made.
    pub fn could_be(
        &self,
        operation: &Operation,
        by: &OperatorId,
        after: i64,
        answer: &dyn Fn(&Result<Effect, Refusal>) -> bool,
    ) -> bool {
        let none = Vec::new();
        let past = self.past.get(&operation.ticket).unwrap_or(&none);
        let still = |at: usize| past.get(at + 1).is_none_or(|(next, _)| *next > after);
        past.iter()
            .enumerate()
            .filter(|(at, _)| still(*at))
            .any(|(_, (_, ticket))| self.answers(ticket, operation, by).iter().any(answer))
    }
}

/// The same for tickets as they were in histories that the desk has lost.
pub fn could_have_been(
    model: &Model,
    past: &[State],
    deed: &super::history::Deed,
    answer: &dyn Fn(&Result<Effect, Refusal>) -> bool,
) -> bool {
    past.iter().any(|(_, ticket)| model.answers(ticket, &deed.operation, &deed.by).iter().any(answer))
}
