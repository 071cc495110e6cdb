use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::client::{Account, Carrier};
use super::error::{CarrierError, Verdict};
use crate::twilio::Parameters;

/// A list of 100 a page ends here, so that no loop of pages holds a job.
const PAGES: usize = 50;

/// What each kind of page has beside its rows.
#[derive(Deserialize)]
struct Next {
    next_page_uri: Option<String>,
}

impl Carrier {
    /// All rows of a list. `rows` is the name under which a page has them.
    pub(super) async fn list<T: DeserializeOwned>(
        &self,
        account: &Account,
        resource: &str,
        filters: &[(&str, Option<String>)],
        rows: &str,
    ) -> Result<Vec<T>, CarrierError> {
        let given = filters.iter().filter_map(|(name, value)| Some((*name, value.clone()?)));
        let query = Parameters::new(given.chain([("PageSize", "100".to_owned())])).encode();
        let own = account.path("")?;
        let mut path = account.path(&format!("{resource}.json?{query}"))?;
        let mut all = Vec::new();
        for _ in 0..PAGES {
            let page: serde_json::Value = self.get(account, &path).await?;
            let found = page.get(rows).cloned().ok_or_else(CarrierError::unreadable)?;
            all.extend(serde_json::from_value::<Vec<T>>(found).map_err(|_| CarrierError::unreadable())?);
            let next: Next = serde_json::from_value(page).map_err(|_| CarrierError::unreadable())?;
            match next.next_page_uri {
                None => return Ok(all),
                Some(next) if next.starts_with(&own) => path = next,
                Some(_) => return Err(CarrierError::unreadable()),
            }
        }
        Err(CarrierError::new(Verdict::InDoubt, "the list is too long"))
    }
}
