use std::panic::{AssertUnwindSafe, catch_unwind};

use argon2::{Argon2, Block, Params};
use tokio::sync::oneshot;

use super::phc::{OUTPUT, PasswordHash, SALT};
use super::queue::Queue;
use super::{HashError, PARAMS, Verdict};
use crate::Password;

type Reply<T> = oneshot::Sender<Result<T, HashError>>;

/// Work for a hashing thread.
pub enum Task {
    Hash { password: Password, salt: [u8; SALT], reply: Reply<PasswordHash> },
    Verify { password: Password, stored: Option<PasswordHash>, reply: Reply<(Verdict, Password)> },
}

pub struct Job {
    task: Task,
    /// Where the request was made, so that the work shows up in its trace.
    span: tracing::Span,
}

impl Job {
    pub fn new(task: Task) -> Self {
        Self { task, span: tracing::info_span!("hash_password") }
    }

    fn is_abandoned(&self) -> bool {
        match &self.task {
            Task::Hash { reply, .. } => reply.is_closed(),
            Task::Verify { reply, .. } => reply.is_closed(),
        }
    }
}

/// A hashing thread's life: one job after the other over the same memory, until the queue is closed.
pub fn work_off(queue: &Queue<Job>) {
    let mut memory = vec![Block::new(); PARAMS.block_count()];
    while let Some(job) = queue.pop() {
        if !job.is_abandoned() {
            let done = catch_unwind(AssertUnwindSafe(|| job.span.in_scope(|| run(job.task, &mut memory))));
            if done.is_err() {
                tracing::error!("a password hash panicked");
            }
        }
    }
}

/// Does the work and sends the reply. A failure to send is ignored: the caller has gone meanwhile.
fn run(task: Task, memory: &mut Vec<Block>) {
    match task {
        Task::Hash { password, salt, reply } => {
            let hash = derive(&PARAMS, &password, &salt, memory).and_then(|output| PasswordHash::new(salt, output));
            let _ = reply.send(hash);
        }
        Task::Verify { password, stored, reply } => {
            let verdict = match &stored {
                Some(stored) => compare(stored, &password, memory),
                None => {
                    derive(&PARAMS, &password, &[0; SALT], memory).map(|_| Verdict { matches: false, outdated: false })
                }
            };
            let _ = reply.send(verdict.map(|verdict| (verdict, password)));
        }
    }
}

fn compare(stored: &PasswordHash, password: &Password, memory: &mut Vec<Block>) -> Result<Verdict, HashError> {
    let (params, salt) = stored.recipe()?;
    let output = derive(&params, password, salt, memory)?;
    Ok(Verdict { matches: stored.has_output(&output), outdated: stored.is_outdated() })
}

fn derive(
    params: &Params,
    password: &Password,
    salt: &[u8],
    memory: &mut Vec<Block>,
) -> Result<[u8; OUTPUT], HashError> {
    // An older hash may want more memory than those of today. It gets it, once.
    let mut borrowed = Vec::new();
    let blocks = if params.block_count() > memory.len() {
        borrowed.resize(params.block_count(), Block::new());
        &mut borrowed
    } else {
        memory
    };
    let mut output = [0; OUTPUT];
    Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params.clone())
        .hash_password_into_with_memory(password.as_bytes(), salt, &mut output, blocks.as_mut_slice())
        .map_err(|_| HashError::Unusable)?;
    Ok(output)
}
