//! What a university teaches.

use std::rc::Rc;

use actix_web::http::Method;
use domain::courses::COURSES;
use domain::kit::{self, ListQuery};
use domain::universities::UNIVERSITIES;
use tenancy::{Intent, Role};

use super::resources::list_page;
use crate::request::Request;
use crate::route::{Response, Route, Success, handler};
use crate::schema::Schema;

/// The parameter of the path, and the field of a course.
const UNIVERSITY: &str = "university_id";

/// The line of the table for the courses of a university.
pub fn routes() -> Vec<Route> {
    let path = (Method::GET, "/api/universities/{university_id}/courses");
    let success = Success { status: 200, schema: Schema::Page(&COURSES) };
    let summary = "List the courses of a university, newest first";
    vec![
        Route::new("universities", path, "listUniversityCourses", summary, success, handler!(courses))
            .member(Role::Viewer)
            .allow_api_keys()
            .deferrable(),
    ]
}

async fn courses(request: Rc<Request>) -> Response {
    let university = request.path_id(UNIVERSITY)?;
    let mut parameters = request.query()?;
    parameters.insert(0, (UNIVERSITY.to_owned(), university.to_string()));
    let query = ListQuery::parse(&COURSES, parameters)?;
    kit::find(&request.state.db, &request.entry(Intent::Read)?, &UNIVERSITIES, university).await?;
    list_page(&request, (&COURSES).into(), &query).await
}
