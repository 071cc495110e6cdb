//! Isolation, proved on a real database: what doctor finds, and what attacks on every table come to.

mod attacks;
mod change_log;
mod denied;
mod doctor;
mod doctor_roles;
