use base::{Random, SecretBox};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use time::OffsetDateTime;

use super::{LiveChange, LogPosition, Snapshot};
use crate::TenantId;

/// How far a client has followed a tenant's changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientPosition {
    /// The database whose transactions the snapshot numbers (`tenancy.log_epoch`).
    pub epoch: String,
    pub log: LogPosition,
    /// Where the client has only a part of what came at once: the position behind that, and the last number that it has.
    pub partly: Option<(Snapshot, i64)>,
    pub at: OffsetDateTime,
}

impl ClientPosition {
    /// Whether the client has the change already. Of many acts of several transactions it may have a part, so it has none.
    pub fn has(&self, change: &LiveChange) -> bool {
        if change.row_id.is_none() {
            return false;
        }
        self.log.snapshot.sees(change.transaction)
            || self
                .partly
                .as_ref()
                .is_some_and(|(snapshot, last)| snapshot.sees(change.transaction) && change.number <= *last)
    }
}

/// Positions are this many bytes long before they are encrypted: enough for sixteen transactions that write at once. With
/// more of them it is a multiple.
const LENGTH: usize = 256;

/// Writes and reads positions. Their numbers count all tenants' transactions, and their snapshots list those that run, so a
/// client gets them encrypted, for its tenant alone, and filled up: a length would tell of them as well.
#[derive(Clone, Debug)]
pub struct Positions {
    secret_box: SecretBox,
    random: Random,
}

impl Positions {
    pub fn new(secret_box: SecretBox, random: Random) -> Self {
        Self { secret_box, random }
    }

    pub fn write(&self, tenant: TenantId, position: &ClientPosition) -> String {
        let (partly, last) = match &position.partly {
            Some((snapshot, last)) => (snapshot.to_string(), *last),
            None => (String::new(), 0),
        };
        let mut text = format!(
            "{} {} {last} {} {} {partly} ",
            position.at.unix_timestamp(),
            position.log.final_row,
            position.epoch,
            position.log.snapshot,
        );
        text.extend(std::iter::repeat_n(' ', text.len().next_multiple_of(LENGTH) - text.len()));
        URL_SAFE_NO_PAD.encode(self.secret_box.encrypt(&self.random, &context(tenant), text.as_bytes()))
    }

    /// `None` for anything that no response gave out in this tenant.
    pub fn read(&self, tenant: TenantId, text: &str) -> Option<ClientPosition> {
        let encrypted = URL_SAFE_NO_PAD.decode(text).ok()?;
        let text = String::from_utf8(self.secret_box.decrypt(&context(tenant), &encrypted).ok()?).ok()?;
        let mut parts = text.split(' ');
        let at = OffsetDateTime::from_unix_timestamp(parts.next()?.parse().ok()?).ok()?;
        let final_row = parts.next()?.parse().ok()?;
        let last = parts.next()?.parse().ok()?;
        let epoch = parts.next()?.to_owned();
        let log = LogPosition { snapshot: parts.next()?.parse().ok()?, final_row };
        let partly = match parts.next()? {
            "" => None,
            snapshot => Some((snapshot.parse().ok()?, last)),
        };
        Some(ClientPosition { epoch, log, partly, at })
    }
}

/// What positions are encrypted for.
fn context(tenant: TenantId) -> String {
    format!("position in the changes of {tenant}")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn position(partly: Option<(Snapshot, i64)>) -> ClientPosition {
        ClientPosition {
            epoch: "7:00000001:5".into(),
            log: LogPosition { snapshot: "10:20:11,15".parse().unwrap(), final_row: 42 },
            partly,
            at: OffsetDateTime::from_unix_timestamp(1_700_000_000).unwrap(),
        }
    }

    #[test]
    fn live_a_6_a_position_is_as_long_whatever_it_counts() {
        let positions = Positions::new(SecretBox::derive(b"a key"), Random::seeded(1));
        let quiet = ClientPosition {
            epoch: "7412345678901234567:00000001:16384".into(),
            log: LogPosition { snapshot: "9:9:".parse().unwrap(), final_row: 1 },
            partly: None,
            at: OffsetDateTime::from_unix_timestamp(1_700_000_000).unwrap(),
        };
        let writers: Vec<String> = (10_000_000..10_000_016).map(|transaction| transaction.to_string()).collect();
        let running = format!("10000000:10000016:{}", writers.join(","));
        let busy = ClientPosition {
            log: LogPosition { snapshot: running.parse().unwrap(), final_row: 12_345_678 },
            ..quiet.clone()
        };
        let tenant = TenantId(Uuid::from_u128(1));
        assert_eq!(positions.write(tenant, &quiet).len(), positions.write(tenant, &busy).len());
        assert_eq!(positions.read(tenant, &positions.write(tenant, &busy)), Some(busy));
    }

    #[test]
    fn ten_3_a_position_comes_back_as_it_went_in_its_tenant_alone() {
        let positions = Positions::new(SecretBox::derive(b"a key"), Random::seeded(1));
        let (ours, theirs) = (TenantId(Uuid::from_u128(1)), TenantId(Uuid::from_u128(2)));
        for position in [position(None), position(Some(("10:30:11".parse().unwrap(), 47)))] {
            let text = positions.write(ours, &position);
            assert_eq!(positions.read(ours, &text), Some(position));
            assert_eq!(positions.read(theirs, &text), None);
            assert_eq!(positions.read(ours, &text[1..]), None);
            assert_eq!(positions.read(ours, &text[..text.len() - 4]), None);
        }
        for broken in ["", "%", "AAAA", &"A".repeat(100)] {
            assert_eq!(positions.read(ours, broken), None, "{broken}");
        }
    }
}
