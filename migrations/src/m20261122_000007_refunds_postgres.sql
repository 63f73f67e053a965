CREATE FUNCTION refund_amount_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'refund: amount, payer and key are fixed';
END $$;
CREATE TRIGGER refund_amount_fixed BEFORE UPDATE ON refund FOR EACH ROW
WHEN (NEW.amount_minor <> OLD.amount_minor OR NEW.currency <> OLD.currency OR NEW.payer_id <> OLD.payer_id OR NEW.trip_id <> OLD.trip_id
    OR NEW.idempotency_key <> OLD.idempotency_key)
EXECUTE FUNCTION refund_amount_fixed();

CREATE FUNCTION refund_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: is kept', TG_TABLE_NAME;
END $$;
CREATE TRIGGER refund_kept BEFORE DELETE ON refund FOR EACH ROW EXECUTE FUNCTION refund_kept();
CREATE TRIGGER dispute_kept BEFORE DELETE ON dispute FOR EACH ROW EXECUTE FUNCTION refund_kept();
