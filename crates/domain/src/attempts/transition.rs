use super::{Attempt, AttemptOutcome, Event, MAX_TRIES, State};

impl Attempt {
    /// The attempt after an event; `None` where the event changes nothing.
    ///
    /// A report also counts when the lease is over: the holder knows what came of its request, and an attempt in doubt
    /// has been given to no other.
    #[must_use]
    pub fn after(self, event: Event) -> Option<Self> {
        match (self.state, event) {
            (State::Planned, Event::Claimed(claim)) => {
                Some(Self { state: State::Dispatching, claim: Some(claim), ..self })
            }
            (State::Dispatching | State::InDoubt, Event::Reported(claim, outcome)) if self.claim == Some(claim) => {
                self.reported(outcome)
            }
            (State::Dispatching, Event::LeaseEnded) => Some(self.turned(State::InDoubt)),
            // Also of one that waits for its next try: the carrier knows better than an answer that said otherwise.
            (State::Planned | State::Dispatching | State::Blocked | State::InDoubt, Event::Found) => {
                Some(self.turned(State::Accepted))
            }
            (State::InDoubt, Event::GivenUp) => Some(self.turned(State::Unknown)),
            (State::Blocked, Event::Unblocked) => Some(self.turned(State::Planned)),
            (State::Planned | State::Blocked, Event::Cancelled) => Some(self.turned(State::Cancelled)),
            (State::Planned | State::Blocked, Event::Overdue) => Some(self.turned(State::Missed)),
            _ => None,
        }
    }

    fn reported(self, outcome: AttemptOutcome) -> Option<Self> {
        let tries = self.tries + 1;
        match outcome {
            AttemptOutcome::Accepted => Some(self.turned(State::Accepted)),
            AttemptOutcome::RecipientRefused => Some(self.turned(State::Refused)),
            AttemptOutcome::SenderRefused => Some(self.turned(State::Blocked)),
            AttemptOutcome::TryLater if tries < MAX_TRIES => Some(Self { tries, ..self.turned(State::Planned) }),
            AttemptOutcome::TryLater => Some(Self { tries, ..self.turned(State::Refused) }),
            AttemptOutcome::InDoubt if self.state == State::InDoubt => None,
            AttemptOutcome::InDoubt => Some(self.turned(State::InDoubt)),
        }
    }

    /// The attempt in another state. Only what is under way keeps its claim.
    fn turned(self, state: State) -> Self {
        let claim = self.claim.filter(|_| state == State::InDoubt);
        Self { state, claim, ..self }
    }
}
