//! The server over HTTP, on a database of its own for each test.

mod access;
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
mod invitations;
mod isolation;
mod limits;
mod mailbox;
mod matrix;
mod members;
mod one_trip;
mod platform;
mod process;
mod resources;
mod roles;
mod server;
mod sessions;
mod sign_in;
mod world;
