-- The PDF of a certificate with the digital seal of its issuer, kept once it is made.
alter table certificates_certificate add column pdf_hash text;
