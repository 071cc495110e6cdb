//! Alerts of carriers' requests that were refused: at most one an hour about each phone, on each node.
//!
//! The holder of a phone's token can sign as many such requests as they like. An alert says how many came since the one
//! before, so each is in one alert, and in the metric of carriers' requests.

use base::{Alert, Alerts};
use parking_lot::Mutex;
use tenancy::TenantId;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

const BETWEEN_ALERTS: Duration = Duration::HOUR;

/// What was refused of each phone since the last alert about it.
#[derive(Debug)]
pub struct WebhookAlerts {
    foreign: Mutex<Alerts<(TenantId, Uuid)>>,
    ambiguous: Mutex<Alerts<Uuid>>,
}

/// The request that an alert comes with.
#[derive(Clone, Copy, Debug)]
pub struct Foreign {
    pub request_id: Uuid,
    /// Which of its fields is another phone's.
    pub other: &'static str,
}

impl Default for WebhookAlerts {
    fn default() -> Self {
        let (foreign, ambiguous) = (Alerts::every(BETWEEN_ALERTS), Alerts::every(BETWEEN_ALERTS));
        Self { foreign: Mutex::new(foreign), ambiguous: Mutex::new(ambiguous) }
    }
}

impl WebhookAlerts {
    /// A request that is signed with the phone's token, and about another account or number.
    pub fn note_foreign(&self, tenant_id: TenantId, phone_id: Uuid, request: Foreign, now: OffsetDateTime) {
        let due = self.foreign.lock().add((tenant_id, phone_id), now);
        if let Some(alert) = due {
            alert_of_foreign(&alert, Some(request));
        }
    }

    /// A request to an id that several tenants' phones have.
    pub fn note_ambiguous(&self, phone_id: Uuid, now: OffsetDateTime) {
        let due = self.ambiguous.lock().add(phone_id, now);
        if let Some(alert) = due {
            alert_of_ambiguous(&alert);
        }
    }

    /// Tells of what came since the last alerts, where the next ones are due. Returns how many were.
    pub fn report_due(&self, now: OffsetDateTime) -> u64 {
        let (foreign, ambiguous) = (self.foreign.lock().take_due(now), self.ambiguous.lock().take_due(now));
        for alert in &foreign {
            alert_of_foreign(alert, None);
        }
        for alert in &ambiguous {
            alert_of_ambiguous(alert);
        }
        (foreign.len() + ambiguous.len()) as u64
    }
}

fn alert_of_foreign(alert: &Alert<(TenantId, Uuid)>, request: Option<Foreign>) {
    tracing::warn!(
        target: "bulkhead::alert",
        {
            phone.id = alert.subject.map(|(_, phone_id)| display(phone_id)),
            tenant.id = alert.subject.map(|(tenant_id, _)| display(tenant_id)),
            request.id = request.map(|request| display(request.request_id)),
            other = request.map(|request| request.other),
            requests = alert.count,
        },
        "foreign_webhook: signed requests are about another account or number than their phone's"
    );
}

fn alert_of_ambiguous(alert: &Alert<Uuid>) {
    tracing::warn!(
        target: "bulkhead::alert",
        { phone.id = alert.subject.map(display), requests = alert.count },
        "ambiguous_phone: several tenants have a phone of this id, and none of them gets its webhooks"
    );
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const START: OffsetDateTime = datetime!(2026-01-01 0:00 UTC);

    #[test]
    fn fact_5_a_flood_has_one_alert_an_hour_about_each_phone_and_the_rest_is_told_with_the_next() {
        let alerts = WebhookAlerts::default();
        let request = Foreign { request_id: Uuid::from_u128(1), other: "account" };
        let (tenant, other) = (TenantId(Uuid::from_u128(2)), TenantId(Uuid::from_u128(3)));
        let phones = [(tenant, 4), (tenant, 5), (other, 4)].map(|(tenant, phone)| (tenant, Uuid::from_u128(phone)));
        for second in 0..1_000 {
            for (tenant, phone) in phones {
                alerts.note_foreign(tenant, phone, request, START + Duration::seconds(second));
            }
            alerts.note_ambiguous(Uuid::from_u128(4), START);
        }
        assert_eq!(alerts.report_due(START + Duration::minutes(59)), 0, "each has had its alert");
        let rest = alerts.foreign.lock().take_due(START + Duration::HOUR);
        assert!(rest.len() == 3 && rest.iter().all(|alert| alert.count == 999), "{rest:?}");
        assert_eq!(alerts.report_due(START + Duration::HOUR), 1, "the ambiguous phone's");
        assert_eq!(alerts.report_due(START + Duration::HOUR * 2), 0, "there was nothing more");
    }
}
