-- No attempt has a recipient yet, and each has a call or a message.
alter table app.attempts validate constraint attempts_recipient;
alter table app.attempts validate constraint attempts_subject;
