//! Has a person at the simulated carrier call or write, and prints what both sides say.

use std::time::Duration;

use providers::simulator::operator::{Operator, OperatorError, PersonsCall, PersonsMessage};
use providers::simulator::{CallRecord, Line, NumberRecord, Speaker, Utterance};
use tokio::time::sleep;
use url::Url;

use super::{Failure, configure};
use crate::command_line::Sides;
use crate::output::say;

/// Between two looks at what has happened.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Looks for a number that isn't there: the carrier is told of a new phone within a second or two.
const LOOKS: u32 = 15;

/// A number at the simulated carrier, and who operates that.
struct Called {
    operator: Operator,
    number: NumberRecord,
}

/// Has a person call, and prints the call until it is over.
pub async fn call(sides: Sides, says: Vec<String>) -> Result<(), Failure> {
    let Called { operator, number } = find(&sides).await?;
    let says = says.into_iter().map(Utterance::Say).collect();
    let call = PersonsCall { account_sid: number.account_sid, from: sides.from, to: sides.to, says };
    let begun = operator.call(&call).await?;
    say(format_args!("{} calls {} ({})", begun.from, begun.to, begun.sid))?;
    let mut printed = 0;
    let ended = loop {
        // The call before its lines: what is said until its end is among these.
        let call = operator.find_call(&begun.sid).await?;
        let lines = operator.lines(&begun.sid).await?;
        for line in lines.iter().skip(printed) {
            print(line)?;
        }
        printed = lines.len();
        if call.ended_at.is_some() {
            break call;
        }
        sleep(LOOK_EVERY).await;
    };
    end(&ended)
}

fn print(Line { speaker, said }: &Line) -> Result<(), Failure> {
    let speaker = match speaker {
        Speaker::Agent => "agent: ",
        Speaker::Person => "person:",
    };
    Ok(say(format_args!("{speaker} {said}"))?)
}

fn end(call: &CallRecord) -> Result<(), Failure> {
    let duration = call.duration.map(|seconds| format!(" after {seconds} s")).unwrap_or_default();
    say(format_args!("The call is over: {}{duration}", call.status))?;
    call.error_code.map_or(Ok(()), |code| Err(failed(code)))
}

/// Has a person write, and prints the replies.
pub async fn message(sides: Sides, body: String) -> Result<(), Failure> {
    let Called { operator, number } = find(&sides).await?;
    let message = PersonsMessage { account_sid: number.account_sid, from: sides.from, to: sides.to, body };
    let sent = operator.write(&message).await?;
    say(format_args!("{} writes to {} ({})", sent.from, sent.to, sent.sid))?;
    say(format_args!("person: {}", sent.body))?;
    let thread = loop {
        let thread = operator.find_thread(&sent.sid).await?;
        if thread.is_over {
            break thread;
        }
        sleep(LOOK_EVERY).await;
    };
    if let Some(code) = thread.message.error_code {
        return Err(failed(code));
    }
    if thread.replies.is_empty() {
        say("No reply came")?;
    }
    for reply in &thread.replies {
        say(format_args!("agent:  {} ({})", reply.body, reply.status))?;
    }
    Ok(())
}

/// The server has not responded as the carrier expects.
fn failed(code: u32) -> Failure {
    format!("the server did not say what to do: error {code}, see https://www.twilio.com/docs/errors/{code}").into()
}

/// The number that is called, which a phone may have got a moment ago.
async fn find(sides: &Sides) -> Result<Called, Failure> {
    let address = configure()?.carrier.simulator.ok_or("SIMULATOR_ADDR is off: there is no simulated carrier")?;
    let operator = Operator::new(&Url::parse(&format!("http://{address}"))?)?;
    let mut known = Vec::new();
    for look in 0..LOOKS {
        if look > 0 {
            sleep(LOOK_EVERY).await;
        }
        known = operator.numbers().await.map_err(|error| match error {
            OperatorError::Unreachable => {
                format!("there is no simulated carrier at {address}: start the server, or say where by SIMULATOR_ADDR")
                    .into()
            }
            error => Failure::from(error),
        })?;
        let is_called = |number: &NumberRecord| {
            number.phone_number == sides.to && sides.account.as_ref().is_none_or(|sid| *sid == number.account_sid)
        };
        let mut called: Vec<_> = known.iter().filter(|number| is_called(number)).cloned().collect();
        match called.pop() {
            Some(number) if called.is_empty() => return Ok(Called { operator, number }),
            Some(number) => return Err(several(&sides.to, called.into_iter().chain([number]))),
            None => {}
        }
    }
    Err(none(&sides.to, &known))
}

fn several(to: &str, numbers: impl Iterator<Item = NumberRecord>) -> Failure {
    let accounts: Vec<_> = numbers.map(|number| number.account_sid).collect();
    let accounts = accounts.join(", ");
    format!("several phones have the number {to}: name the account_sid of one by --account ({accounts})").into()
}

fn none(to: &str, known: &[NumberRecord]) -> Failure {
    let mut numbers: Vec<_> = known.iter().map(|number| number.phone_number.as_str()).collect();
    numbers.dedup();
    if numbers.is_empty() {
        return format!("no phone has the number {to}: none is registered at the simulated carrier").into();
    }
    format!("no phone at the simulated carrier has the number {to}; it knows {}", numbers.join(", ")).into()
}
