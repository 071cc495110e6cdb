base::typed_ids! {
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
