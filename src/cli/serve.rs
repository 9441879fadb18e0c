//! `turno serve`: a desk for several consoles.

use super::Format;
use super::context::Context;
use super::embedded::{blocking, desk_error, unknown_operator};
use super::error::{CliError, CliResult, say};
use super::output::Output;
use crate::config::DEMO_OPERATOR;
use crate::credentials;
use crate::domain::{Language, Operator, OperatorId, Shift};
use crate::seam::System;
use crate::server::{Desk, DeskError, Limits, ServerConfig, TlsFiles, check_listen};
use secrecy::ExposeSecret;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Serve a desk to several consoles
///
/// All its data is in one SQLite database, which is made if it is not there. Prints the address when it listens, and,
/// once, a token for an operator when the sample desk is new. Without --sample a new desk has an SLA policy, macros
/// and FAQ, and nobody who works there: --add-operator makes one, while the desk is served or before. Ends on Ctrl-C or SIGTERM, and lets those being served
/// finish first.
///
/// An address that others can reach is refused without --tls-cert and --tls-key, or --behind-proxy: tokens and
/// customers' data would go over the network in the clear.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  turno serve --sample
  turno serve --database desk.db --add-operator ana 'Ana Sousa'
  turno serve --database desk.db --issue-token ana
  turno serve --database desk.db --revoke ana
  turno serve --listen 0.0.0.0:8443 --tls-cert chain.pem --tls-key key.pem
  turno serve --listen 10.0.0.5:8080 --behind-proxy")]
pub struct ServeArgs {
    /// Listen on this address; port 0 is one of the system's choice
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Keep the desk in this file; by default in the state directory
    #[arg(long, value_name = "PATH")]
    database: Option<PathBuf>,
    /// Fill a new database with the sample desk, whose data is made up
    #[arg(long)]
    sample: bool,
    /// Encrypt with this certificate chain (PEM)
    #[arg(long, value_name = "PATH", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The certificate's private key (PEM)
    #[arg(long, value_name = "PATH", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// A proxy in front of this server encrypts
    #[arg(long)]
    behind_proxy: bool,
    /// Print a new token for this operator, and end
    #[arg(long, value_name = "OPERATOR")]
    issue_token: Option<String>,
    /// End all tokens of this operator, and end
    #[arg(long, value_name = "OPERATOR", conflicts_with_all = ["issue_token", "add_operator"])]
    revoke: Option<String>,
    /// Add an operator, print a token for them, and end
    #[arg(long, num_args = 2, value_names = ["ID", "NAME"], conflicts_with = "issue_token")]
    add_operator: Option<Vec<String>>,
    #[command(flatten)]
    format: Format,
}

pub async fn run(args: &ServeArgs, context: &Context, out: &mut Output) -> CliResult {
    let database = args.database.clone().unwrap_or_else(|| context.paths.served_database());
    let tls = match (&args.tls_cert, &args.tls_key) {
        (Some(certificate), Some(key)) => Some(TlsFiles { certificate: certificate.clone(), key: key.clone() }),
        _ => None,
    };
    if args.issue_token.is_none() && args.add_operator.is_none() && args.revoke.is_none() {
        check_listen(args.listen, tls.is_some(), args.behind_proxy).map_err(|error| refused_address(&error))?;
    }
    let new = !database.exists();
    let sample = args.sample;
    let path = database.clone();
    let desk = blocking(move || open(&path, sample)).await?;
    if let Some([id, name]) = args.add_operator.as_deref() {
        desk.add_operator(&operator(id, name)).map_err(|error| desk_error(&error))?;
    }
    let operators = desk.operators().map_err(|error| desk_error(&error))?;
    if let Some(id) = &args.revoke {
        return revoke(&desk, id, &operators, args.format.json, out);
    }
    if let Some(id) = args.issue_token.as_ref().or(args.add_operator.as_ref().and_then(|words| words.first())) {
        let token = issue(&desk, id, &operators)?;
        return match args.format.json {
            true => out.json(&serde_json::json!({ "operator": id, "token": token })),
            false => out.line(token),
        };
    }
    if operators.is_empty() {
        say("note", format!("nobody works at this desk yet; {ADD_OPERATOR}"));
    }
    let listener = TcpListener::bind(args.listen).await.map_err(|error| no_port(args.listen, &error))?;
    let address = format!("{}://{}", if tls.is_some() { "https" } else { "http" }, listener.local_addr()?);
    let first = if new { first_token(&desk, &operators)? } else { None };
    let shutdown = stop_on_signal()?;
    say_started(args, &address, &database, first.as_ref(), out)?;
    desk.serve(listener, tls, shutdown).await.map_err(|error| desk_error(&error))
}

fn open(database: &Path, sample: bool) -> CliResult<Desk> {
    if let Some(dir) = database.parent().filter(|dir| !dir.as_os_str().is_empty() && !dir.exists()) {
        credentials::private_dir(dir).map_err(|error| {
            CliError::failed(format!("{}: {error}", dir.display())).hint("name another file with --database")
        })?;
    }
    let (clock, rng) = (Arc::new(System), Arc::new(System));
    let config = ServerConfig { database: database.to_path_buf(), sample, limits: Limits::default(), clock, rng };
    Desk::open(config).map_err(|error| desk_error(&error))
}

const ADD_OPERATOR: &str = "`turno serve --add-operator ID NAME`, with the --database of the desk, adds somebody";

/// Somebody new: in all languages of the desk, by day.
fn operator(id: &str, name: &str) -> Operator {
    let languages = Language::ALL.to_vec();
    Operator { id: OperatorId::new(id), name: name.trim().into(), languages, shift: Shift::Day, lead: false }
}

fn revoke(desk: &Desk, id: &str, operators: &[Operator], json: bool, out: &mut Output) -> CliResult {
    let revoked = desk.revoke_tokens(&OperatorId::new(id)).map_err(|error| match error {
        DeskError::UnknownOperator(_) => unknown_operator(id, operators),
        error => desk_error(&error),
    })?;
    match json {
        true => out.json(&serde_json::json!({ "operator": id, "revoked": revoked })),
        false => out.line(format!("{id}: {revoked} token{} ended", if revoked == 1 { "" } else { "s" })),
    }
}

fn issue(desk: &Desk, id: &str, operators: &[Operator]) -> CliResult<String> {
    match desk.issue_token(&OperatorId::new(id), "command line") {
        Ok(token) => Ok(token.expose_secret().to_string()),
        Err(DeskError::UnknownOperator(_)) if operators.is_empty() => {
            Err(unknown_operator(id, operators).hint(format!("nobody works at this desk yet; {ADD_OPERATOR}")))
        }
        Err(DeskError::UnknownOperator(_)) => Err(unknown_operator(id, operators).hint(ADD_OPERATOR)),
        Err(error) => Err(desk_error(&error)),
    }
}

/// A new desk would be closed to everybody without a first token.
fn first_token(desk: &Desk, operators: &[Operator]) -> CliResult<Option<(String, String)>> {
    let preferred = operators.iter().find(|operator| operator.id.as_str() == DEMO_OPERATOR);
    let Some(operator) = preferred.or(operators.first()) else { return Ok(None) };
    Ok(Some((operator.id.to_string(), issue(desk, operator.id.as_str(), operators)?)))
}

fn say_started(
    args: &ServeArgs,
    address: &str,
    database: &Path,
    first: Option<&(String, String)>,
    out: &mut Output,
) -> CliResult {
    if args.format.json {
        let first = first.map(|(operator, token)| serde_json::json!({ "operator": operator, "token": token }));
        out.json(&serde_json::json!({ "address": address, "database": database, "first_token": first }))?;
        return out.flush();
    }
    out.line(format!("listening on {address}, database {}", database.display()))?;
    if let Some((operator, token)) = first {
        out.line(format!("a token for {operator}, shown this once: {token}"))?;
    }
    out.flush()
}

fn refused_address(error: &DeskError) -> CliError {
    CliError::usage(error).hint(
        "listen on 127.0.0.1, or give --tls-cert and --tls-key, or say --behind-proxy if a proxy in front encrypts",
    )
}

fn no_port(address: SocketAddr, error: &std::io::Error) -> CliError {
    let told = CliError::failed(format!("cannot listen on {address}: {error}"));
    match error.kind() {
        std::io::ErrorKind::AddrInUse => told.hint("another program has that port; choose another with --listen"),
        std::io::ErrorKind::PermissionDenied => told.hint("ports below 1024 are the system's; choose a higher one"),
        _ => told.hint("choose an address of this machine with --listen"),
    }
}

/// Ctrl-C, a closed terminal, or a service manager: all mean the same to a server. Heard from now on.
fn stop_on_signal() -> CliResult<CancellationToken> {
    let shutdown = CancellationToken::new();
    for kind in [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()] {
        let (mut signal, shutdown) = (signal(kind)?, shutdown.clone());
        tokio::spawn(async move {
            signal.recv().await;
            shutdown.cancel();
        });
    }
    Ok(shutdown)
}
