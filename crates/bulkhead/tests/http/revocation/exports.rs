//! An export that is read slowly, and whose credential ends under way.

use uuid::Uuid;

use super::cells::Trial;
use super::party::Party;
use super::route;
use super::table::{ENDINGS, Ending, KINDS, Kind, applies, ends};
use super::target::{self, Delivery};
use crate::support::held::Held;

const ROWS: usize = 20_000;
/// The sockets between server and client hold some four thousand rows of a kilobyte. So many arrive only from a server
/// that reads on.
const MOST: usize = 8_000;

const TENANT: Uuid = Uuid::from_u128(0x0197_b160_0000_7000_8000_0000_0000_0001);

/// Fills the tenant: without triggers and search index, which an export doesn't need.
fn fill() -> String {
    format!(
        "set session_replication_role = replica;
         drop index app.leads_search;
         insert into app.leads (tenant_id, id, owner_id, name, notes)
           select '{TENANT}', gen_random_uuid(), '{TENANT}', 'Lead ' || number, repeat('x', 1000) from generate_series(1, {ROWS}) number"
    )
}

/// How many rows arrive where the credential ends after the first bytes; stops at [`MOST`].
async fn rows_after(trial: &Trial, number: u32, kind: Kind, ending: Ending) -> usize {
    let export = route("GET", "/api/leads/export");
    let mut party = [Party::new(number, kind, export).within(TENANT)];
    trial.arrange([export].into_iter(), &mut party).await;
    let [party] = party;
    let mut export =
        Held::begin_slowly(&trial.server.url, number, &target::parts(export, &party, Delivery::Head)).await;
    export.release().await;
    let first = export.read(4096).await;
    assert!(first.starts_with(b"HTTP/1.1 200"), "{kind:?}: {}", String::from_utf8_lossy(&first));
    trial.server.db.superuser(&party.end(ending)).await;
    let lines = |bytes: &[u8]| bytes.windows(2).filter(|end_of_notes| *end_of_notes == b"x,").count();
    let mut rows = lines(&first);
    while rows < MOST {
        let bytes = export.read(256 << 10).await;
        if bytes.is_empty() {
            break;
        }
        rows += lines(&bytes);
    }
    let restored = "suspended_at = null, suspended_for = null, require_second_factor = false";
    trial.server.db.superuser(&format!("update tenancy.tenants set {restored} where id = '{TENANT}'")).await;
    rows
}

#[tokio::test]
#[ignore = "takes a minute: just revocation"]
async fn ses_9_an_export_breaks_off_once_its_credential_has_ended() {
    let trial = Trial::new().await;
    trial.server.db.superuser(&fill()).await;
    let export = route("GET", "/api/leads/export");
    let (mut number, mut findings) = (0, Vec::new());
    for kind in KINDS {
        for ending in ENDINGS.into_iter().filter(|ending| applies(export, kind, *ending)) {
            number += 1;
            let rows = rows_after(&trial, number, kind, ending).await;
            if (rows >= MOST) == ends(export, kind, ending) {
                findings.push(format!("{kind:?} | {ending:?}: {rows} rows of {ROWS}"));
            }
        }
    }
    assert!(findings.is_empty(), "of {number} exports:\n{}", findings.join("\n"));
    println!("{number} exports");
}
