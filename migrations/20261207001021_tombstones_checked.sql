-- Each message has had its text so far.
alter table app.conversation_messages validate constraint conversation_messages_body_present;
