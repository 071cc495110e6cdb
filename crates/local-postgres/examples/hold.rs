//! Starts a server in the folder given (or a temporary one), says its process id and socket, and holds it until
//! standard input ends. The tests end it in worse ways.

use std::error::Error;
use std::io::Read;

use local_postgres::{Options, Server};

fn main() -> Result<(), Box<dyn Error>> {
    let server = match std::env::args_os().nth(1) {
        Some(folder) => Server::start(&Options::new(folder))?,
        None => Server::temporary(&[])?,
    };
    println!("{} {}", server.pid(), server.socket_dir().display());
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(server.stop()?)
}
