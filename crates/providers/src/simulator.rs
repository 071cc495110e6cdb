//! A carrier that connects no one: it speaks Twilio's REST API, calls our webhooks with signed requests and obeys the
//! `TwiML` that they answer, while the people at the other end are scripts ([`Handset`]).
//!
//! It is the default of development and the peer of the tests. What it has promised is in its books, a database of its
//! own, so that a restart forgets no call. Two accounts never meet in it: a call or a message ends at a script, also
//! where another account has the number that was dialled.

mod api;
mod books;
mod dice;
mod engine;
mod handset;
pub mod operator;
mod rules;
mod server;
mod settings;
mod twiml;
mod webhook;

pub use books::{
    Books, BooksError, CallRecord, Line, ListFilter, MessageRecord, NumberRecord, RecordingRecord, Speaker, Thread,
    create_database,
};
pub use handset::{Answers, Handset, Receives, Utterance};
pub use server::{Simulator, StartError};
pub use settings::{Faults, Pace, SimulatorSettings};
