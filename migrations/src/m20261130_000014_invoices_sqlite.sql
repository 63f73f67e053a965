CREATE TRIGGER invoice_unchanged BEFORE UPDATE ON invoice BEGIN SELECT RAISE(ABORT, 'invoice: is written once'); END;
CREATE TRIGGER invoice_kept BEFORE DELETE ON invoice BEGIN SELECT RAISE(ABORT, 'invoice: is written once'); END;
