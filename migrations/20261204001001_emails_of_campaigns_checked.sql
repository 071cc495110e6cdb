-- No attempt is of an e-mail yet, and each has a phone.
alter table app.attempts validate constraint attempts_kind_known;
alter table app.attempts validate constraint attempts_sender;
