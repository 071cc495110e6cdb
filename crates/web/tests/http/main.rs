//! The server over HTTP, on a database of its own for each test.

mod access;
mod audit;
mod authenticator;
mod canary;
mod csrf;
mod denied;
mod description;
mod digest;
mod exchange;
mod factors;
mod guessing;
mod headers;
mod hostile;
mod isolation;
mod letters;
mod limits;
mod one_trip;
mod passkeys;
mod process;
mod resources;
mod roles;
mod server;
mod sessions;
mod sign_in;
mod tokens;
mod world;
