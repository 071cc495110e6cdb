//! `bulkhead`: serves, migrates, and looks after the database.

#![deny(clippy::print_stdout, clippy::print_stderr, reason = "they panic where the reader has gone: output::say")]

use std::process::ExitCode;

use base::causes::describe;
use bulkhead::command_line::{self, Arguments, Command};
use bulkhead::{commands, output};
use clap::Parser as _;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(response) => {
            // Help and the version are responses as well. A reader may have gone.
            let _ = response.print();
            return if response.use_stderr() { ExitCode::from(command_line::WRONG_USAGE) } else { ExitCode::SUCCESS };
        }
    };
    match commands::run(arguments.command.unwrap_or(Command::Serve)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::complain(describe(failure.as_ref()));
            ExitCode::FAILURE
        }
    }
}
