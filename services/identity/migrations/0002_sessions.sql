-- Sessions with their rotating refresh tokens, the ticket between password and second factor, and failed attempts.

create table sessions (
    id uuid primary key,
    dealership_id uuid not null references dealerships (id),
    user_id uuid not null references users (id),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    revoked_because text
);
call tenant_table('sessions');
-- The sweep takes away what has expired, in every dealership, and reads nothing else.
call system_table('sessions', 'delete, select (expires_at)');
create index sessions_of_user on sessions (user_id) where revoked_at is null;
create index sessions_by_end on sessions (expires_at);

-- One row for each token ever given in a session; a used one that comes again gives the thief away.
create table refresh_tokens (
    digest bytea primary key,
    dealership_id uuid not null references dealerships (id),
    session_id uuid not null references sessions (id) on delete cascade,
    -- The access token that was given along with it: how an access token finds its session.
    access_token_id uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
call tenant_table('refresh_tokens');
create index refresh_tokens_of_session on refresh_tokens (session_id);

-- The password was right, the second factor is still to come.
create table second_factor_tickets (
    digest bytea primary key,
    dealership_id uuid not null references dealerships (id),
    user_id uuid not null references users (id),
    expires_at timestamptz not null,
    attempts integer not null default 0,
    used_at timestamptz
);
call tenant_table('second_factor_tickets');
call system_table('second_factor_tickets', 'delete, select (expires_at)');
create index second_factor_tickets_by_end on second_factor_tickets (expires_at);

-- Failures in a row by address, known or not, so that being locked tells nobody which addresses exist. No tenant: the
-- address is kept only as a hash.
create table sign_in_failures (
    address_digest bytea primary key,
    failures integer not null,
    last_at timestamptz not null,
    locked_until timestamptz
);
call system_table('sign_in_failures', 'select, insert, update, delete');
create index sign_in_failures_by_time on sign_in_failures (last_at);
