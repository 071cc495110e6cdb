use std::collections::BTreeSet;

use domain::RESOURCES;
use domain::kit::TONES;
use serde_json::{Map, Value as Json};

use crate::openapi::describe;
use crate::openapi::resource::title;
use crate::routes::ROUTES;

fn operations(described: &Json) -> impl Iterator<Item = &Json> {
    let paths = described["paths"].as_object().into_iter().flat_map(Map::values);
    paths.filter_map(Json::as_object).flat_map(Map::values)
}

fn texts(json: &Json) -> Vec<&str> {
    json.as_array().into_iter().flatten().filter_map(Json::as_str).collect()
}

#[test]
fn each_resource_says_how_it_is_shown_by_names_that_exist() {
    let described = describe(&ROUTES, "session");
    let ids: BTreeSet<_> = operations(&described).filter_map(|one| one["operationId"].as_str()).collect();
    for resource in RESOURCES {
        let row = &described["components"]["schemas"][title(resource)];
        let shown = &row["x-resource"];
        assert_eq!(shown["plural"], resource.plural, "{}", resource.plural);
        assert!(shown["section"].is_string() && shown["icon"].is_string(), "{}", resource.plural);
        assert!(described["paths"].get(shown["path"].as_str().unwrap()).is_some(), "{shown}");
        let named = texts(&shown["columns"]).into_iter().chain(texts(&shown["compact"])).chain(shown["title"].as_str());
        for name in named {
            assert!(row["properties"].get(name).is_some(), "{}: {name}", resource.plural);
        }
        let mut used: Vec<_> = shown["operations"].as_object().unwrap().values().collect();
        assert!(!used.is_empty(), "{}", resource.plural);
        for action in shown["actions"].as_array().unwrap() {
            used.push(&action["operation"]);
            for (field, states) in action["when"].as_object().into_iter().flatten() {
                let words = texts(&row["properties"][field]["enum"]);
                assert!(texts(states).iter().all(|state| words.contains(state)), "{action}");
            }
        }
        assert_eq!(shown["actions"].as_array().unwrap().len(), resource.verbs().count(), "{}", resource.plural);
        assert!(used.iter().all(|id| ids.contains(id.as_str().unwrap())), "{used:?}");
    }
}

#[test]
fn each_field_says_how_it_is_shown_by_names_that_exist() {
    let described = describe(&ROUTES, "session");
    let plurals: BTreeSet<_> = RESOURCES.iter().map(|resource| resource.plural).collect();
    for resource in RESOURCES {
        let title = title(resource);
        for name in [title.clone(), format!("New{title}"), format!("{title}Changes")] {
            let properties = described["components"]["schemas"][&name]["properties"].as_object();
            for (field, schema) in properties.into_iter().flatten() {
                let shown = &schema["x-field"];
                assert!(shown["label"].is_string() && shown["kind"].is_string(), "{name}.{field}");
                assert!(shown["refers"].as_str().is_none_or(|plural| plurals.contains(plural)), "{name}.{field}");
                for (word, tone) in shown["tones"].as_object().unwrap() {
                    assert!(texts(&schema["enum"]).contains(&word.as_str()), "{name}.{field}: {word}");
                    assert!(TONES.contains(&tone.as_str().unwrap()), "{name}.{field}: {tone}");
                }
            }
        }
    }
}

#[test]
fn each_operation_says_who_may_use_it_as_its_description_does() {
    let described = describe(&ROUTES, "session");
    for operation in operations(&described) {
        let (access, prose) = (&operation["x-access"], operation["description"].as_str().unwrap());
        let begins = match access["caller"].as_str().unwrap() {
            "open" => "Open without a sign-in".to_owned(),
            "mfa_pending" => "For signed-in users, also while".to_owned(),
            "signed_in" => "For signed-in users.".to_owned(),
            "member" => format!("For members of the tenant from the role {} up.", access["role"].as_str().unwrap()),
            caller => format!("For {caller} admins"),
        };
        assert!(prose.starts_with(&begins), "{operation}");
        let said = |words: &str| Json::from(prose.contains(words));
        assert_eq!(access["requires_recent_auth"], said("Needs a proof of identity"), "{operation}");
        assert_eq!(access["requires_verified_contact"], said("Needs a verified address"), "{operation}");
        assert_eq!(access["allow_self"], said("Any member may use it on themselves"), "{operation}");
        if access["caller"] != "open" {
            let open = prose.contains("Open to impersonations");
            let expected = if prose.contains("impersonations that write") { "write" } else { "read" };
            assert_eq!(access["impersonator"], if open { expected } else { "none" }, "{operation}");
        }
    }
}

#[test]
fn a_change_of_what_has_a_version_takes_it_in_a_header() {
    let described = describe(&ROUTES, "session");
    let takes = |id: &str, header: &str| {
        let operation = operations(&described).find(|one| one["operationId"] == id).unwrap();
        operation["parameters"].as_array().into_iter().flatten().any(|parameter| parameter["name"] == header)
    };
    for id in ["changeLead", "deleteSetting", "putSetting", "changeMember", "changeTenant"] {
        assert!(takes(id, "If-Match"), "{id}");
    }
}
