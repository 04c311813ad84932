-- A short PIN that unlocks one's own session after a customer was shown something on the same screen. It opens nothing
-- by itself: only a session that was opened with password and second factor can be locked, and only that one unlocked.

create table pins (
    user_id uuid primary key references users (id),
    dealership_id uuid not null references dealerships (id),
    hash text not null,
    set_at timestamptz not null
);
call tenant_table('pins');

alter table sessions
    add column locked_at timestamptz,
    -- Wrong PINs in a row; the session ends at the fifth.
    add column pin_failures integer not null default 0;
