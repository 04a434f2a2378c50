-- A certificate that vouches for signatures of files: an authority's, or a signer's own. Without an organisation it counts for the whole house.
create table feed_certificate (
    id uuid primary key,
    organisation_id uuid,
    name text not null,
    subject text not null,
    issuer text not null,
    serial text not null,
    thumbprint text not null,
    kind text not null,
    raw bytea not null,
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    added_at timestamptz not null,
    added_by text not null,
    removed_at timestamptz,
    removed_by text,
    version integer not null
);
create index feed_certificate_organisation on feed_certificate (organisation_id);

-- What becomes of files that are not signed, or not as they should be, at an organisation and below it.
create table feed_signing (
    organisation_id uuid primary key,
    unsigned text not null,
    untrusted text not null,
    invalid text not null,
    changed_at timestamptz not null,
    changed_by text not null,
    version integer not null
);
