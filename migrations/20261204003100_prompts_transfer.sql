-- The person to whom an agent transfers a call, and what a caller says who wants that.
alter table app.prompts
  add column transfer_to text constraint prompts_transfer_to_form check (transfer_to ~ '^\+[1-9][0-9]{6,14}$'),
  add column transfer_words text[] not null default '{}',
  add constraint prompts_transfer_to_given check (transfer_to is not null or transfer_words = '{}') not valid;
