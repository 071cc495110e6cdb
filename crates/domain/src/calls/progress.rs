//! How far a call has come, by what its carrier tells of it: in any order, and more than once.

use time::OffsetDateTime;

use crate::carrier_events::Fields;

/// A state of a call (<https://www.twilio.com/docs/voice/api/call-resource#call-status-values>).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Queued,
    Initiated,
    Ringing,
    InProgress,
    Completed,
    Busy,
    NoAnswer,
    Failed,
    Canceled,
}

/// What is known of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    pub status: Status,
    /// Seconds of conversation; `None` for a call that wasn't answered.
    pub duration_seconds: Option<i64>,
    pub answered_at: Option<OffsetDateTime>,
    /// When it got its first final status.
    pub ended_at: Option<OffsetDateTime>,
    pub error_code: Option<String>,
}

/// What the carrier tells of a call at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub status: Status,
    /// When it became so, where the carrier says that.
    pub at: Option<OffsetDateTime>,
    pub received_at: OffsetDateTime,
    /// Seconds; of a call that ended.
    pub duration_seconds: Option<i64>,
    pub error_code: Option<String>,
}

impl Status {
    pub const ALL: [Self; 9] = [
        Self::Queued,
        Self::Initiated,
        Self::Ringing,
        Self::InProgress,
        Self::Completed,
        Self::Busy,
        Self::NoAnswer,
        Self::Failed,
        Self::Canceled,
    ];

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Initiated => "initiated",
            Self::Ringing => "ringing",
            Self::InProgress => "in-progress",
            Self::Completed => "completed",
            Self::Busy => "busy",
            Self::NoAnswer => "no-answer",
            Self::Failed => "failed",
            Self::Canceled => "canceled",
        }
    }

    /// A status of a higher rank is a later one. All final ones have the same.
    fn rank(self) -> u8 {
        match self {
            Self::Queued => 0,
            Self::Initiated => 1,
            Self::Ringing => 2,
            Self::InProgress => 3,
            Self::Completed | Self::Busy | Self::NoAnswer | Self::Failed | Self::Canceled => 4,
        }
    }

    pub fn is_final(self) -> bool {
        self.rank() == Self::Completed.rank()
    }
}

impl Report {
    /// Reads a status callback, or a request for `TwiML`. `None` where it has no status that is known.
    ///
    /// `CallDuration` counts seconds; `Duration` counts the minutes that are billed, and isn't read.
    pub fn read(fields: &Fields, received_at: OffsetDateTime) -> Option<Self> {
        let status = Status::parse(fields.get("CallStatus")?)?;
        Some(Self {
            status,
            at: fields.timestamp(),
            received_at,
            duration_seconds: fields.number("CallDuration"),
            error_code: fields.get("ErrorCode").map(str::to_owned),
        })
    }
}

impl Progress {
    /// A call that its first report tells of.
    pub fn of(report: &Report) -> Self {
        let unknown = Self {
            status: Status::Queued,
            duration_seconds: None,
            answered_at: None,
            ended_at: None,
            error_code: None,
        };
        unknown.after(report)
    }

    /// The call after a report. Reports may come in any order and more than once: the rank of the status decides, and of
    /// the final ones the first. Only a call that was completed has seconds: the carrier sends 0 for the others.
    #[must_use]
    pub fn after(&self, report: &Report) -> Self {
        let mut after = self.clone();
        if report.status == Status::InProgress {
            after.answered_at = earlier(self.answered_at, report.at);
        }
        if report.status.is_final() {
            after.ended_at = earlier(self.ended_at, Some(report.at.unwrap_or(report.received_at)));
        }
        if report.status.rank() > self.status.rank() {
            after.status = report.status;
            if report.status == Status::Completed {
                after.duration_seconds = report.duration_seconds;
            }
            if report.status.is_final() {
                after.error_code.clone_from(&report.error_code);
            }
        }
        after
    }
}

/// The earlier of two times that may be unknown.
fn earlier(one: Option<OffsetDateTime>, other: Option<OffsetDateTime>) -> Option<OffsetDateTime> {
    one.into_iter().chain(other).min()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::Duration;
    use time::macros::datetime;

    use super::*;

    const START: OffsetDateTime = datetime!(2026-12-01 09:30 UTC);

    /// The callback that comes so many seconds after the first.
    fn report(status: Status, second: i64) -> Report {
        let at = START + Duration::seconds(second);
        let duration_seconds = status.is_final().then_some(if status == Status::Completed { 42 } else { 0 });
        let error_code = (status == Status::Failed).then(|| "13224".to_owned());
        Report { status, at: Some(at), received_at: at, duration_seconds, error_code }
    }

    /// The callbacks of a whole call, in their order.
    fn reports(end: Status, answered: bool) -> Vec<Report> {
        let before = [Status::Initiated, Status::Ringing].into_iter().chain(answered.then_some(Status::InProgress));
        before.chain([end]).zip((0..).step_by(7)).map(|(status, second)| report(status, second)).collect()
    }

    fn after_all<'r>(reports: impl IntoIterator<Item = &'r Report>) -> Progress {
        reports.into_iter().fold(Progress::of(&report(Status::Queued, 0)), |progress, report| progress.after(report))
    }

    #[test]
    fn fact_19_the_statuses_are_those_of_the_resource() {
        let field =
            crate::calls::CALLS.choices().find(|choice| choice.column == "status").expect("a call has a status");
        assert_eq!(field.words, Status::ALL.map(Status::as_str));
        assert_eq!(Status::parse("answered"), None);
    }

    #[test]
    fn fact_21_seconds_come_from_call_duration_and_unanswered_calls_have_none() {
        let read = |fields: &[(&str, &str)]| Report::read(&Fields::new(fields.iter().copied()), START);
        let completed = read(&[("CallStatus", "completed"), ("CallDuration", "61"), ("Duration", "2")]).unwrap();
        assert_eq!(after_all([&completed]).duration_seconds, Some(61));
        let billed_only = read(&[("CallStatus", "completed"), ("Duration", "2")]).unwrap();
        assert_eq!(after_all([&billed_only]).duration_seconds, None);
        for status in ["busy", "no-answer", "failed", "canceled"] {
            let unanswered = read(&[("CallStatus", status), ("CallDuration", "0"), ("Duration", "0")]).unwrap();
            assert_eq!(after_all([&unanswered]).duration_seconds, None, "{status}");
        }
        assert_eq!(read(&[("CallStatus", "on-hold")]), None);
        assert_eq!(read(&[("CallDuration", "1")]), None);
    }

    #[test]
    fn fact_20_the_first_final_status_wins() {
        let ends = [report(Status::Busy, 1), report(Status::Completed, 2), report(Status::InProgress, 3)];
        let progress = after_all(&ends);
        assert_eq!((progress.status, progress.duration_seconds), (Status::Busy, None));
        assert_eq!(progress.ended_at, Some(START + Duration::seconds(1)));
    }

    #[test]
    fn fact_20_a_call_is_answered_at_the_time_of_its_callback() {
        let progress = after_all(&reports(Status::Completed, true));
        assert_eq!(progress.answered_at, Some(START + Duration::seconds(14)));
        assert_eq!(progress.ended_at, Some(START + Duration::seconds(21)));
        assert_eq!(progress.duration_seconds, Some(42));
    }

    proptest! {
        #[test]
        fn fact_20_every_order_and_duplication_of_callbacks_gives_the_same_call(
            (end, answered) in prop_oneof![
                Just((Status::Completed, true)),
                Just((Status::Failed, true)),
                prop::sample::select(vec![Status::Busy, Status::NoAnswer, Status::Failed, Status::Canceled])
                    .prop_map(|end| (end, false)),
            ],
            order in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
            shuffled in Just((0..4_usize).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let reports = reports(end, answered);
            let told = order.iter().map(|index| index.index(reports.len()));
            // Each at least once, in any order, with repeats before.
            let told: Vec<_> = told.chain(shuffled.into_iter().filter(|index| *index < reports.len())).collect();
            prop_assert_eq!(after_all(told.into_iter().map(|index| &reports[index])), after_all(&reports));
        }
    }
}
