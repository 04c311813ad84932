-- The keys that sign access tokens. They belong to the house, not to a dealership, so no caller's transaction sees
-- them; the private half is sealed with the master key, which never enters the database.

create table signing_keys (
    id uuid primary key,
    kid text not null unique,
    public_key text not null,
    sealed_private_key bytea not null,
    created_at timestamptz not null,
    signs_from timestamptz not null
);
call system_table('signing_keys', 'select, insert, delete');
