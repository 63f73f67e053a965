CREATE FUNCTION instalment_amount_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'instalment: an amount is superseded by a new row, never changed';
END $$;
CREATE TRIGGER instalment_amount_fixed BEFORE UPDATE ON instalment FOR EACH ROW
WHEN (NEW.amount_minor <> OLD.amount_minor OR NEW.currency <> OLD.currency OR NEW.payer_id <> OLD.payer_id OR NEW.trip_id <> OLD.trip_id)
EXECUTE FUNCTION instalment_amount_fixed();

CREATE FUNCTION payment_order_amount_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'payment_order: amount, payer and key are fixed';
END $$;
CREATE TRIGGER payment_order_amount_fixed BEFORE UPDATE ON payment_order FOR EACH ROW
WHEN (NEW.amount_minor <> OLD.amount_minor OR NEW.currency <> OLD.currency OR NEW.payer_id <> OLD.payer_id OR NEW.trip_id <> OLD.trip_id
    OR NEW.idempotency_key <> OLD.idempotency_key)
EXECUTE FUNCTION payment_order_amount_fixed();
