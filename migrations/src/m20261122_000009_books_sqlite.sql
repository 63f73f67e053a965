CREATE TRIGGER recorded_payment_unchanged BEFORE UPDATE ON recorded_payment BEGIN SELECT RAISE(ABORT, 'recorded_payment: is written once'); END;
CREATE TRIGGER recorded_payment_kept BEFORE DELETE ON recorded_payment BEGIN SELECT RAISE(ABORT, 'recorded_payment: is written once'); END;
CREATE TRIGGER recorded_reversal_unchanged BEFORE UPDATE ON recorded_reversal BEGIN SELECT RAISE(ABORT, 'recorded_reversal: is written once'); END;
CREATE TRIGGER recorded_reversal_kept BEFORE DELETE ON recorded_reversal BEGIN SELECT RAISE(ABORT, 'recorded_reversal: is written once'); END;
