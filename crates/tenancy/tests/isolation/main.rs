//! Isolation, proved on a real database: what doctor finds, and what attacks on every table come to.

mod doctor;
mod doctor_roles;
