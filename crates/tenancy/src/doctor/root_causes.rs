use super::{CATALOGUE, Fault};

/// The faults without repetitions and without those that another one causes, causes first. What is left has to be
/// repaired by itself; examining again afterwards shows what a cause has hidden.
pub fn root_causes(faults: Vec<Fault>) -> Vec<Fault> {
    let mut found: Vec<Fault> = Vec::new();
    for fault in faults {
        match found.iter_mut().find(|other| other.check == fault.check && other.fault == fault.fault) {
            Some(same) if same.object == fault.object => {}
            Some(same) if is_refusal(same) => same.object = format!("{}, {}", same.object, fault.object),
            _ => found.push(fault),
        }
    }
    let mut causes: Vec<_> =
        found.iter().filter(|fault| !found.iter().any(|other| explains(other, fault))).cloned().collect();
    causes.sort_by_key(|fault| rank(fault.check));
    causes
}

/// The catalogue comes before what sessions and the canary show of it.
fn rank(check: &str) -> usize {
    CATALOGUE.iter().position(|known| known.name == check).unwrap_or(match check {
        "session" => CATALOGUE.len(),
        "doctor" => CATALOGUE.len() + 1,
        "active" => CATALOGUE.len() + 2,
        _ => CATALOGUE.len() + 3,
    })
}

/// Whether the database refused to run a check.
fn is_refusal(fault: &Fault) -> bool {
    fault.check == "doctor"
}

/// Whether one fault causes another. A warning explains no fault.
fn explains(cause: &Fault, other: &Fault) -> bool {
    let explained = match cause.check {
        "roles" => role_explains(cause, other),
        "defaults" => default_explains(cause, other),
        "classes" | "row_security" | "policies" => table_explains(cause, other),
        "bodies" => function_explains(cause, other),
        "session" => setting_explains(cause, other),
        _ => false,
    };
    explained && (cause.forbids_serving() || !other.forbids_serving())
}

/// A role with privileges that it must not have passes row-level security, or has all rights of another role.
fn role_explains(cause: &Fault, other: &Fault) -> bool {
    let role = cause.object.as_str();
    let is_above_policies = cause.fault.starts_with("has SUPERUSER") || cause.fault.starts_with("has BYPASSRLS");
    let has_rights_of_others = cause.fault.starts_with("has SUPERUSER") || cause.fault.starts_with("can become");
    match other.check {
        "session" => {
            is_above_policies
                && is_session_of(other, role)
                && other.fault.starts_with("is not bound by row-level security")
        }
        "active" => is_above_policies && other.fault.starts_with(&format!("does not bind {role}:")),
        "canary" => is_above_policies && role == "bulkhead_app",
        "create" | "built_ins" => has_rights_of_others && other.object == role,
        "policies" => has_rights_of_others && role == "bulkhead_app" && other.fault.starts_with("lets rows be deleted"),
        _ => false,
    }
}

/// A default of a role, or of the database, is in each session.
fn default_explains(cause: &Fault, other: &Fault) -> bool {
    let Some(name) = cause.fault.strip_prefix("sets ").and_then(|rest| rest.split(' ').next()) else { return false };
    let is_its_session = match cause.object.strip_prefix("role ") {
        Some(role) => is_session_of(other, role),
        None => true,
    };
    match other.check {
        "session" => is_its_session && other.fault.starts_with(&format!("begins with {name} set")),
        "role_settings" => other.object == cause.object && other.fault.starts_with(&format!("has {name} = ")),
        _ => false,
    }
}

/// A table without a class lacks all that `tenancy.protect` adds; one without row-level security shows it.
fn table_explains(cause: &Fault, other: &Fault) -> bool {
    let consequences: &[&str] = match cause.check {
        "classes" if cause.fault.starts_with("has no isolation class") => {
            &["row_security", "policies", "active", "canary"]
        }
        "row_security" if cause.fault.starts_with("has no row-level security") => &["active", "canary"],
        "policies" => &["canary"],
        _ => &[],
    };
    cause.object == other.object && consequences.contains(&other.check)
}

/// A check that calls a missing function can't run.
fn function_explains(cause: &Fault, other: &Fault) -> bool {
    let name = cause.object.split('(').next().unwrap_or_default();
    is_refusal(other) && cause.fault.starts_with("is missing") && other.fault.contains(&format!("{name}("))
}

/// A session has the settings of its role.
fn setting_explains(cause: &Fault, other: &Fault) -> bool {
    let setting = cause.fault.split(" is ").next().unwrap_or_default();
    let role = other.object.strip_prefix("role ").unwrap_or_default();
    other.check == "role_settings" && is_session_of(cause, role) && other.fault.contains(&format!(" {setting} = "))
}

fn is_session_of(fault: &Fault, role: &str) -> bool {
    fault.object.strip_prefix("session of ") == Some(role)
}
