//! The socket beneath the HTTP parser: cuts peers that dawdle, and completes the responses that the parser makes itself.
//!
//! actix-http bounds only a connection's first head and no write at all, and its own refusals (400, 408, 431) are
//! bare. One timer per connection that ticks only while something is outstanding sees to all three; a request
//! in good time costs a few loads and stores.

use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

use crate::edge::bare_response;
use crate::edge::connection::Connection;
use crate::edge::peer::Peer;
use crate::metrics::Metrics;

/// When a silent or dawdling peer is cut, in ticks.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    pub tick: Duration,
    /// Ticks after which a head that isn't the connection's first must be complete.
    pub head_ticks: u32,
    /// Ticks without a byte taken by a reader whose buffers are full.
    pub stalled_ticks: u32,
}

impl Default for Timeouts {
    /// A head after the first within 10 seconds, a byte written within 30.
    fn default() -> Self {
        Self { tick: Duration::from_secs(1), head_ticks: 9, stalled_ticks: 30 }
    }
}

/// A client's connection, watched.
pub struct Socket<Io> {
    io: Io,
    peer: Peer,
    connection: Rc<Connection>,
    metrics: Arc<Metrics>,
    timeouts: Timeouts,
    timer: Pin<Box<Sleep>>,
    is_armed: bool,
    /// The request count at the last tick, where bytes were unclaimed then already, and for how many ticks.
    waiting: Option<(u32, u32)>,
    is_blocked: bool,
    stalled: u32,
    /// Nothing is owed: the next byte written begins a response.
    at_boundary: bool,
    substitute: Option<Substitute>,
}

/// A complete response in place of a bare one of `replaces` bytes.
struct Substitute {
    bytes: Vec<u8>,
    written: usize,
    replaces: usize,
}

impl<Io> Socket<Io> {
    pub fn new(io: Io, peer: Peer, metrics: Arc<Metrics>, timeouts: Timeouts) -> Self {
        Self {
            io,
            peer,
            connection: Rc::default(),
            metrics,
            timeouts,
            timer: Box::pin(tokio::time::sleep(timeouts.tick)),
            is_armed: false,
            waiting: None,
            is_blocked: false,
            stalled: 0,
            at_boundary: true,
            substitute: None,
        }
    }

    pub fn connection(&self) -> &Rc<Connection> {
        &self.connection
    }

    fn arm(&mut self, cx: &mut Context<'_>) {
        if !self.is_armed {
            self.is_armed = true;
            self.timer.as_mut().reset(Instant::now() + self.timeouts.tick);
            // Registers the waker, whatever is left of the task's budget; the deadline is ahead.
            let _ = Pin::new(&mut tokio::task::unconstrained(self.timer.as_mut())).poll(cx);
        }
    }

    /// Looks at the clock's last tick; an error where the peer's time is over.
    fn watch(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        if !self.is_armed || !self.timer.is_elapsed() {
            return Ok(());
        }
        self.is_armed = false;
        self.connection.tick();
        let requests = self.connection.requests();
        let is_waiting = !self.connection.is_answering() && self.connection.unclaimed() > 0;
        if is_waiting {
            self.peer.await_head(self.connection.unclaimed()).map_err(io::Error::other)?;
        } else {
            self.peer.end_head();
        }
        // The first head has a timer of actix-http's, which answers 408.
        if is_waiting && requests > 0 {
            let ticks = self.waiting.filter(|(then, _)| *then == requests).map_or(0, |(_, ticks)| ticks + 1);
            if ticks >= self.timeouts.head_ticks {
                return Err(io::ErrorKind::TimedOut.into());
            }
            self.waiting = Some((requests, ticks));
        } else {
            self.waiting = None;
        }
        if self.is_blocked {
            self.stalled += 1;
            if self.stalled >= self.timeouts.stalled_ticks {
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
        if is_waiting || self.is_blocked || self.connection.is_answering() {
            self.arm(cx);
        }
        Ok(())
    }
}

impl<Io: AsyncWrite + Unpin> Socket<Io> {
    fn poll_substitute(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        while let Some(response) = &mut self.substitute {
            let rest = &response.bytes[response.written..];
            if rest.is_empty() {
                let replaces = response.replaces;
                self.substitute = None;
                return Poll::Ready(Ok(replaces));
            }
            match ready!(Pin::new(&mut self.io).poll_write(cx, rest))? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                written => response.written += written,
            }
        }
        Poll::Ready(Ok(0))
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for Socket<Io> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        this.watch(cx)?;
        let before = buf.filled().len();
        ready!(Pin::new(&mut this.io).poll_read(cx, buf))?;
        this.connection.received(buf.filled().len() - before);
        this.arm(cx);
        Poll::Ready(Ok(()))
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for Socket<Io> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        this.watch(cx)?;
        if this.at_boundary && this.substitute.is_none() && !this.connection.is_answering() {
            this.substitute = bare_response::complete(buf).map(|bytes| {
                this.metrics.malformed.inc();
                Substitute { bytes, written: 0, replaces: buf.len() }
            });
        }
        this.at_boundary = false;
        let written = if this.substitute.is_some() {
            this.poll_substitute(cx)
        } else {
            Pin::new(&mut this.io).poll_write(cx, buf)
        };
        match &written {
            Poll::Pending => {
                this.is_blocked = true;
                this.arm(cx);
            }
            Poll::Ready(_) => {
                this.is_blocked = false;
                this.stalled = 0;
            }
        }
        written
    }

    /// actix-http flushes once all it had to say is written.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.at_boundary = !self.connection.is_answering();
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }
}
