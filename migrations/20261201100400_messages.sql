-- Letters and text messages are jobs: what waits in the outbox goes on waiting in the queue, encrypted as it is.
insert into jobs.jobs (id, kind, encrypted, delivery, due_at, attempts, max_tries, created_at)
select o.id, 'message', o.sealed, 'at_least_once', o.due_at, o.attempts, 250, o.created_at from auth.outbox o;
-- No version was released that uses it.
-- squawk-ignore ban-drop-table
drop table auth.outbox;
