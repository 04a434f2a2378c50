create table kernel_notice_seen (
    notice_id uuid not null references kernel_notice (id),
    user_id uuid not null,
    seen_at timestamptz not null,
    primary key (notice_id, user_id)
);
