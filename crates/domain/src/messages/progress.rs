//! How far a text message has come, by what its carrier tells of it: in any order, and more than once.

use time::OffsetDateTime;

use crate::carrier_events::Fields;

/// A state of a message (<https://www.twilio.com/docs/messaging/api/message-resource#message-status-values>).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Accepted,
    Scheduled,
    Queued,
    Sending,
    Sent,
    Delivered,
    Undelivered,
    Failed,
    Canceled,
    Read,
    PartiallyDelivered,
    Receiving,
    Received,
}

/// What is known of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    pub status: Status,
    pub segments: Option<i64>,
    /// When it got its first final status.
    pub ended_at: Option<OffsetDateTime>,
    pub error_code: Option<String>,
}

/// What the carrier tells of a message at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub status: Status,
    pub received_at: OffsetDateTime,
    pub segments: Option<i64>,
    pub error_code: Option<String>,
}

impl Status {
    pub const ALL: [Self; 13] = [
        Self::Accepted,
        Self::Scheduled,
        Self::Queued,
        Self::Sending,
        Self::Sent,
        Self::Delivered,
        Self::Undelivered,
        Self::Failed,
        Self::Canceled,
        Self::Read,
        Self::PartiallyDelivered,
        Self::Receiving,
        Self::Received,
    ];

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Scheduled => "scheduled",
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Undelivered => "undelivered",
            Self::Failed => "failed",
            Self::Canceled => "canceled",
            Self::Read => "read",
            Self::PartiallyDelivered => "partially_delivered",
            Self::Receiving => "receiving",
            Self::Received => "received",
        }
    }

    /// A status of a higher rank is a later one. Those that say how it ended have the same; a message that was read has
    /// been delivered.
    fn rank(self) -> u8 {
        match self {
            Self::Accepted | Self::Receiving => 0,
            Self::Scheduled => 1,
            Self::Queued => 2,
            Self::Sending => 3,
            Self::Sent => 4,
            Self::PartiallyDelivered => 5,
            Self::Delivered | Self::Undelivered | Self::Failed | Self::Canceled | Self::Received => 6,
            Self::Read => 7,
        }
    }

    pub fn is_final(self) -> bool {
        self.rank() >= Self::Delivered.rank()
    }
}

impl Report {
    /// Reads a status callback, or a request that brings a message. `None` where it has no status that is known.
    pub fn read(fields: &Fields, received_at: OffsetDateTime) -> Option<Self> {
        let status = fields.get("MessageStatus").or_else(|| fields.get("SmsStatus"))?;
        Some(Self {
            status: Status::parse(status)?,
            received_at,
            segments: fields.number("NumSegments").filter(|segments| *segments > 0),
            error_code: fields.get("ErrorCode").map(str::to_owned),
        })
    }
}

impl Progress {
    /// A message that its first report tells of.
    pub fn of(report: &Report) -> Self {
        let ended_at = report.status.is_final().then_some(report.received_at);
        Self { status: report.status, segments: report.segments, ended_at, error_code: report.error_code.clone() }
    }

    /// The message after a report. Reports may come in any order and more than once: the rank of the status decides, and
    /// of those that say how it ended the first.
    #[must_use]
    pub fn after(&self, report: &Report) -> Self {
        let mut after = self.clone();
        after.segments = self.segments.or(report.segments);
        if report.status.is_final() {
            after.ended_at = self.ended_at.into_iter().chain([report.received_at]).min();
        }
        if report.status.rank() > self.status.rank() {
            after.status = report.status;
            if report.status.is_final() {
                after.error_code.clone_from(&report.error_code);
            }
        }
        after
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::Duration;
    use time::macros::datetime;

    use super::*;

    const START: OffsetDateTime = datetime!(2026-12-01 09:30 UTC);

    fn report(status: Status, second: i64) -> Report {
        let error_code = matches!(status, Status::Failed | Status::Undelivered).then(|| "30003".to_owned());
        Report { status, received_at: START + Duration::seconds(second), segments: None, error_code }
    }

    fn after_all<'r>(reports: impl IntoIterator<Item = &'r Report>) -> Progress {
        reports.into_iter().fold(Progress::of(&report(Status::Accepted, 0)), |progress, report| progress.after(report))
    }

    #[test]
    fn fact_19_the_statuses_are_those_of_the_resource() {
        let mut choices = crate::messages::MESSAGES.choices();
        let field = choices.find(|choice| choice.column == "status").expect("a message has a status");
        assert_eq!(field.words, Status::ALL.map(Status::as_str));
    }

    #[test]
    fn fact_19_an_unknown_status_is_none_and_both_names_of_the_field_are_read() {
        let read = |name, value| Report::read(&Fields::new([(name, value)]), START).map(|report| report.status);
        assert_eq!(read("MessageStatus", "delivered"), Some(Status::Delivered));
        assert_eq!(read("SmsStatus", "received"), Some(Status::Received));
        assert_eq!((read("MessageStatus", "teleported"), read("Body", "sent")), (None, None));
    }

    #[test]
    fn a_failure_brings_its_code_and_nothing_takes_it_back() {
        let reports = [report(Status::Sent, 1), report(Status::Undelivered, 2), report(Status::Delivered, 3)];
        let progress = after_all(&reports);
        assert_eq!((progress.status, progress.error_code.as_deref()), (Status::Undelivered, Some("30003")));
        assert_eq!(progress.ended_at, Some(START + Duration::seconds(2)));
    }

    proptest! {
        #[test]
        fn fact_20_every_order_and_duplication_of_callbacks_gives_the_same_message(
            ends in prop_oneof![
                Just(vec![Status::Delivered, Status::Read]),
                Just(vec![Status::PartiallyDelivered, Status::Delivered]),
                prop::sample::select(vec![Status::Delivered, Status::Undelivered, Status::Failed, Status::Canceled])
                    .prop_map(|end| vec![end]),
            ],
            order in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
            shuffled in Just((0..5_usize).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let statuses = [Status::Queued, Status::Sending, Status::Sent].into_iter().chain(ends);
            let reports: Vec<_> = statuses.zip((0..).step_by(7)).map(|(status, at)| report(status, at)).collect();
            let told = order.iter().map(|index| index.index(reports.len()));
            let told: Vec<_> = told.chain(shuffled.into_iter().filter(|index| *index < reports.len())).collect();
            prop_assert_eq!(after_all(told.into_iter().map(|index| &reports[index])), after_all(&reports));
        }
    }
}
