//! What can be wrong around the program: ports, tokens, servers, terminals.

use crate::program::{Program, Served};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

/// Answers every request with this, until the test ends.
fn speaking(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    address
}

fn at(address: &str) -> Program {
    Program::with_config(&format!("[profiles.default]\ndesk = '{address}'\n")).variable("TURNO_TOKEN", "abc")
}

#[test]
fn a_port_in_use_is_said_with_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().to_string();
    let error = Program::new().run(&["serve", "--sample", "--listen", &port]).failed(1);
    assert!(error.contains(&port) && error.contains("hint: another program has that port"), "{error}");
}

#[test]
fn a_public_address_without_encryption_is_refused() {
    let program = Program::new();
    let error = program.run(&["serve", "--listen", "0.0.0.0:0"]).failed(2);
    assert!(error.contains("--behind-proxy") && error.contains("--tls-cert"), "{error}");
    assert!(!program.state_dir().join("serve").exists(), "no database is made");
}

#[test]
fn a_wrong_token_is_said_and_is_not_printed() {
    let dir = tempfile::tempdir().unwrap();
    let desk = Served::start(&dir.path().join("desk.db"));
    let program = Program::at(&desk, "turno_wrong_secretsecret");
    let error = program.run(&["ticket", "list"]).failed(1);
    assert!(error.contains("does not accept the token") && error.contains("hint: "), "{error}");
    let doctor = program.run(&["doctor"]);
    assert_eq!(doctor.code, 1);
    assert!(doctor.out.contains("fail  token: "), "{}", doctor.out);
    let mut all = error + &doctor.out + &doctor.err;
    for entry in std::fs::read_dir(program.state_dir().join("log")).unwrap() {
        all.push_str(&std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    assert!(!all.contains("secretsecret"), "{all}");
}

#[test]
fn a_missing_token_says_where_one_can_be() {
    let program = Program::with_config("[profiles.default]\ndesk = 'https://desk.example'\n");
    let error = program.run(&["ticket", "list"]).failed(1);
    assert!(error.contains("hint: set TURNO_TOKEN, or token-command or token-file"), "{error}");
}

#[test]
fn a_token_file_that_others_can_read_is_refused_with_the_command_to_protect_it() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("token");
    std::fs::write(&file, "abc").unwrap();
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o644)).unwrap();
    let config = format!("[profiles.default]\ndesk = 'https://desk.example'\ntoken-file = '{}'\n", file.display());
    let error = Program::with_config(&config).run(&["ticket", "list"]).failed(1);
    assert!(error.contains(&format!("hint: protect it: chmod 600 {}", file.display())), "{error}");
}

#[test]
fn a_server_that_talks_nonsense_is_not_taken_for_a_desk() {
    let program = at(&speaking(
        "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello",
    ));
    let error = program.run(&["ticket", "list"]).failed(1);
    assert!(error.contains("hint: "), "{error}");
    let doctor = program.run(&["doctor"]);
    assert!(doctor.code == 1 && doctor.out.contains("fail  desk: "), "{}", doctor.out);
}

#[test]
fn a_desk_of_another_api_version_is_said() {
    let program = at(&speaking(
        "HTTP/1.1 200 OK\r\nturno-api: 0\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}",
    ));
    let error = program.run(&["ticket", "list"]).failed(1);
    assert!(error.contains("version") && error.contains("hint: "), "{error}");
}

#[test]
fn the_console_needs_a_terminal_and_says_what_scripts_use() {
    for args in [&[][..], &["demo"]] {
        let program = Program::new();
        let error = program.run(args).failed(2);
        assert!(error.contains("terminal") && error.contains("hint: "), "{error}");
        assert!(!program.state_dir().exists(), "nothing is made");
    }
}

#[test]
fn a_state_directory_that_cannot_be_written_is_said() {
    let program = Program::new();
    std::fs::write(program.state_dir(), "a file in the way").unwrap();
    let error = program.run(&["ticket", "list"]).failed(1);
    assert!(error.contains("state") && error.contains("hint: "), "{error}");
}

#[test]
fn a_desk_database_that_is_damaged_or_newer_is_said() {
    let program = Program::new();
    let _ = program.run(&["sync", "--once"]).ok();
    let database = program.state_dir().join("desk").join("desk.db");
    for side in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{side}", database.display()));
    }
    std::fs::write(&database, vec![b'x'; 65_536]).unwrap();
    let error = program.run(&["ticket", "list"]).failed(1);
    assert!(error.contains("damaged") && error.contains("hint: "), "{error}");
}

#[test]
fn a_server_ends_on_sigterm_and_gives_its_port_back() {
    let dir = tempfile::tempdir().unwrap();
    let desk = Served::start(&dir.path().join("desk.db"));
    let socket = desk.socket();
    assert!(TcpStream::connect(&socket).is_ok());
    desk.end();
    assert!(TcpStream::connect(&socket).is_err());
}

#[test]
fn an_unknown_level_of_the_log_is_said_and_stops_nothing() {
    let program = Program::new().variable("TURNO_LOG", "loud");
    let ran = program.run(&["sync", "--once"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.starts_with("warning: there is no log: TURNO_LOG: unknown level `loud`"), "{}", ran.err);
}
