//! The server over HTTP, on a database of its own for each test.

mod access;
mod resources;
mod server;
mod sign_in;
