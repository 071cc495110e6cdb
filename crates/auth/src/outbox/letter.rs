use serde::{Deserialize, Serialize};

/// What a message says. Words, layout and links are made where it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Letter {
    /// Asks the owner of an address to confirm it.
    VerifyEmail { token: String },
    /// Invites somebody, who may have no account, into a tenant.
    Invitation {
        token: String,
        /// What the tenant is called.
        tenant: String,
        /// What whoever invites is called; none for the platform.
        inviter: Option<String>,
    },
}
