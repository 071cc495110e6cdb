-- Trigger: a file's size and digest are those of its bytes, also once the file store has them. A new file is in the database.
create or replace function tenancy.describe_image_file() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'INSERT' then new.place := 'database'; end if;
  if new.bytes is not null then
    new.size := octet_length(new.bytes);
    new.sha256 := encode(sha256(new.bytes), 'hex');
  elsif tg_op = 'UPDATE' then
    new.size := old.size;
    new.sha256 := old.sha256;
  end if;
  return new;
end $$;
