CREATE TRIGGER instalment_amount_fixed BEFORE UPDATE ON instalment
WHEN NEW.amount_minor <> OLD.amount_minor OR NEW.currency <> OLD.currency OR NEW.payer_id <> OLD.payer_id OR NEW.trip_id <> OLD.trip_id
BEGIN
    SELECT RAISE(ABORT, 'instalment: an amount is superseded by a new row, never changed');
END;

CREATE TRIGGER payment_order_amount_fixed BEFORE UPDATE ON payment_order
WHEN NEW.amount_minor <> OLD.amount_minor OR NEW.currency <> OLD.currency OR NEW.payer_id <> OLD.payer_id OR NEW.trip_id <> OLD.trip_id
    OR NEW.idempotency_key <> OLD.idempotency_key
BEGIN
    SELECT RAISE(ABORT, 'payment_order: amount, payer and key are fixed');
END;
