//! The application of a worker: the route table, the console and a browser app of one's own, behind the session middleware
//! and the edge.

use std::io;
use std::net::TcpListener;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::App;
use actix_web::dev::{Server, ServiceRequest, fn_service};
use providers::Mailbox;
use providers::simulator::operator::Operator;

use crate::browser_app::BrowserApp;
use crate::console::{self, Console};
use crate::dispatch::dispatch;
use crate::docs::reference::{self, Reference};
use crate::edge::{Edge, Timeouts};
use crate::serve::{self, Connections};
use crate::state::State;
use crate::{browser_app, mailbox, session, simulated_carrier};

/// What is served beside the route table, since it is no part of the API.
#[derive(Clone)]
pub struct Pages {
    pub console: Arc<Console>,
    pub reference: Arc<Reference>,
    /// What has the paths that nothing else has.
    pub app: Option<Arc<BrowserApp>>,
    /// In development.
    pub mailbox: Option<Arc<Mailbox>>,
    /// In development.
    pub carrier: Option<Operator>,
}

/// Builds the server of the route table and of the pages beside it. `state` makes a worker's own state, and is
/// called on the worker's thread.
pub fn serve(
    listeners: Vec<TcpListener>,
    connections: Connections,
    edge: Edge,
    pages: Pages,
    state: impl Fn() -> State + Send + Clone + 'static,
) -> io::Result<Server> {
    let (admission, metrics) = (edge.admission(), edge.metrics());
    let application = move || {
        let state = Rc::new(state());
        App::new()
            .configure(|config| {
                console::pages(config, &pages.console);
                reference::pages(config, &pages.reference);
                pages.mailbox.iter().for_each(|mailbox| mailbox::pages(config, mailbox, &state.auth.clock));
                pages.carrier.iter().for_each(|operator| simulated_carrier::pages(config, operator));
            })
            .default_service(fn_service({
                let (state, app) = (Rc::clone(&state), pages.app.clone());
                move |request: ServiceRequest| {
                    let app = app.clone().filter(|_| browser_app::has(request.path()));
                    let state = Rc::clone(&state);
                    async move {
                        match app {
                            Some(app) => app.serve(request).await,
                            None => dispatch(state, request).await,
                        }
                    }
                }
            }))
            .wrap(session::layer(&state))
            .wrap(edge.clone())
    };
    serve::server(listeners, connections, Timeouts::default(), admission, metrics, application)
}
