//! The application of a worker: the route table, behind the session middleware and the edge.

use std::io;
use std::net::TcpListener;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::App;
use actix_web::dev::{Server, fn_service};
use providers::Mailbox;

use crate::dispatch::dispatch;
use crate::edge::{Edge, Timeouts};
use crate::serve::{self, Connections};
use crate::state::State;
use crate::{mailbox, session};

/// Builds the server of the route table, with the mailbox's pages where there is a mailbox. `state` makes a worker's
/// own state, and is called on the worker's thread.
pub fn serve(
    listeners: Vec<TcpListener>,
    connections: Connections,
    edge: Edge,
    mailbox: Option<Arc<Mailbox>>,
    state: impl Fn() -> State + Send + Clone + 'static,
) -> io::Result<Server> {
    let (admission, metrics) = (edge.admission(), edge.metrics());
    let application = move || {
        let state = Rc::new(state());
        App::new()
            .configure(|config| mailbox.iter().for_each(|mailbox| mailbox::pages(config, mailbox)))
            .default_service(fn_service({
                let state = Rc::clone(&state);
                move |request| dispatch(Rc::clone(&state), request)
            }))
            .wrap(session::layer(&state))
            .wrap(edge.clone())
    };
    serve::server(listeners, connections, Timeouts::default(), admission, metrics, application)
}
