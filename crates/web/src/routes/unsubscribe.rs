//! The link of a campaign's e-mail, by which its reader gets no more of them: without a sign-in, and by one request
//! (RFC 8058). Reading the page changes nothing, since mail scanners open links.

mod page;

use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::Method;
use actix_web::http::header::CONTENT_SECURITY_POLICY;
use domain::suppressions;
use tenancy::{JobContext, TenantTx, Unsubscription, tenants};

use crate::edge::Context;
use crate::edge::limit::Limit;
use crate::error::Error;
use crate::request::Request;
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;

const PATH: &str = "/unsubscribe/{token}";

/// The lines of the table about the link.
pub fn routes() -> Vec<Route> {
    let line = |method, operation, summary, handler| {
        let page = Success { status: 200, schema: Schema::Text("text/html") };
        Route::new("campaigns", (method, PATH), operation, summary, page, handler)
            .open("the link says who unsubscribes from whose e-mails")
            .limit(Limit::Webhook)
    };
    vec![
        line(
            Method::GET,
            "unsubscribePage",
            "Asks the reader of an e-mail whether they want no more of them",
            handler!(ask),
        ),
        line(
            Method::POST,
            "unsubscribe",
            "Has the reader of an e-mail get no more of the tenant's e-mails (RFC 8058)",
            handler!(unsubscribe),
        )
        .body(Body::Unread),
    ]
}

async fn ask(request: Rc<Request>) -> Response {
    let (link, mut tx) = enter(&request).await?;
    let tenant = tenants::name_in(&mut tx, link.tenant_id()).await?;
    tx.rollback().await?;
    Ok(html(page::ask(link.address(), &tenant)))
}

async fn unsubscribe(request: Rc<Request>) -> Response {
    let (link, mut tx) = enter(&request).await?;
    let auth = &request.state.auth;
    suppressions::unsubscribe(&mut tx, auth.random.uuid_v7(auth.clock.now()), link.address()).await?;
    let tenant = tenants::name_in(&mut tx, link.tenant_id()).await?;
    tx.commit().await?;
    Ok(html(page::done(link.address(), &tenant)))
}

/// Enters the tenant that the link leads into.
async fn enter(request: &Request) -> Result<(Unsubscription, TenantTx<JobContext>), Error> {
    let token = request.parameter("token")?;
    let link = Unsubscription::read(&request.state.auth.secret_box, token).ok_or(Error::NotFound)?;
    Context::of(&request.http)?.set_tenant(link.tenant_id().0);
    let tx = request.state.db.begin_unsubscription(&link, request.id).await?.ok_or(Error::NotFound)?;
    Ok((link, tx))
}

fn html(page: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_SECURITY_POLICY, page::POLICY.as_str()))
        .body(page)
}
