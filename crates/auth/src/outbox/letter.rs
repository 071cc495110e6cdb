use serde::{Deserialize, Serialize};

use crate::factors::Factor;

/// What a message says. Words, layout and links are made where it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Letter {
    /// Asks the owner of an address to confirm it.
    VerifyEmail { token: String },
    /// Tells that the account has a second factor more.
    FactorAdded { factor: Factor },
    /// Tells that it has one less.
    FactorRemoved { factor: Factor },
    /// Tells that new recovery codes were made, and the former ones are void.
    RecoveryCodesMade,
}
