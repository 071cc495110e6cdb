//! Rows that belong to rows of another resource.

use domain::kit::{self, Change, Collection, Error, Field, ListQuery, Record, Resource};
use serde_json::{Value as Json, json};
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::{Caller, make_table, object};

static ALBUMS: Resource = Resource::new("album", "albums", "app.albums")
    .shared()
    .fields(&[Field::text("name", 1, 50).required().example("Summer")]);

static PHOTOS: Resource = Resource::new("album-photo", "album-photos", "app.album_photos")
    .under(&ALBUMS, "album_id")
    .segment("photos")
    .fields(&[
        Field::uuid("album_id").required().read_only(),
        Field::text("name", 1, 50).required().filterable().sortable().example("Beach"),
    ]);

/// Two albums of a tenant, with a photo in the first.
pub struct Gallery {
    pub test: TestDb,
    pub caller: Caller,
    pub albums: [Uuid; 2],
    pub photo: Uuid,
}

impl Gallery {
    pub async fn new() -> Self {
        let test = TestDb::new().await;
        make_table(&test, "app.albums", "name text not null").await;
        let columns = "album_id uuid not null, name text not null, constraint album_photos_album
          foreign key (tenant_id, album_id) references app.albums (tenant_id, id) on delete cascade";
        make_table(&test, "app.album_photos", columns).await;
        let caller = Caller::owner(&test, "acme").await;
        let mut albums = [Uuid::nil(); 2];
        for album in &mut albums {
            *album = caller.create(&ALBUMS, json!({"name": "Summer"})).await.unwrap().id;
        }
        let photo = caller.create_under(PHOTOS.of(albums[0]), json!({"name": "Beach"})).await.unwrap().id;
        Self { test, caller, albums, photo }
    }

    /// Does each thing with the photo that a client can, under this album.
    pub async fn all(&self, caller: &Caller, album: Uuid) -> Vec<(&'static str, Result<(), Error>)> {
        let (db, rows) = (&caller.db, PHOTOS.of(album));
        let change = Change { id: self.photo, expected: None };
        let versioned = Change { id: self.photo, expected: Some(vec![7]) };
        let body = kit::parse_merge(&PHOTOS, object(json!({"name": "Dunes"}))).unwrap();
        let nothing = kit::parse_merge(&PHOTOS, object(json!({}))).unwrap();
        let done = |outcome: Result<Record, Error>| outcome.map(drop);
        vec![
            ("find", done(kit::find(db, &caller.read, rows, self.photo).await)),
            ("update", done(kit::update(db, &caller.write, rows, &change, &body).await)),
            ("update nothing of", done(kit::update(db, &caller.write, rows, &change, &nothing).await)),
            ("update a version of", done(kit::update(db, &caller.write, rows, &versioned, &body).await)),
            ("delete", done(kit::delete(db, &caller.write, rows, &change).await)),
            ("restore", done(kit::restore(db, &caller.write, rows, &change).await)),
        ]
    }
}

impl Caller {
    async fn create_under(&self, rows: Collection<'_>, json: Json) -> Result<Record, Error> {
        let body = kit::parse_create(rows.resource, object(json)).unwrap();
        kit::create(&self.db, &self.write, rows, Uuid::now_v7(), &body).await
    }

    async fn names_under(&self, rows: Collection<'_>, parameters: &[(&str, &str)]) -> Result<Vec<String>, Error> {
        let parameters = parameters.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        let query = ListQuery::parse(rows.resource, parameters).unwrap();
        let page: Json = serde_json::from_slice(&kit::list(&self.db, &self.read, rows, &query).await?.json).unwrap();
        Ok(page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect())
    }
}

#[tokio::test]
async fn a_row_is_made_found_changed_and_restored_under_its_parent() {
    let world = Gallery::new().await;
    let found = kit::find(&world.caller.db, &world.caller.read, PHOTOS.of(world.albums[0]), world.photo).await.unwrap();
    let found: Json = serde_json::from_slice(&found.json).unwrap();
    assert_eq!((&found["album_id"], &found["name"]), (&json!(world.albums[0]), &json!("Beach")));
    for (verb, outcome) in world.all(&world.caller, world.albums[0]).await {
        let expected = if verb == "update a version of" {
            matches!(outcome, Err(Error::VersionMismatch))
        } else {
            outcome.is_ok()
        };
        assert!(expected, "{verb}: {outcome:?}");
    }
    let rows = PHOTOS.of(world.albums[0]);
    world.caller.create_under(rows, json!({"name": "Attic"})).await.unwrap();
    assert_eq!(world.caller.names_under(rows, &[]).await.unwrap(), ["Attic", "Dunes"]);
    assert_eq!(world.caller.names_under(rows, &[("sort", "name"), ("limit", "1")]).await.unwrap(), ["Attic"]);
    assert_eq!(world.caller.names_under(rows, &[("name", "Dunes")]).await.unwrap(), ["Dunes"]);
    assert_eq!(world.caller.names_under(PHOTOS.of(world.albums[1]), &[]).await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn ten_1_a_row_is_out_of_reach_under_any_other_parent() {
    let world = Gallery::new().await;
    let stranger = Caller::owner(&world.test, "other").await;
    let theirs = stranger.create(&ALBUMS, json!({"name": "Winter"})).await.unwrap().id;
    for (who, caller, album) in [
        ("another album's", &world.caller, world.albums[1]),
        ("no album's", &world.caller, Uuid::now_v7()),
        ("another tenant's album, by its own member", &stranger, theirs),
        ("the album, by another tenant's member", &stranger, world.albums[0]),
    ] {
        for (verb, outcome) in world.all(caller, album).await {
            assert!(matches!(outcome, Err(Error::NotFound)), "{verb} as {who}: {outcome:?}");
        }
    }
    for (caller, album) in [(&stranger, world.albums[0]), (&world.caller, theirs), (&world.caller, Uuid::now_v7())] {
        let listed = caller.names_under(PHOTOS.of(album), &[]).await;
        assert!(matches!(listed, Err(Error::NotFound)), "{listed:?}");
        let made = caller.create_under(PHOTOS.of(album), json!({"name": "Beach"})).await;
        assert!(matches!(made, Err(Error::NotFound)), "{made:?}");
    }
    let without = kit::find(&world.caller.db, &world.caller.read, &PHOTOS, world.photo).await;
    assert!(matches!(without, Err(Error::NotFound)), "no parent is none: {without:?}");
}

#[tokio::test]
async fn rows_whose_parent_is_in_the_trash_are_out_of_reach_until_it_is_restored() {
    let world = Gallery::new().await;
    let album = Change { id: world.albums[0], expected: None };
    kit::delete(&world.caller.db, &world.caller.write, &ALBUMS, &album).await.unwrap();
    for (verb, outcome) in world.all(&world.caller, world.albums[0]).await {
        assert!(matches!(outcome, Err(Error::NotFound)), "{verb}: {outcome:?}");
    }
    let rows = PHOTOS.of(world.albums[0]);
    assert!(matches!(world.caller.names_under(rows, &[]).await, Err(Error::NotFound)));
    assert!(matches!(world.caller.create_under(rows, json!({"name": "Beach"})).await, Err(Error::NotFound)));
    kit::restore(&world.caller.db, &world.caller.write, &ALBUMS, &album).await.unwrap();
    assert_eq!(world.caller.names_under(rows, &[]).await.unwrap(), ["Beach"]);
}
