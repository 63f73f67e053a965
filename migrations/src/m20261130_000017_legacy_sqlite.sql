CREATE TRIGGER legacy_payment_unchanged BEFORE UPDATE ON legacy_payment BEGIN SELECT RAISE(ABORT, 'legacy_payment: is written once'); END;
CREATE TRIGGER legacy_payment_kept BEFORE DELETE ON legacy_payment BEGIN SELECT RAISE(ABORT, 'legacy_payment: is written once'); END;
