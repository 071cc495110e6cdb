/// Declares ids that can't be mixed up: a `Uuid` (version 7) of its own type, the same on the wire and in SQL.
///
/// The crate that calls it depends on `uuid`, `serde` and `sqlx`.
#[macro_export]
macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

typed_ids! {
    /// The id of a user.
    UserId;
    /// The id of a session. It names the session to its owner and to the log; it does not open it.
    SessionId;
    /// The id of an impersonation, in the log and where its tenant is known. It opens nothing.
    ImpersonationId;
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_id_looks_like_its_uuid() {
        let uuid = Uuid::from_u128(7);
        assert_eq!(serde_json::to_string(&UserId(uuid)).unwrap(), format!("\"{uuid}\""));
        assert_eq!(SessionId(uuid).to_string(), uuid.to_string());
    }
}
