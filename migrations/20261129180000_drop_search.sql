-- Pages come from tenancy.search_page, so nothing calls the function that answers every id, and no version was released that did. Its
-- header (2500) says what holds for search_page as well: whose rights it has, why it compares the tenant by `is not distinct from`.
-- squawk-ignore ban-drop-function
drop function tenancy.search(text, uuid, text);
