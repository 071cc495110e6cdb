-- In a transaction of its own, which blocks no write.
alter table app.prompts validate constraint prompts_transfer_to_given;
