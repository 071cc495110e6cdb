//! The server over HTTP, on a database of its own for each test.

mod access;
mod addresses;
mod audit;
mod canary;
mod csrf;
mod denied;
mod description;
mod digest;
mod exchange;
mod guessing;
mod headers;
mod hostile;
mod isolation;
mod letters;
mod limits;
mod one_trip;
mod passwords;
mod process;
mod resources;
mod roles;
mod server;
mod sessions;
mod sign_in;
mod tokens;
mod world;
