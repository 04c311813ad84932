-- The live channel: tickets that open a socket, the sockets that are open, and who is at which deal.

-- Opens one socket, once. The access token behind it is sealed: whoever reads this table can do nothing with it.
create table ticket (
    id uuid primary key,
    dealership_id uuid not null,
    secret_sha256 bytea not null unique,
    token bytea not null,
    expires_at timestamptz not null
);
create index ticket_age on ticket (expires_at);
call tenant_table('ticket');
call system_table('ticket', 'select, delete');

-- An open socket, held by one of the replicas, which puts expires_at off as long as it hears of it.
create table socket (
    id uuid primary key,
    dealership_id uuid not null,
    user_id uuid not null,
    user_name text not null,
    opened_at timestamptz not null,
    expires_at timestamptz not null
);
create index socket_of_user on socket (dealership_id, user_id);
create index socket_age on socket (expires_at);
call tenant_table('socket');
call system_table('socket', 'select, delete');

-- Who is at which deal, and in which cell of which structure.
create table presence (
    socket_id uuid not null references socket (id) on delete cascade,
    dealership_id uuid not null,
    deal_id uuid not null,
    structure_id uuid,
    cell text,
    since timestamptz not null,
    moved_at timestamptz not null,
    primary key (socket_id, deal_id)
);
create index presence_at_deal on presence (dealership_id, deal_id);
call tenant_table('presence');
call system_table('presence', 'select');
