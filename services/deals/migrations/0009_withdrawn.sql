-- A page that the store took back: its link opens no more, and nobody signs it.

alter table presentation
    add column withdrawn_at       timestamptz,
    add column withdrawn_by       uuid,
    add column withdrawn_by_name  text,
    add column withdrawn_reason   text,
    add check (num_nonnulls(withdrawn_at, withdrawn_by, withdrawn_by_name, withdrawn_reason) in (0, 4)),
    -- What a customer signed stands.
    add check (withdrawn_at is null or signed_option is null);
grant update (withdrawn_at, withdrawn_by, withdrawn_by_name, withdrawn_reason) on presentation to {role};
