-- name: read
SELECT holder, term, renewals, length_ms AS lengthMs FROM leases WHERE name = 'work';

-- name: take
-- Counted from what was seen: of two that take it, one does.
INSERT INTO leases AS l (name, holder, term, renewals, length_ms, expires_at)
VALUES ('work', @holder, 1, 0, @lengthMs, now() + @lengthMs * interval '1 millisecond')
ON CONFLICT (name) DO UPDATE
  SET holder = excluded.holder, term = l.term + 1, renewals = 0, length_ms = excluded.length_ms, expires_at = excluded.expires_at
  WHERE l.term = @seenTerm AND l.renewals = @seenRenewals
RETURNING l.term;

-- name: renew
UPDATE leases SET renewals = renewals + 1, expires_at = now() + length_ms * interval '1 millisecond'
WHERE name = 'work' AND term = @term AND holder = @holder;

-- name: release
UPDATE leases SET holder = '', renewals = renewals + 1, expires_at = now() WHERE name = 'work' AND term = @term AND holder = @holder;

-- name: key
INSERT INTO installation (public_key) VALUES (@publicKey) ON CONFLICT DO NOTHING;

-- name: known-key
SELECT public_key FROM installation;
