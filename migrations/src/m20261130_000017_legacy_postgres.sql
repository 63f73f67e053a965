CREATE TRIGGER legacy_payment_written_once BEFORE UPDATE OR DELETE ON legacy_payment FOR EACH ROW EXECUTE FUNCTION written_once();
CREATE TRIGGER legacy_payment_not_emptied BEFORE TRUNCATE ON legacy_payment FOR EACH STATEMENT EXECUTE FUNCTION written_once();
