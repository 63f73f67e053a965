CREATE TRIGGER recorded_payment_written_once BEFORE UPDATE OR DELETE ON recorded_payment FOR EACH ROW EXECUTE FUNCTION written_once();
CREATE TRIGGER recorded_payment_not_emptied BEFORE TRUNCATE ON recorded_payment FOR EACH STATEMENT EXECUTE FUNCTION written_once();
CREATE TRIGGER recorded_reversal_written_once BEFORE UPDATE OR DELETE ON recorded_reversal FOR EACH ROW EXECUTE FUNCTION written_once();
CREATE TRIGGER recorded_reversal_not_emptied BEFORE TRUNCATE ON recorded_reversal FOR EACH STATEMENT EXECUTE FUNCTION written_once();
