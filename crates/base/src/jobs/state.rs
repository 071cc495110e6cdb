use serde::{Deserialize, Serialize};

/// Where a job is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum JobState {
    /// For its time, its turn, or its next try.
    Waiting,
    Running,
    Done,
    /// For good: a run said so, or it was the last try.
    Failed,
    /// A run of an at-most-once job ended without a word: it isn't known whether the act was done.
    InDoubt,
    /// By its key, or by an operator.
    Cancelled,
}

impl JobState {
    pub const ALL: [Self; 6] = [Self::Waiting, Self::Running, Self::Done, Self::Failed, Self::InDoubt, Self::Cancelled];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::InDoubt => "in_doubt",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RunOutcome {
    Done,
    /// To be tried again.
    Retry,
    Failed,
    InDoubt,
    /// Stopped by a shutdown, and due again.
    Released,
}

impl RunOutcome {
    pub const ALL: [Self; 5] = [Self::Done, Self::Retry, Self::Failed, Self::InDoubt, Self::Released];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Retry => "retry",
            Self::Failed => "failed",
            Self::InDoubt => "in_doubt",
            Self::Released => "released",
        }
    }
}
