-- no-transaction
-- What was said between a phone and a number, for the agent that replies.
-- A build that fails leaves an invalid index behind: drop it before the next try.
create index concurrently if not exists messages_of_contact on app.messages
  (tenant_id, phone_id, (case direction when 'incoming' then "from" else "to" end), created_at desc, id desc);
