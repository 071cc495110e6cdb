//! Images that are made in the background: asking for one, and the image itself. The kit does the rest.

mod download;
mod upload;

use std::rc::Rc;

use actix_web::http::{Method, StatusCode};
use domain::image_jobs::{self, IMAGE_JOBS};
use domain::kit;
use tenancy::{Role, TenantTx, Work};

use super::idempotent;
use super::resources;
use crate::request::Request;
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;

pub use upload::LARGEST_IMAGE;

/// The lines of the table for what isn't the kit's.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(
            IMAGE_JOBS.plural,
            (Method::POST, "/api/image-jobs"),
            "createImageJob",
            "Ask for an image, from a prompt and, as multipart/form-data, an image to start from",
            Success { status: 202, schema: Schema::Row(&IMAGE_JOBS) },
            handler!(create),
        )
        .member(Role::Member)
        .resource(&IMAGE_JOBS)
        .body(Body::NewWithImage(&IMAGE_JOBS))
        .allow_api_keys(),
        Route::new(
            IMAGE_JOBS.plural,
            (Method::GET, "/api/image-jobs/{id}/image"),
            "downloadImage",
            "Download the image of an image job",
            Success { status: 200, schema: Schema::Image },
            handler!(download::download),
        )
        .member(Role::Viewer)
        .query(&["tenant"])
        .allow_api_keys()
        .deferrable(),
    ]
}

async fn create(request: Rc<Request>) -> Response {
    let (fields, image) = upload::read(&request).await?;
    let body = kit::parse_create(&IMAGE_JOBS, fields)?;
    let reference = match image {
        Some(image) => Some(upload::decode(&request, image).await?),
        None => None,
    };
    let auth = &request.state.auth;
    let (id, seed) = (auth.random.uuid_v7(auth.clock.now()), u32::from_le_bytes(auth.random.bytes()));
    let (body, reference) = (&body, reference.as_ref());
    idempotent::write(&request, async |work: Work<'_>| {
        let ask = async |tx: &mut TenantTx| image_jobs::create(tx, id, body.clone(), seed, reference).await;
        let record = work.run(ask).await?;
        let location = Some(format!("/api/image-jobs/{id}"));
        resources::stored(&request, StatusCode::ACCEPTED, location, record)
    })
    .await
}
