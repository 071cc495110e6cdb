//! Asks carriers where they send the calls and messages of phones' numbers.

use std::time::Duration;

use base::causes;
use domain::number_audits::{self, AuditedPhone, Finding};
use futures_util::{StreamExt, stream};
use providers::twilio::carrier::{Account, Carrier, CarrierError, IncomingNumber, Webhooks};
use tenancy::{Error, Job, JobRequest, TenantId};
use url::Url;
use uuid::Uuid;

use super::Dispatcher;
use super::reach::AskError;

/// Phones of a pass, and those that are looked at at the same time.
const PHONES: i32 = 200;
const AT_A_TIME: usize = 4;

/// When a phone is looked at again: one that receives, and one that doesn't, or of which the carrier doesn't say.
const RECEIVING: Duration = Duration::from_hours(24);
const NOT_RECEIVING: Duration = Duration::from_hours(1);

/// Returns how many phones were looked at.
pub(super) async fn run(dispatcher: &Dispatcher) -> Result<u64, Error> {
    let due = number_audits::due(&dispatcher.0.on.db, PHONES).await?;
    let looks = due.into_iter().map(|phone| look_at(dispatcher, phone));
    Ok(stream::iter(looks).buffer_unordered(AT_A_TIME).fold(0, async |sum, is_done| sum + u64::from(is_done)).await)
}

/// One that fails stops no other.
async fn look_at(dispatcher: &Dispatcher, (tenant_id, phone_id): (TenantId, Uuid)) -> bool {
    let entering = JobRequest { job: Job::CARRIER_POLL, ..dispatcher.entering(tenant_id) };
    audit(dispatcher, &entering, phone_id).await.unwrap_or_else(|error| {
        let error = causes::describe(&error);
        tracing::warn!(tenant.id = %tenant_id, phone.id = %phone_id, ?error, "a phone's number can't be looked at");
        false
    })
}

async fn audit(dispatcher: &Dispatcher, entering: &JobRequest, phone_id: Uuid) -> Result<bool, Error> {
    let on = &dispatcher.0.on;
    let Some(phone) = number_audits::find(&on.jobs, entering, phone_id).await? else { return Ok(false) };
    let found = match ask(dispatcher, entering.tenant_id, &phone).await {
        Ok(differences) => Some(finding(&differences)),
        Err(reason) => {
            tracing::info!(phone.id = %phone_id, %reason, "the carrier doesn't say what a number is set to");
            None
        }
    };
    let is_receiving = found.as_ref().is_some_and(|found| found.receiving);
    let again_in = if is_receiving { RECEIVING } else { NOT_RECEIVING };
    number_audits::store(&on.jobs, entering, &phone, found.as_ref(), again_in).await?;
    if let (Some(true), Some(Finding { receiving: false, differences })) = (phone.receiving, &found) {
        tracing::warn!(
            target: "bulkhead::alert",
            { tenant.id = %entering.tenant_id, phone.id = %phone_id, differences = %differences.join(", ") },
            "phone_not_receiving: the carrier sends the phone's calls or messages elsewhere since the last look"
        );
    }
    Ok(true)
}

async fn ask(
    dispatcher: &Dispatcher,
    tenant_id: TenantId,
    phone: &AuditedPhone,
) -> Result<Vec<&'static str>, AskError> {
    let on = &dispatcher.0.on;
    let (carrier, account) = on.reach(tenant_id, &phone.sender).await?;
    let numbers = carrier.list_numbers(&account, Some(&phone.sender.number)).await?;
    let Some(number) = numbers.into_iter().find(|number| number.phone_number == phone.sender.number) else {
        return Ok(vec!["number"]);
    };
    let set = webhooks(carrier, &account, &number).await?;
    let url = |what: &str| format!("{}/webhooks/twilio/{}/{what}", on.public_origin, phone.sender.phone_id);
    Ok(differences(&number, &set, url))
}

/// What counts for a number: its own URLs, or those of its applications.
async fn webhooks(carrier: &Carrier, account: &Account, number: &IncomingNumber) -> Result<Set, CarrierError> {
    let (voice, sms) = (&number.voice_application_sid, &number.sms_application_sid);
    let applications =
        if voice.is_some() || sms.is_some() { carrier.list_applications(account).await? } else { Vec::new() };
    let of = |sid: &Option<String>| match sid {
        None => number.webhooks.clone(),
        Some(sid) => {
            let application = applications.iter().find(|application| application.sid == *sid);
            application.map(|application| application.webhooks.clone()).unwrap_or_default()
        }
    };
    Ok(Set { voice: of(voice), sms: of(sms) })
}

/// The URLs that count for a number's calls, and for its messages.
struct Set {
    voice: Webhooks,
    sms: Webhooks,
}

/// What isn't as the phone's `webhook_urls` say. Of a URL that leads elsewhere the method doesn't matter.
fn differences(number: &IncomingNumber, set: &Set, url: impl Fn(&str) -> String) -> Vec<&'static str> {
    let mut differences = Vec::new();
    let mut compare = |found: &Option<String>, method: &Option<String>, what: &str, words: [&'static str; 2]| {
        if !is_same(found.as_deref(), &url(what)) {
            differences.push(words[0]);
        } else if method.as_deref().is_some_and(|method| method != "POST") {
            differences.push(words[1]);
        }
    };
    let Set { voice, sms } = set;
    if number.capabilities.voice {
        // A trunk takes the calls, whatever the URLs are.
        let voice_url = voice.voice_url.clone().filter(|_| number.trunk_sid.is_none());
        compare(&voice_url, &voice.voice_method, "voice", ["voice_url", "voice_method"]);
        compare(&voice.status_callback, &voice.status_callback_method, "status", ["status_url", "status_method"]);
    }
    if number.capabilities.sms {
        compare(&sms.sms_url, &sms.sms_method, "sms", ["sms_url", "sms_method"]);
    }
    differences
}

/// Without the URL of statuses calls and messages come all the same; how a call ended is known later.
fn finding(differences: &[&str]) -> Finding {
    Finding {
        receiving: differences.iter().all(|word| word.starts_with("status")),
        differences: differences.iter().map(|word| (*word).to_owned()).collect(),
    }
}

/// Whether two texts are one URL, as Twilio would request it.
fn is_same(found: Option<&str>, wanted: &str) -> bool {
    let parse = |text: &str| Url::parse(text).ok();
    found.and_then(parse).is_some_and(|found| Some(found) == parse(wanted))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;

    fn url(what: &str) -> String {
        format!("https://app.example.com/webhooks/twilio/1/{what}")
    }

    fn ours() -> Json {
        json!({"sid": "PN1", "phone_number": "+14155550100", "voice_url": url("voice"), "voice_method": "POST",
            "sms_url": url("sms"), "sms_method": "POST", "status_callback": url("status"),
            "status_callback_method": "POST"})
    }

    /// What differs for a number that has these values beside ours.
    fn found(more: &Json) -> Vec<&'static str> {
        let mut number = ours();
        number.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        let number: IncomingNumber = serde_json::from_value(number).unwrap();
        let set = Set { voice: number.webhooks.clone(), sms: number.webhooks.clone() };
        differences(&number, &set, url)
    }

    #[test]
    fn a_number_that_posts_here_has_no_differences() {
        assert_eq!(found(&json!({})), [""; 0]);
        assert_eq!(found(&json!({"voice_url": "https://APP.example.com:443/webhooks/twilio/1/voice"})), [""; 0]);
        assert_eq!(found(&json!({"voice_method": null, "sms_method": ""})), [""; 0], "Twilio posts by default");
    }

    #[test]
    fn each_url_and_method_that_differs_is_named() {
        for (field, value, word) in [
            ("voice_url", "", "voice_url"),
            ("voice_url", "https://app.example.com/webhooks/twilio/2/voice", "voice_url"),
            ("voice_url", "https://app.example.com/webhooks/twilio/1/voice/", "voice_url"),
            ("voice_url", "http://app.example.com/webhooks/twilio/1/voice", "voice_url"),
            ("voice_url", "not a URL", "voice_url"),
            ("voice_method", "GET", "voice_method"),
            ("sms_url", "https://demo.twilio.com/welcome/sms/reply", "sms_url"),
            ("sms_method", "GET", "sms_method"),
            ("status_callback", "", "status_url"),
            ("status_callback_method", "GET", "status_method"),
            ("trunk_sid", "TK1", "voice_url"),
        ] {
            assert_eq!(found(&json!({field: value})), [word], "{field} {value}");
        }
        assert_eq!(found(&json!({"voice_url": null, "voice_method": "GET"})), ["voice_url"]);
    }

    #[test]
    fn a_number_is_asked_for_what_it_can_do() {
        let deaf = json!({"voice_url": "", "sms_url": "", "status_callback": ""});
        let with = |capabilities: Json| {
            let mut deaf = deaf.clone();
            deaf["capabilities"] = capabilities;
            found(&deaf)
        };
        assert_eq!(with(json!({"voice": true, "sms": false, "mms": false})), ["voice_url", "status_url"]);
        assert_eq!(with(json!({"voice": false, "sms": true})), ["sms_url"]);
        assert_eq!(found(&deaf), ["voice_url", "status_url", "sms_url"]);
    }

    #[test]
    fn a_phone_without_the_url_of_statuses_receives_all_the_same() {
        for (differences, receiving) in [
            (&[][..], true),
            (&["status_url"], true),
            (&["status_method"], true),
            (&["number"], false),
            (&["sms_url", "status_url"], false),
        ] {
            assert_eq!(finding(differences).receiving, receiving, "{differences:?}");
        }
    }
}
