-- A recording's URL is made of its id. Nothing was ever stored here, and no release reads it.
-- squawk-ignore ban-drop-column
alter table app.recordings drop column url;
