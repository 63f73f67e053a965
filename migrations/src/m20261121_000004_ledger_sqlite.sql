CREATE TRIGGER ledger_account_opens_empty BEFORE INSERT ON ledger_account
WHEN NEW.balance <> 0 OR NEW.version <> 0
BEGIN
    SELECT RAISE(ABORT, 'ledger_account: opens with nothing on it');
END;

CREATE TRIGGER ledger_account_moves_by_entry BEFORE UPDATE ON ledger_account
WHEN NEW.id <> OLD.id OR NEW.entity <> OLD.entity OR NEW.code <> OLD.code OR NEW.currency <> OLD.currency
    OR NEW.trip_id <> OLD.trip_id OR NEW.payer_id <> OLD.payer_id OR NEW.version <> OLD.version + 1
    OR NOT EXISTS (SELECT 1 FROM ledger_entry WHERE account_id = NEW.id AND account_version = NEW.version AND balance_after = NEW.balance)
BEGIN
    SELECT RAISE(ABORT, 'ledger_account: changes only through an entry');
END;

CREATE TRIGGER ledger_account_kept BEFORE DELETE ON ledger_account
BEGIN
    SELECT RAISE(ABORT, 'ledger_account: is kept for ever');
END;

CREATE TRIGGER ledger_entry_check BEFORE INSERT ON ledger_entry
BEGIN
    SELECT RAISE(ABORT, 'ledger_entry: its transaction is already sealed')
        WHERE EXISTS (SELECT 1 FROM ledger_tx WHERE id = NEW.tx_id);
    SELECT RAISE(ABORT, 'ledger_entry: another currency than its account')
        WHERE NOT EXISTS (SELECT 1 FROM ledger_account WHERE id = NEW.account_id AND currency = NEW.currency);
    SELECT RAISE(ABORT, 'ledger_entry: does not follow the last entry of its account')
        WHERE NOT EXISTS (
            SELECT 1 FROM ledger_account
            WHERE id = NEW.account_id AND version + 1 = NEW.account_version AND balance + NEW.amount_minor = NEW.balance_after
        );
END;

CREATE TRIGGER ledger_entry_moves_account AFTER INSERT ON ledger_entry
BEGIN
    UPDATE ledger_account SET balance = NEW.balance_after, version = NEW.account_version WHERE id = NEW.account_id;
END;

CREATE TRIGGER ledger_tx_seals BEFORE INSERT ON ledger_tx
BEGIN
    SELECT RAISE(ABORT, 'ledger_tx: fewer than two entries')
        WHERE (SELECT count(*) FROM ledger_entry WHERE tx_id = NEW.id) < 2;
    SELECT RAISE(ABORT, 'ledger_tx: its entries do not add up to zero')
        WHERE EXISTS (SELECT 1 FROM ledger_entry WHERE tx_id = NEW.id GROUP BY currency HAVING sum(amount_minor) <> 0);
END;

CREATE TRIGGER ledger_entry_unchanged BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'ledger_entry: is written once'); END;
CREATE TRIGGER ledger_entry_kept BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'ledger_entry: is written once'); END;
CREATE TRIGGER ledger_tx_unchanged BEFORE UPDATE ON ledger_tx BEGIN SELECT RAISE(ABORT, 'ledger_tx: is written once'); END;
CREATE TRIGGER ledger_tx_kept BEFORE DELETE ON ledger_tx BEGIN SELECT RAISE(ABORT, 'ledger_tx: is written once'); END;
CREATE TRIGGER payment_capture_unchanged BEFORE UPDATE ON payment_capture BEGIN SELECT RAISE(ABORT, 'payment_capture: is written once'); END;
CREATE TRIGGER payment_capture_kept BEFORE DELETE ON payment_capture BEGIN SELECT RAISE(ABORT, 'payment_capture: is written once'); END;
CREATE TRIGGER receipt_unchanged BEFORE UPDATE ON receipt BEGIN SELECT RAISE(ABORT, 'receipt: is written once'); END;
CREATE TRIGGER receipt_kept BEFORE DELETE ON receipt BEGIN SELECT RAISE(ABORT, 'receipt: is written once'); END;
