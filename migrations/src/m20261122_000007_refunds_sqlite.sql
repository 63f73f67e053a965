CREATE TRIGGER refund_amount_fixed BEFORE UPDATE ON refund
WHEN NEW.amount_minor <> OLD.amount_minor OR NEW.currency <> OLD.currency OR NEW.payer_id <> OLD.payer_id OR NEW.trip_id <> OLD.trip_id
    OR NEW.idempotency_key <> OLD.idempotency_key
BEGIN
    SELECT RAISE(ABORT, 'refund: amount, payer and key are fixed');
END;

CREATE TRIGGER refund_kept BEFORE DELETE ON refund
BEGIN
    SELECT RAISE(ABORT, 'refund: is kept');
END;

CREATE TRIGGER dispute_kept BEFORE DELETE ON dispute
BEGIN
    SELECT RAISE(ABORT, 'dispute: is kept');
END;
