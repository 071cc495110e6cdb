//! The server: its configuration, its command line, its background work, and what puts the other crates together.

#![deny(clippy::print_stdout, clippy::print_stderr, reason = "they panic where the reader has gone: output::say")]

pub mod application;
mod background;
pub mod command_line;
pub mod commands;
pub mod config;
mod database;
pub mod dispatcher;
mod images;
mod mailer;
pub mod output;
mod push;
pub mod stored_files;
mod telemetry;
mod webhooks;
