-- No note has a call yet.
alter table app.call_notes validate constraint call_notes_call;
