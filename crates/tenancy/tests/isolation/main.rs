//! Isolation, proved on a real database: what doctor finds, and what attacks on every table come to.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![expect(clippy::disallowed_methods, reason = "a test's ids may come from the machine's own clock")]

mod attacks;
mod audit_chain;
mod bodies;
mod catalogue;
mod change_log;
mod denied;
mod doctor;
mod doctor_causes;
mod doctor_choices;
mod doctor_logs;
mod doctor_participants;
mod doctor_roles;
mod doctor_settings;
mod doctor_warnings;
mod function_files;
mod guards;
mod jobs;
mod live;
mod own_server;
mod pending_lists;
mod row_quota;
mod signals;
