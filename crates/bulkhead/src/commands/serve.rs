use std::path::Path;

use base::Clock;

use super::{FOLDER, Failure};
use crate::application::{Application, Fitness};
use crate::config::Config;
use crate::output::say;
use crate::telemetry::Telemetry;

pub async fn serve() -> Result<(), Failure> {
    let config = Config::load()?;
    let telemetry = Telemetry::start(&config.telemetry)?;
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    let public_url = config.http.public_url.clone();
    let application =
        Box::pin(Application::build(config, Clock::system(), Path::new(FOLDER), Fitness::Unknown)).await?;
    say(format_args!("Bulkhead serves {} on {}", public_url, application.address()))?;
    say(format_args!("  the API, described:  {public_url}docs"))?;
    say(format_args!("  is it ready?         {public_url}health/ready"))?;
    application.run().await?;
    telemetry.stop();
    say("Bulkhead has stopped")?;
    Ok(())
}
