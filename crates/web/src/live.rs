//! Live updates: one reader of the change log a node, and the streams that it tells what happened.
//!
//! The [`Hub`] reads on while a stream is open, proves the credentials of the streams that have something to hear in a
//! statement that comes after, and hands out what it read, with the signals of conversations beside it. An [`EventStream`] takes up where its client was, and renders
//! events. Where it falls behind, it reads the log itself: the log is the buffer.

mod event;
mod hub;
mod places;
mod reader;
mod stream;
mod upkeep;

pub use event::{Event, MissedEvents, event_of};
pub use hub::Hub;
pub use places::{Places, StreamLimits};
pub use stream::{EventStream, Ground, MOST_EVENTS, is_too_old};
