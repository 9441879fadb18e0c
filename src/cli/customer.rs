//! `turno customer`: who they are, for scripts.

use super::Format;
use super::context::Context;
use super::error::{CliError, CliResult};
use super::output::{Output, columns};
use super::session::{Session, replica_error};
use super::show::{self, plain};
use super::ticket::zone;
use crate::domain::CustomerId;

/// Find customers and look at them
#[derive(Debug, clap::Subcommand)]
pub enum CustomerCommand {
    /// Find customers and contacts by name, telephone, mail, order or ticket number
    #[command(after_long_help = "Examples:
  turno customer find maria
  turno customer find +351 210 --json")]
    Find {
        /// What to look for; several words are one text
        #[arg(required = true)]
        text: Vec<String>,
        /// List at most so many
        #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=200))]
        limit: u16,
        #[command(flatten)]
        format: Format,
    },
    /// Show a customer: onboarding, products, sites, account team, contacts, installed base, orders, invoices
    Show {
        /// The customer's id, such as C1001
        id: String,
        #[command(flatten)]
        format: Format,
    },
}

pub async fn run(command: &CustomerCommand, context: &Context, out: &mut Output) -> CliResult {
    let session = Session::open(context).await?;
    session.warn_if_offline();
    let result = match command {
        CustomerCommand::Find { text, limit, format } => find(&session, &text.join(" "), *limit, format.json, out),
        CustomerCommand::Show { id, format } => show(&session, id, format.json, context, out),
    };
    session.close().await;
    result
}

fn find(session: &Session, text: &str, limit: u16, json: bool, out: &mut Output) -> CliResult {
    let hits = session.replica.find_customers(text, usize::from(limit)).map_err(|error| replica_error(&error))?;
    if json {
        return out.json(&hits);
    }
    if hits.is_empty() {
        return out.line("nobody matches");
    }
    let row = |hit: &crate::domain::CustomerHit| {
        let contact = hit.contact.as_ref().map_or("-".into(), |id| plain(id.as_str()));
        let name = hit.contact_name.as_deref().map_or("-".into(), plain);
        vec![plain(hit.customer.as_str()), plain(&hit.customer_name), contact, name, plain(&hit.matched)]
    };
    for line in columns(&hits.iter().map(row).collect::<Vec<_>>()) {
        out.line(line)?;
    }
    Ok(())
}

fn show(session: &Session, id: &str, json: bool, context: &Context, out: &mut Output) -> CliResult {
    let found = session.replica.customer(&CustomerId::new(id)).map_err(|error| replica_error(&error))?;
    let customer = found.ok_or_else(|| {
        CliError::failed(format!("there is no customer {}", plain(id)))
            .hint("`turno customer find TEXT` finds them by name")
    })?;
    if json { out.json(&customer) } else { out.raw(show::customer(&customer, &zone(context))) }
}
