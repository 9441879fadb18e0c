//! The processes: servers, consoles with an operator each, and the source of mail.

use super::alphabet::{self, Next};
use super::history::Mail;
use super::road::Road;
use super::small_desk;
use super::world::{Console, Live, Phase, World};
use std::future::pending;
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use turmoil::net::{TcpListener, TcpStream};
use turno::backend::native::Native;
use turno::domain::{Record, TicketId};
use turno::replica::{OpenNote, Replica};
use turno::seam::{Calls, Clock, faults::survive};
use turno::server::Accept;
use turno::store::tickets;
use turno::sync;

const RETRY: Duration = Duration::from_millis(500);

struct Listener(TcpListener);

impl Accept for Listener {
    type Stream = TcpStream;

    async fn accept(&self) -> std::io::Result<(TcpStream, SocketAddr)> {
        self.0.accept().await
    }
}

/// A server of the desk.
pub async fn serve(world: Rc<World>, name: String) -> turmoil::Result {
    world.is_process(&name);
    let desk = loop {
        match survive(|| world.open_desk()) {
            None => pending().await,
            Some(Ok(desk)) => break desk,
            Some(Err(error)) => {
                world.note(&format!("{name} cannot open the desk: {error}"));
                sleep(RETRY).await;
            }
        }
    };
    let listener = Listener(TcpListener::bind(("0.0.0.0", 80)).await?);
    desk.serve_over(listener, None, Calls::Inline, CancellationToken::new()).await;
    Ok(())
}

/// A console, from when it is started until it is killed. Its operator closes and opens it now and then.
pub async fn console(world: Rc<World>, at: usize) -> turmoil::Result {
    let console = world.console(at);
    world.is_process(&console.name);
    loop {
        let Some(replica) = open(&world, &console) else {
            sleep(RETRY).await;
            continue;
        };
        let Some(replica) = replica else { pending().await };
        alphabet::look_at_outbox(&world, &console, &replica, true);
        session(&world, &console, replica).await;
        sleep(Duration::from_millis(console.dice.below(2_000))).await;
    }
}

/// None if it cannot be opened now; Some(None) if the console was killed meanwhile.
fn open(world: &World, console: &Console) -> Option<Option<Replica>> {
    let opening = || Replica::open(&console.profile, console.who.clone(), console.clock.clone(), console.rng.clone());
    match survive(opening) {
        None => Some(None),
        // Whoever can only read closes it, and tries again.
        Some(Ok(opened)) if opened.notes == [OpenNote::ReadOnly] => {
            world.note(&format!("{} can only read its profile", console.name));
            None
        }
        Some(Ok(opened)) => {
            for note in &opened.notes {
                world.violation(format!("{} opens with {note:?}", console.name));
            }
            Some(Some(opened.replica))
        }
        Some(Err(error)) => {
            world.note(&format!("{} cannot open its profile: {error}", console.name));
            None
        }
    }
}

/// A console at work, until its operator closes it.
async fn session(world: &Rc<World>, console: &Console, replica: Replica) {
    replica.let_replies_linger(console.linger);
    let link = Arc::new(Native::over(Road::new(console.weather.clone()), console.token(), console.rng.clone()));
    let shutdown = CancellationToken::new();
    let (clock, rng) = (console.clock.clone(), console.rng.clone());
    let (sync, running) = sync::prepare(link.clone(), replica.clone(), clock, rng, shutdown.clone(), Calls::Inline);
    let live = Live { replica, sync, link };
    *console.live.borrow_mut() = Some(live.clone());
    tokio::pin!(running);
    tokio::select! {
        biased;
        () = &mut running => {}
        () = operator(world, console, &live) => {}
    }
    *console.live.borrow_mut() = None;
    drop(live);
    shutdown.cancel();
    running.await;
}

async fn operator(world: &Rc<World>, console: &Console, live: &Live) {
    loop {
        sleep(Duration::from_millis(1 + console.dice.below(world.options.think_ms))).await;
        if world.is_killed(&console.name) {
            pending::<()>().await;
        }
        match alphabet::act(world, console, live).await {
            Some(Next::Goes) => {}
            Some(Next::Closes) => return,
            None => pending().await,
        }
    }
}

/// Customers write, in old tickets and in new ones.
pub async fn mail(world: Rc<World>) -> turmoil::Result {
    let dice = super::options::Dice::of(world.options.seed, "mail");
    let mut written = 0;
    loop {
        sleep(Duration::from_millis(200 + dice.below(2_000))).await;
        if world.phase.get() == Phase::Liveness {
            pending::<()>().await;
        }
        written += 1;
        let (old, roll) = (TicketId(1 + dice.below(world.options.tickets as u64) as i64), dice.below(4));
        receive(&world, if roll == 0 { None } else { Some(old) }, written);
    }
}

fn receive(world: &World, old: Option<TicketId>, written: i64) {
    let now = world.desk_clock.now();
    let mut mail = None;
    let desk = world.back_office.borrow();
    let Some(desk) = desk.as_ref() else { return };
    let taken = desk.intake("mail", |tx| {
        let known = old.map(|id| tickets::get(tx, id)).transpose()?.flatten();
        let mut ticket = match known {
            Some(known) => known,
            None => small_desk::ticket(world.number_ticket(), now),
        };
        ticket.inbound_at = now;
        ticket.version += 1;
        let article = small_desk::inbound(&ticket, &format!("mail-{written}"), now);
        mail = Some(Mail { ticket: ticket.clone(), article: article.clone() });
        Ok(vec![Record::Ticket(Box::new(ticket)), Record::Article(article)])
    });
    if let (Ok(seq), Some(mail)) = (taken, mail) {
        let mut history = world.history.borrow_mut();
        history.note(world.now(), &format!("mail in {} as {seq}", mail.ticket.id));
        history.mails.insert(seq, mail);
    }
}
