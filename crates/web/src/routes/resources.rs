//! The routes that every resource of the kit has.

mod handlers;
mod links;

use actix_web::http::Method;
use domain::kit::{Collection, Operation, Resource};
use tenancy::Role;

use super::transfers;
use crate::naming::{camel_case, capitalized, pascal_case, words};
use crate::route::{Body, Handler, Route, Success, handler};
use crate::schema::Schema;
use handlers::{act, change, create, delete, find, list, replace, restore};
pub(super) use handlers::{list_page, stored};

/// The lines of the table for a resource: one for each of its operations.
pub fn resource(resource: &'static Resource) -> Vec<Route> {
    let many = leak(path(resource, |column| format!("{{{column}}}")));
    let one = leak(format!("{many}/{{id}}"));
    let trashed = leak(format!("{many}/{{id}}/restore"));
    let (one_of_them, all) = (words(resource.name), words(resource.plural));

    let (new, changes) = (Body::Json(Schema::New(resource)), Body::MergePatch(Schema::Changes(resource)));
    let line = |path, verb, summary, needed, handler| line(resource, path, verb, summary, needed, handler);
    let reader = |operation| if resource.admin_only.contains(operation) { Role::Admin } else { Role::Viewer };
    let writer = |operation| if resource.admin_only.contains(operation) { Role::Admin } else { Role::Member };
    let rows = [
        (
            Operation::List,
            line(
                (Method::GET, many),
                "list",
                format!("List {all}{}", order(resource)),
                reader(Operation::List),
                handler!(list),
            )
            .success(200, Schema::Page(resource)),
        ),
        (
            Operation::Find,
            line((Method::GET, one), "find", format!("Find {one_of_them}"), reader(Operation::Find), handler!(find)),
        ),
        (
            Operation::Create,
            line(
                (Method::POST, many),
                "create",
                format!("Create {one_of_them}"),
                writer(Operation::Create),
                handler!(create),
            )
            .body(new)
            .success(201, Schema::Row(resource)),
        ),
        (
            Operation::Replace,
            line(
                (Method::PUT, one),
                "replace",
                format!("Replace {one_of_them}"),
                writer(Operation::Replace),
                handler!(replace),
            )
            .body(new),
        ),
        (
            Operation::Patch,
            line(
                (Method::PATCH, one),
                "change",
                format!("Change fields of {one_of_them}"),
                writer(Operation::Patch),
                handler!(change),
            )
            .body(changes),
        ),
        (
            Operation::Delete,
            line(
                (Method::DELETE, one),
                "delete",
                deletion(resource, &one_of_them),
                writer(Operation::Delete),
                handler!(delete),
            )
            .success(204, Schema::Empty),
        ),
        (
            Operation::Restore,
            line(
                (Method::POST, trashed),
                "restore",
                format!("Restore {one_of_them} from the trash"),
                writer(Operation::Restore),
                handler!(restore),
            ),
        ),
    ];
    let rows = rows.map(|(operation, route)| (operation, route.deferrable()));
    let lines = rows.into_iter().chain(transfers::routes(resource));
    let lines = lines.filter(|(operation, _)| resource.operations.contains(*operation)).map(|(_, route)| route);
    lines.chain(verbs(resource)).collect()
}

/// What becomes of a row that is deleted.
fn deletion(resource: &Resource, one_of_them: &str) -> String {
    if resource.has_tombstones() {
        format!("Delete {one_of_them}: it stays in the list without {}", resource.erased.join(" and "))
    } else {
        format!("Move {one_of_them} to the trash")
    }
}

/// In which order a list is that asks for none.
fn order(resource: &Resource) -> String {
    match resource.default_sort.strip_prefix('-') {
        Some(_) => ", newest first".to_owned(),
        None => format!(" by {}", words(resource.default_sort)),
    }
}

/// The lines for the verbs that a resource declares: its transitions and actions.
fn verbs(resource: &'static Resource) -> impl Iterator<Item = Route> {
    resource.verbs().map(move |verb| {
        let path = leak(format!("{}/{{id}}/{}", path(resource, |column| format!("{{{column}}}")), verb.name));
        let summary = format!("{} {}", capitalized(&words(verb.name)), words(resource.name));
        let verb_name = camel_case(verb.name);
        line(resource, (Method::POST, path), &verb_name, summary, verb.role, handler!(act)).deferrable()
    })
}

/// The path of a resource's rows; for a nested one, with what stands for the parent's row, given the parameter's name.
fn path(resource: &Resource, parent_row: impl FnOnce(&str) -> String) -> String {
    match resource.parent {
        Some(parent) => {
            format!("/api/{}/{}/{}", parent.resource.segment, parent_row(parent.column), resource.segment)
        }
        None => format!("/api/{}", resource.segment),
    }
}

fn path_of(rows: Collection<'_>) -> String {
    path(rows.resource, |_| rows.parent.map_or_else(String::new, |id| id.to_string()))
}

/// A line about a resource that reads no body and returns a row.
pub(super) fn line(
    resource: &'static Resource,
    path: (Method, &'static str),
    verb: &str,
    summary: String,
    needed: Role,
    handler: Handler,
) -> Route {
    let many = matches!(verb, "list" | "import" | "export");
    let operation = format!("{verb}{}", pascal_case(if many { resource.plural } else { resource.name }));
    let success = Success { status: 200, schema: Schema::Row(resource) };
    Route::new(resource.plural, path, leak(operation), leak(summary), success, handler)
        .member(needed)
        .resource(resource)
        .allow_api_keys()
}

/// The table lives as long as the program.
pub(super) fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

#[cfg(test)]
mod tests {
    use domain::kit::{Action, Field, Transition};

    use super::*;
    use crate::route::Access;

    #[test]
    fn a_resource_of_two_words_is_named_in_camel_case_and_described_in_words() {
        static CALL_NOTES: Resource = Resource::new("call-note", "call-notes", "app.call_notes")
            .shared()
            .importable()
            .fields(&[Field::text("body", 1, 10).required()]);
        let routes = resource(&CALL_NOTES);
        let named: Vec<_> = routes.iter().map(|route| (route.operation, route.summary)).collect();
        assert_eq!(
            named,
            [
                ("listCallNotes", "List call notes, newest first"),
                ("findCallNote", "Find call note"),
                ("createCallNote", "Create call note"),
                ("replaceCallNote", "Replace call note"),
                ("changeCallNote", "Change fields of call note"),
                ("deleteCallNote", "Move call note to the trash"),
                ("restoreCallNote", "Restore call note from the trash"),
                ("importCallNotes", "Import call notes from a file; ?mode=all stores nothing where a row is wrong"),
                ("exportCallNotes", "Export all call notes as a file; ?format=csv or ndjson"),
            ]
        );
    }

    #[test]
    fn a_resource_has_a_route_for_each_verb_that_is_not_the_servers_own() {
        static JOBS: Resource = Resource::new("image-job", "image-jobs", "app.image_jobs")
            .operations(&[Operation::Find])
            .states(
                "status",
                "queued",
                &[
                    Transition::new("finish", &["queued"], "done").internal(),
                    Transition::new("put-back", &["done"], "queued").role(Role::Admin),
                ],
            )
            .actions(&[Action::new("render-again", |_, _| Box::pin(async { Ok(()) }))])
            .fields(&[Field::state("status", &["queued", "done"])]);
        let routes = resource(&JOBS);
        let named: Vec<_> = routes.iter().map(|route| (route.path, route.operation, route.summary)).collect();
        assert_eq!(
            named,
            [
                ("/api/image-jobs/{id}", "findImageJob", "Find image job"),
                ("/api/image-jobs/{id}/put-back", "putBackImageJob", "Put back image job"),
                ("/api/image-jobs/{id}/render-again", "renderAgainImageJob", "Render again image job"),
            ]
        );
        assert_eq!(routes[1].access, Access::Member(Role::Admin));
        assert_eq!((routes[2].access, routes[2].deferrable), (Access::Member(Role::Member), true));
    }

    #[test]
    fn what_becomes_of_a_deleted_row_is_described() {
        static NOTES: Resource = Resource::new("note", "notes", "app.notes").operations(&[Operation::Delete]);
        static WORDS: Resource = Resource::new("word", "words", "app.words")
            .operations(&[Operation::Delete])
            .tombstones(&["body"])
            .fields(&[Field::text("body", 1, 9).required()]);
        assert_eq!(resource(&NOTES)[0].summary, "Move note to the trash");
        assert_eq!(resource(&WORDS)[0].summary, "Delete word: it stays in the list without body");
    }

    #[test]
    fn a_list_is_described_in_its_own_order() {
        static PAGES: Resource = Resource::new("album-page", "album-pages", "app.album_pages")
            .operations(&[Operation::List])
            .sorted_by("number")
            .fields(&[Field::integer("number", 1, 9).required().sortable()]);
        assert_eq!(resource(&PAGES)[0].summary, "List album pages by number");
    }

    #[test]
    fn an_operation_for_admins_alone_asks_for_one_and_the_others_for_less() {
        static PHONES: Resource = Resource::new("phone", "phones", "app.phones")
            .operations(&[Operation::List, Operation::Create, Operation::Delete])
            .admin_only(&[Operation::Delete]);
        let roles: Vec<_> = resource(&PHONES).iter().map(|route| (route.operation, route.access)).collect();
        assert_eq!(
            roles,
            [
                ("listPhones", Access::Member(Role::Viewer)),
                ("createPhone", Access::Member(Role::Member)),
                ("deletePhone", Access::Member(Role::Admin)),
            ]
        );
    }

    #[test]
    fn a_nested_resource_has_its_parents_row_in_each_path() {
        static ALBUMS: Resource = Resource::new("album", "albums", "app.albums");
        static PHOTOS: Resource = Resource::new("album-photo", "album-photos", "app.album_photos")
            .under(&ALBUMS, "album_id")
            .segment("photos");
        let routes = resource(&PHOTOS);
        let paths: std::collections::BTreeSet<_> = routes.iter().map(|route| route.path).collect();
        let many = "/api/albums/{album_id}/photos";
        assert_eq!(
            paths.into_iter().collect::<Vec<_>>(),
            [many, &format!("{many}/{{id}}"), &format!("{many}/{{id}}/restore")]
        );
        assert_eq!(routes[0].operation, "listAlbumPhotos");
        let id = uuid::Uuid::from_u128(7);
        assert_eq!(path_of(PHOTOS.of(id)), format!("/api/albums/{id}/photos"));
    }

    #[test]
    fn a_resource_has_the_routes_of_its_operations() {
        static CALLS: Resource =
            Resource::new("call", "calls", "app.calls").operations(&[Operation::Find, Operation::Delete]);
        let routes = resource(&CALLS);
        assert_eq!(routes.iter().map(|route| route.operation).collect::<Vec<_>>(), ["findCall", "deleteCall"]);
    }
}
