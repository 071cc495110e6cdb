//! What tenants own: a file per resource, over one small kit that knows how resources behave.

pub mod agents;
pub mod analytics;
pub mod applications;
pub mod attempts;
pub mod call_notes;
pub mod calls;
pub mod campaigns;
pub mod carrier_events;
pub mod catalog;
pub mod chat_endpoints;
pub mod contacts;
pub mod conversations;
pub mod courses;
pub mod favourites;
pub mod follows;
pub mod image_jobs;
pub mod kit;
pub mod leads;
pub mod message_agents;
pub mod messages;
pub mod notifications;
pub mod number_audits;
mod open_deliveries;
pub mod overdue;
pub mod phones;
pub mod posts;
pub mod prompts;
pub mod push;
pub mod recordings;
pub mod scheduled_calls;
pub mod settings;
pub mod simulated_phones;
pub mod suppressions;
pub mod sweep;
pub mod trash;
pub mod universities;
pub mod webhooks;

use kit::Resource;
pub use open_deliveries::OpenDeliveries;
use tenancy::doctor::Choice;

/// Every resource that the kit serves. The routes, their description and the attacks on them are made from it.
pub static RESOURCES: &[&Resource] = &[
    &leads::LEADS,
    &contacts::CONTACTS,
    &prompts::PROMPTS,
    &phones::PHONES,
    &agents::AGENTS,
    &message_agents::MESSAGE_AGENTS,
    &calls::CALLS,
    &calls::TURNS,
    &recordings::RECORDINGS,
    &messages::MESSAGES,
    &scheduled_calls::SCHEDULED_CALLS,
    &suppressions::SUPPRESSIONS,
    &campaigns::CAMPAIGNS,
    &campaigns::RECIPIENTS,
    &call_notes::CALL_NOTES,
    &favourites::FAVOURITES,
    &applications::APPLICATIONS,
    &conversations::CONVERSATIONS,
    &conversations::PARTICIPANTS,
    &conversations::MESSAGES,
    &posts::POSTS,
    &follows::FOLLOWS,
    &image_jobs::IMAGE_JOBS,
    &notifications::NOTIFICATIONS,
    &notifications::PREFERENCES,
    &webhooks::WEBHOOKS,
    &webhooks::DELIVERIES,
    &push::PUSH_SUBSCRIPTIONS,
    &universities::UNIVERSITIES,
    &courses::COURSES,
];

/// The columns of all resources that hold one of a few words, for doctor to compare with the database.
pub fn choices() -> Vec<Choice> {
    RESOURCES.iter().flat_map(|resource| resource.choices()).collect()
}
