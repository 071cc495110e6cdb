//! Reads the fields of bodies; what is wrong is collected, so that one response names all of it.

use auth::{DisplayName, EmailAddress, Password};

use crate::error::Error;
use crate::problem::FieldError;

#[derive(Default)]
pub struct Faults(Vec<FieldError>);

impl Faults {
    pub fn add(&mut self, field: &'static str, code: &'static str, message: impl Into<String>) {
        self.0.push(FieldError::new(field, code, message.into()));
    }

    pub fn email(&mut self, raw: &str) -> Option<EmailAddress> {
        EmailAddress::parse(raw).map_err(|error| self.add("email", "email", error.to_string())).ok()
    }

    pub fn password(&mut self, raw: String) -> Option<Password> {
        self.secret("password", raw)
    }

    /// A password in a field of another name.
    pub fn secret(&mut self, field: &'static str, raw: String) -> Option<Password> {
        Password::parse(raw).map_err(|error| self.add(field, "password_too_long", error.to_string())).ok()
    }

    pub fn name(&mut self, field: &'static str, raw: &str) -> Option<DisplayName> {
        DisplayName::parse(raw).map_err(|error| self.add(field, "name", error.to_string())).ok()
    }

    pub fn device_name(&mut self, raw: Option<&str>) {
        if raw.is_some_and(|name| name.chars().count() > 100) {
            self.add("device_name", "length", "must have at most 100 characters");
        }
    }

    /// What was wrong, as the response says it.
    pub fn into_error(self) -> Error {
        Error::Unprocessable(self.0)
    }

    pub fn check(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(self.into_error()) }
    }
}
