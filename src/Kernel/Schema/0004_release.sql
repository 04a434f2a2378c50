create table kernel_basis (
    id uuid primary key,
    kind text not null,
    holder_id uuid not null,
    receiver_id uuid not null,
    user_id uuid,
    person_id uuid,
    purpose text not null,
    kinds bigint not null,
    sensitive bigint not null,
    is_identified boolean not null,
    reference text not null,
    reason text not null,
    evidence text,
    evidence_name text,
    agreement_id uuid,
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    revoked_at timestamptz,
    revoked_reason text,
    revoked_by uuid,
    made_by uuid,
    made_at timestamptz not null,
    version integer not null
);
create index kernel_basis_receiver on kernel_basis (receiver_id, holder_id, valid_to);
create index kernel_basis_person on kernel_basis (person_id, valid_to);
create index kernel_basis_user on kernel_basis (user_id, valid_to);
