//! Tells the simulated carrier of its phones, so that people can call one that has sent nothing yet.

use std::collections::{HashMap, HashSet};

use domain::attempts::Sender;
use domain::simulated_phones::{self, SimulatedPhone};
use providers::simulator::NumberRecord;
use tenancy::{Error, TenantId};
use uuid::Uuid;

use super::Dispatcher;

/// Phones that a pass looks at.
const PHONES: i32 = 10_000;

/// The versions of phones that the carrier was told of by this process.
pub(super) type Told = HashMap<(TenantId, Uuid), i64>;

/// Returns how many phones the carrier was told of anew.
pub(super) async fn run(dispatcher: &Dispatcher) -> Result<u64, Error> {
    let on = &dispatcher.0.on;
    // Before the phones, so that each number of this list is still a phone's in that one.
    let Some(numbers) = on.carriers.simulated_numbers().await else { return Ok(0) };
    let phones = simulated_phones::list(&on.db, PHONES).await?;
    let mut known: HashMap<Uuid, Vec<NumberRecord>> = HashMap::new();
    for number in numbers {
        if let Some(id) = phone_of(&on.public_origin, &number) {
            known.entry(id).or_default().push(number);
        }
    }
    let mut count = 0;
    for phone in &phones {
        let is_told = dispatcher.0.told.lock().get(&(phone.tenant_id, phone.id)) == Some(&phone.version);
        let before = known.remove(&phone.id).unwrap_or_default();
        if is_told && !before.is_empty() {
            continue;
        }
        if introduce(dispatcher, phone, before).await? {
            count += 1;
        }
    }
    if phones.len() < usize::try_from(PHONES).unwrap_or(usize::MAX) {
        withdraw(dispatcher, &phones, known).await;
    }
    Ok(count)
}

/// Tells the carrier of a phone in its present state. It keeps no other number for the phone.
async fn introduce(dispatcher: &Dispatcher, phone: &SimulatedPhone, before: Vec<NumberRecord>) -> Result<bool, Error> {
    let on = &dispatcher.0.on;
    let SimulatedPhone { tenant_id, id, version } = *phone;
    let found = simulated_phones::find(&on.jobs, &dispatcher.entering(tenant_id), id).await?;
    let Some(sender) = found else { return Ok(false) };
    let Ok(account) = on.carriers.account(&on.secret_box, tenant_id, &sender) else { return Ok(false) };
    on.carriers.forget(id);
    if on.carriers.reach(&sender, &account, &on.public_origin).await.is_err() {
        return Ok(false);
    }
    for number in before.iter().filter(|number| !is_of(number, &sender)) {
        on.carriers.remove_simulated(number).await;
    }
    dispatcher.0.told.lock().insert((tenant_id, id), version);
    Ok(true)
}

/// Takes the numbers of phones back that have left the carrier since this process told it of them.
async fn withdraw(dispatcher: &Dispatcher, phones: &[SimulatedPhone], rest: HashMap<Uuid, Vec<NumberRecord>>) {
    let carriers = &dispatcher.0.on.carriers;
    let gone: Vec<Uuid> = {
        let present: HashSet<_> = phones.iter().map(|phone| (phone.tenant_id, phone.id)).collect();
        let mut told = dispatcher.0.told.lock();
        told.extract_if(|phone, _| !present.contains(phone)).map(|((_, id), _)| id).collect()
    };
    for (id, numbers) in rest.into_iter().filter(|(id, _)| gone.contains(id)) {
        carriers.forget(id);
        for number in &numbers {
            carriers.remove_simulated(number).await;
        }
    }
}

fn is_of(number: &NumberRecord, sender: &Sender) -> bool {
    number.phone_number == sender.number && Some(&number.account_sid) == sender.account_sid.as_ref()
}

/// The phone of this installation whose webhooks the number has.
fn phone_of(origin: &str, number: &NumberRecord) -> Option<Uuid> {
    let path = number.voice_url.strip_prefix(origin)?.strip_prefix("/webhooks/twilio/")?;
    path.strip_suffix("/voice")?.parse().ok()
}
