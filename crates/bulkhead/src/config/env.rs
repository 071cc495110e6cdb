//! The environment as a value, so that tests bring their own.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::config::{Secret, variables};

/// Where the server runs; decides what may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    Development,
    Production,
}

/// Variables, and what was wrong with those that were read. An empty variable counts as unset.
pub struct Env {
    variables: HashMap<String, String>,
    read: RefCell<BTreeSet<&'static str>>,
    faults: RefCell<Vec<String>>,
}

/// One line per fault, the variable's name first; no values, since they may be secret. Warnings come last.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub struct ConfigErrors(Vec<String>);

impl ConfigErrors {
    pub(super) fn of(lines: impl IntoIterator<Item = String>) -> Self {
        Self(lines.into_iter().collect())
    }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl Env {
    /// The process's environment; variables that aren't Unicode count as unset.
    pub fn process() -> Self {
        Self::of(
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))),
        )
    }

    pub fn of<N: Into<String>, V: Into<String>>(variables: impl IntoIterator<Item = (N, V)>) -> Self {
        Self {
            variables: variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect(),
            read: RefCell::default(),
            faults: RefCell::default(),
        }
    }

    pub fn environment(&self) -> Environment {
        match self.text("BULKHEAD_ENV") {
            None | Some("development") => Environment::Development,
            Some("production") => Environment::Production,
            Some(_) => {
                self.fault("BULKHEAD_ENV", "must be `development` or `production`");
                Environment::Production
            }
        }
    }

    pub fn is_production(&self) -> bool {
        self.environment() == Environment::Production
    }

    /// A variable's text without surrounding space, `None` where unset or empty.
    pub fn text(&self, name: &'static str) -> Option<&str> {
        self.read.borrow_mut().insert(name);
        self.variables.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    /// Whether a variable is there that Bulkhead doesn't read.
    pub fn has_foreign(&self, name: &str) -> bool {
        self.variables.get(name).is_some_and(|value| !value.trim().is_empty())
    }

    /// Notes that a variable is wrong; `problem` completes the sentence that its name begins.
    pub fn fault(&self, name: &'static str, problem: impl fmt::Display) {
        let line = format!("{name} {problem}");
        let mut faults = self.faults.borrow_mut();
        if !faults.contains(&line) {
            faults.push(line);
        }
    }

    /// A variable's value, or `default`; a fault where it doesn't parse. `what` says what it must be.
    pub fn parsed<T: FromStr>(&self, name: &'static str, default: T, what: &str) -> T {
        match self.text(name).map(str::parse) {
            None => default,
            Some(Ok(value)) => value,
            Some(Err(_)) => {
                self.fault(name, format_args!("must be {what}"));
                default
            }
        }
    }

    /// A number within bounds.
    pub fn number(&self, name: &'static str, default: usize, bounds: std::ops::RangeInclusive<usize>) -> usize {
        let what = format!("a whole number from {} to {}", bounds.start(), bounds.end());
        let value = self.parsed(name, default, &what);
        if bounds.contains(&value) {
            return value;
        }
        self.fault(name, format_args!("must be {what}"));
        default
    }

    /// A number of seconds within bounds.
    pub fn seconds(&self, name: &'static str, default: usize, bounds: std::ops::RangeInclusive<usize>) -> Duration {
        Duration::from_secs(self.number(name, default, bounds) as u64)
    }

    /// `on` or `off`.
    pub fn switch(&self, name: &'static str, default: bool) -> bool {
        match self.text(name) {
            None => default,
            Some("on") => true,
            Some("off") => false,
            Some(_) => {
                self.fault(name, "must be `on` or `off`");
                default
            }
        }
    }

    /// A secret, `None` where unset; a fault where it is a weak one.
    pub fn secret(&self, name: &'static str) -> Option<Secret> {
        self.text(name)?.parse().map_err(|error| self.fault(name, error)).ok()
    }

    /// A variable that production can't do without.
    pub fn required_in_production(&self, name: &'static str) -> Option<&str> {
        let text = self.text(name);
        if text.is_none() && self.is_production() {
            self.fault(name, "must be set in production");
        }
        text
    }

    /// The faults of everything that was read so far; without any, the warnings.
    pub fn verdict(&self) -> Result<Vec<String>, ConfigErrors> {
        let warnings = variables::misspelt(self.variables.keys().map(String::as_str));
        let faults = self.faults.borrow();
        if faults.is_empty() {
            return Ok(warnings);
        }
        // A variable that is missing may be there under another name.
        let warnings = warnings.iter().map(|warning| format!("warning: {warning}"));
        Err(ConfigErrors::of(faults.iter().cloned().chain(warnings)))
    }

    /// The names of everything that was read so far.
    #[cfg(test)]
    pub fn names(&self) -> BTreeSet<&'static str> {
        self.read.borrow().clone()
    }
}
