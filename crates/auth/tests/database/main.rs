//! Signing up, in and out over a real database, as the role that the server uses.

mod attempts;
mod login;
mod register;
mod sessions;
mod users;
mod world;
