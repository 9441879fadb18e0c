//! Tickets and customers as text for a terminal. What came from outside goes through `domain::text`.

use super::output::columns;
use crate::domain::handover::{Handover, Stands};
use crate::domain::text::Shown;
use crate::domain::{
    Article, BroadcastState, Clock, Customer, Dossier, Merged, Promise, QueueRow, Spent, Ticket, Timestamp, Visibility,
    spent,
};
use jiff::tz::TimeZone;

/// Text from outside on one line.
pub fn plain(text: &str) -> String {
    Shown::line(text).into_string()
}

/// Text from outside on its lines, each indented so that it cannot pass for a line of ours.
pub fn indented(text: &str) -> String {
    Shown::block(text).lines().map(|line| format!("    {line}\n")).collect()
}

/// An instant in a zone, to the minute.
pub fn instant(at: Timestamp, zone: &TimeZone) -> String {
    match jiff::Timestamp::from_millisecond(at.0) {
        Ok(instant) => instant.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M %Z").to_string(),
        Err(_) => "never".into(),
    }
}

/// A list of tickets, one a line, in columns.
pub fn list(rows: &[QueueRow], now: Timestamp) -> Vec<String> {
    let header =
        ["number", "due", "priority", "status", "type", "lang", "site", "owner", "held by", "customer", "subject"];
    let mut table = vec![header.map(String::from).to_vec()];
    for row in rows {
        let due = match &row.clock {
            Some(clock) if clock.paused_since.is_some() => format!("({})", clock.remaining(now).short()),
            Some(clock) => clock.remaining(now).short(),
            None => "-".into(),
        };
        let owner = match (row.owner_role, &row.suggested) {
            (Some(role), _) => role.to_string(),
            (None, Some(suggested)) => format!("{}?", suggested.role),
            (None, None) => "-".into(),
        };
        let emergency = if row.emergency { "!" } else { "" };
        let pending = if row.pending { "*" } else { "" };
        table.push(vec![
            format!("{}{pending}", row.id),
            due,
            format!("{}{emergency}", row.priority),
            row.status.to_string(),
            row.kind.to_string(),
            row.language.to_string(),
            row.site.as_deref().map_or("-".into(), plain),
            owner,
            row.assignee.as_ref().map_or("-".into(), |id| plain(id.as_str())),
            plain(&row.customer_name),
            plain(&row.subject),
        ]);
    }
    columns(&table)
}

/// A ticket with its conversation.
pub fn dossier(dossier: &Dossier, now: Timestamp, zone: &TimeZone) -> String {
    let ticket = &dossier.ticket;
    let mut text = format!("#{} {}\n", ticket.id, plain(&ticket.subject));
    for line in columns(&facts(dossier, now, zone)) {
        text.push_str(&format!("  {line}\n"));
    }
    for entry in &dossier.outbox {
        let state = if entry.state.is_pending() { "not sent yet" } else { "refused" };
        text.push_str(&format!("  {} is {state}\n", entry.operation.action.word()));
    }
    for article in &dossier.articles {
        let from = if article.ticket == ticket.id { String::new() } else { format!("#{}, ", article.ticket) };
        text.push_str(&self::article(&from, article, zone));
    }
    text
}

fn facts(dossier: &Dossier, now: Timestamp, zone: &TimeZone) -> Vec<Vec<String>> {
    let ticket = &dossier.ticket;
    let row = |name: &str, value: String| vec![name.to_string(), value];
    let or_nobody = |value: Option<String>| value.unwrap_or_else(|| "nobody".into());
    let customer = format!("{} {}", plain(ticket.customer.as_str()), plain(&ticket.customer_name));
    let requester = format!("{} {}", plain(ticket.requester.as_str()), plain(&ticket.requester_name));
    let mut rows = vec![
        row("customer", customer),
        row("requester", requester),
        row("status", format!("{}, {}", ticket.status, ticket.priority)),
        row("type", format!("{}, {}, {}", ticket.kind, ticket.channel, ticket.language)),
        row("held by", or_nobody(ticket.assignee.as_ref().map(|id| plain(id.as_str())))),
        row("owner", ticket.owner_role.map_or("not routed".into(), |role| role.to_string())),
        row("suggested", suggestion(dossier)),
        row("created", instant(ticket.created_at, zone)),
    ];
    let place = [ticket.site.as_deref().map(plain), ticket.product.map(|product| product.to_string())];
    let place: Vec<String> = place.into_iter().flatten().collect();
    if !place.is_empty() {
        rows.push(row("about", place.join(", ")));
    }
    for (name, clock) in clocks(ticket) {
        rows.push(row(name, self::clock(clock, now, zone)));
    }
    rows.extend(ticket.promise.as_ref().map(|it| row("promise", promise(it, zone))));
    rows.extend(ticket.wake_at.map(|until| row("asleep", format!("until {}", instant(until, zone)))));
    if let Some(it) = &ticket.escalation {
        rows.push(row("escalated", format!("level {}, by {}: {}", it.level, plain(it.by.as_str()), plain(&it.reason))));
    }
    rows.extend((!ticket.spent.is_none()).then(|| row("time spent", time_spent(&ticket.spent))));
    rows.extend(ticket.handover.as_ref().map(|it| row("handed over", handover(it, zone))));
    rows.extend(ticket.part_of.map(|it| row("attached to", format!("incident {it}"))));
    if let Some(it) = &ticket.incident {
        let broadcast = match it.state() {
            BroadcastState::None => format!("{} broadcasts sent", it.sent.len()),
            state => format!("broadcast {state}"),
        };
        rows.push(row("incident", format!("made by {}, {broadcast}", plain(it.by.as_str()))));
    }
    rows.extend(ties(dossier, zone).map(|(name, value)| row(name, value)));
    if !ticket.skips.is_empty() {
        let each = ticket.skips.iter().map(|skip| format!("{} ({})", plain(skip.by.as_str()), skip.reason));
        rows.push(row("passed over", each.collect::<Vec<_>>().join(", ")));
    }
    rows.extend(ticket.details.iter().map(|(name, value)| row(&plain(name), plain(value))));
    rows
}

fn suggestion(dossier: &Dossier) -> String {
    let suggestion = &dossier.suggestion;
    let rule = format!("{} {}", suggestion.rule.number(), suggestion.rule.word());
    match suggestion.first() {
        Some(first) if suggestion.unsure => format!("unsure, perhaps {} ({rule})", first.role),
        Some(first) => format!("{} {:.0} % ({rule})", first.role, first.confidence * 100.0),
        None => "nothing".into(),
    }
}

fn clocks(ticket: &Ticket) -> impl Iterator<Item = (&'static str, &Clock)> {
    let both =
        [("first reply", ticket.clocks.first_response.as_ref()), ("resolution", ticket.clocks.resolution.as_ref())];
    both.into_iter().filter_map(|(name, clock)| Some((name, clock?)))
}

fn promise(promise: &Promise, zone: &TimeZone) -> String {
    let state = match promise.settled {
        None => "open",
        Some(settled) if settled.kept => "kept",
        Some(_) => "broken",
    };
    let text = if promise.text.is_empty() { String::new() } else { format!(": {}", plain(&promise.text)) };
    format!("by {}, {state}, by {}{text}", instant(promise.due_at, zone), plain(promise.by.as_str()))
}

/// `1h30`, `1h30, 30m of it billable`.
pub fn time_spent(spent: &Spent) -> String {
    match spent.billable {
        0 => spent::short(spent.minutes),
        billable => format!("{}, {} of it billable", spent::short(spent.minutes), spent::short(billable)),
    }
}

/// Where it went, what is merged into it, and what it is linked to.
fn ties<'a>(dossier: &'a Dossier, zone: &'a TimeZone) -> impl Iterator<Item = (&'static str, String)> + 'a {
    let ticket = &dossier.ticket;
    let by = |it: &Merged| format!(", by {} at {}", plain(it.by.as_str()), instant(it.at, zone));
    let merged = ticket
        .duplicate_of
        .map(|into| ("merged into", format!("{into}{}", ticket.merged.as_ref().map(by).unwrap_or_default())));
    let told = |it: &Ticket| format!("{} ({}) {}", it.id, it.status, plain(&it.subject));
    let duplicates = dossier.ties.duplicates.iter().map(move |it| ("duplicate", told(it)));
    let links = dossier.ties.links.iter().map(move |tie| ("linked to", told(&tie.ticket)));
    merged.into_iter().chain(duplicates).chain(links)
}

fn handover(handover: &Handover, zone: &TimeZone) -> String {
    let stands = match &handover.stands {
        Stands::Waiting => "to be accepted".to_string(),
        Stands::Returned { by, reason, .. } => format!("returned by {} ({})", plain(by.as_str()), plain(reason)),
        Stands::Pooled { at } => format!("accepted by nobody, the desk's since {}", instant(*at, zone)),
    };
    format!("by {}, {stands}: {}", plain(handover.by.as_str()), plain(&handover.next))
}

fn clock(clock: &Clock, now: Timestamp, zone: &TimeZone) -> String {
    match (clock.kept(), clock.paused_since, clock.remaining(now)) {
        (Some(true), ..) => "kept".into(),
        (Some(false), ..) => "missed".into(),
        (None, Some(_), _) => "paused".into(),
        (None, None, Some(left)) => format!("{} left, due {}", left.short(), instant(clock.due_at, zone)),
        (None, None, None) => "stopped".into(),
    }
}

fn article(from: &str, article: &Article, zone: &TimeZone) -> String {
    let kind = match article.visibility {
        Visibility::Public => "public",
        Visibility::Internal => "internal",
    };
    let head = format!("\n-- {from}{}, {kind}, {}\n", plain(&article.author.name), instant(article.at, zone));
    head + &indented(&article.body)
}

/// A customer: who they are, what they have, whom they know here.
pub fn customer(customer: &Customer, zone: &TimeZone) -> String {
    let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_string();
    let onboarding = serde_json::to_value(customer.onboarding).map(|value| word(&value)).unwrap_or_default();
    let go_live = customer.go_live_at.map(|at| format!(", go-live {}", instant(at, zone))).unwrap_or_default();
    let products: Vec<String> = customer.products.iter().map(ToString::to_string).collect();
    let row = |name: &str, value: String| vec![name.to_string(), value];
    let rows = vec![
        row("onboarding", onboarding + &go_live),
        row("products", products.join(", ")),
        row("portal", if customer.portal_access { "yes" } else { "no" }.into()),
        row("sites", customer.sites.iter().map(|site| plain(site)).collect::<Vec<_>>().join(", ")),
        row("language", customer.language.to_string()),
        row("country", plain(&customer.country)),
        row("sector", plain(&customer.sector)),
    ];
    let mut text = format!("{} {}\n", plain(customer.id.as_str()), plain(&customer.name));
    let mut section = |title: &str, rows: &[Vec<String>]| {
        if !title.is_empty() && !rows.is_empty() {
            text.push_str(&format!("{title}\n"));
        }
        columns(rows).iter().for_each(|line| text.push_str(&format!("  {line}\n")));
    };
    section("", &rows);
    section("read before acting", &customer.security_notes.iter().map(|note| vec![plain(note)]).collect::<Vec<_>>());
    section("account team", &account_team(customer));
    section("contacts", &contacts(customer));
    section("installed base", &installed(customer));
    section("open orders", &orders(customer, zone));
    section("invoices", &invoices(customer, zone));
    text
}

fn account_team(customer: &Customer) -> Vec<Vec<String>> {
    let staff = customer.account_team.iter();
    staff.map(|it| vec![it.role.to_string(), plain(&it.name), plain(&it.email), plain(&it.phone)]).collect()
}

fn contacts(customer: &Customer) -> Vec<Vec<String>> {
    let registered = |yes: bool| if yes { "registered" } else { "not registered" }.to_string();
    let contacts = customer.contacts.iter();
    contacts
        .map(|it| {
            let permissions = it.permissions.iter().map(|word| plain(word)).collect::<Vec<_>>().join(" ");
            let id = plain(it.id.as_str());
            vec![id, plain(&it.name), plain(&it.phone), plain(&it.email), registered(it.registered), permissions]
        })
        .collect()
}

fn installed(customer: &Customer) -> Vec<Vec<String>> {
    let base = customer.installed_base.iter();
    let site = |site: &Option<String>| site.as_deref().map_or("-".into(), plain);
    base.map(|it| vec![plain(&it.id), site(&it.site), plain(&it.kind), plain(&it.description)]).collect()
}

fn orders(customer: &Customer, zone: &TimeZone) -> Vec<Vec<String>> {
    let due = |at: Option<Timestamp>| at.map_or("-".into(), |at| instant(at, zone));
    let orders = customer.open_orders.iter();
    orders.map(|it| vec![plain(&it.number), plain(&it.status), due(it.due_at), plain(&it.description)]).collect()
}

fn invoices(customer: &Customer, zone: &TimeZone) -> Vec<Vec<String>> {
    let euros = |cents: i64| format!("{}.{:02} EUR", cents / 100, cents.abs() % 100);
    let invoices = customer.invoices.iter();
    let row = |it: &crate::domain::Invoice| {
        vec![
            plain(&it.number),
            euros(it.amount_eur_cents),
            plain(&it.status),
            format!("due {}", instant(it.due_at, zone)),
        ]
    };
    invoices.map(row).collect()
}
