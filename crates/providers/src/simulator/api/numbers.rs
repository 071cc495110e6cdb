use serde_json::json;

use super::list::page;
use crate::simulator::books::BooksError;
use crate::simulator::engine::World;
use crate::simulator::server::Reply;
use crate::twilio::Parameters;

pub(super) async fn list(world: &World, account: &str, query: &Parameters) -> Result<Reply, BooksError> {
    let numbers = world.books.numbers(account, query.get("PhoneNumber")).await?;
    let rows: Vec<_> = numbers
        .iter()
        .map(|number| {
            json!({
                "sid": number.sid,
                "account_sid": number.account_sid,
                "phone_number": number.phone_number,
                "capabilities": { "voice": true, "sms": true, "mms": false, "fax": false },
                "voice_url": number.voice_url,
                "voice_method": "POST",
                "voice_application_sid": "",
                "sms_url": number.sms_url,
                "sms_method": "POST",
                "sms_application_sid": "",
                "status_callback": number.status_callback,
                "status_callback_method": "POST",
            })
        })
        .collect();
    Ok(page("incoming_phone_numbers", &rows, None))
}
