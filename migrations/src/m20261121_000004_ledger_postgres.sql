CREATE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: is written once', TG_TABLE_NAME;
END $$;

CREATE FUNCTION ledger_account_opens_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger_account: opens with nothing on it';
END $$;
CREATE TRIGGER ledger_account_opens_empty BEFORE INSERT ON ledger_account FOR EACH ROW
WHEN (NEW.balance <> 0 OR NEW.version <> 0) EXECUTE FUNCTION ledger_account_opens_empty();

CREATE FUNCTION ledger_account_moves_by_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.entity <> OLD.entity OR NEW.code <> OLD.code OR NEW.currency <> OLD.currency
        OR NEW.trip_id <> OLD.trip_id OR NEW.payer_id <> OLD.payer_id OR NEW.version <> OLD.version + 1
        OR NOT EXISTS (SELECT 1 FROM ledger_entry WHERE account_id = NEW.id AND account_version = NEW.version AND balance_after = NEW.balance)
    THEN
        RAISE EXCEPTION 'ledger_account: changes only through an entry';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_account_moves_by_entry BEFORE UPDATE ON ledger_account FOR EACH ROW EXECUTE FUNCTION ledger_account_moves_by_entry();

CREATE FUNCTION ledger_account_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger_account: is kept for ever';
END $$;
CREATE TRIGGER ledger_account_kept BEFORE DELETE ON ledger_account FOR EACH ROW EXECUTE FUNCTION ledger_account_kept();
CREATE TRIGGER ledger_account_not_emptied BEFORE TRUNCATE ON ledger_account FOR EACH STATEMENT EXECUTE FUNCTION ledger_account_kept();

CREATE FUNCTION ledger_entry_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    account ledger_account%ROWTYPE;
BEGIN
    IF EXISTS (SELECT 1 FROM ledger_tx WHERE id = NEW.tx_id) THEN
        RAISE EXCEPTION 'ledger_entry: its transaction is already sealed';
    END IF;
    SELECT * INTO account FROM ledger_account WHERE id = NEW.account_id FOR UPDATE;
    IF account.currency IS DISTINCT FROM NEW.currency THEN
        RAISE EXCEPTION 'ledger_entry: another currency than its account';
    END IF;
    IF account.version + 1 <> NEW.account_version OR account.balance + NEW.amount_minor <> NEW.balance_after THEN
        RAISE EXCEPTION 'ledger_entry: does not follow the last entry of its account';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_entry_check BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_entry_check();

CREATE FUNCTION ledger_entry_moves_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE ledger_account SET balance = NEW.balance_after, version = NEW.account_version WHERE id = NEW.account_id;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_entry_moves_account AFTER INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_entry_moves_account();

CREATE FUNCTION ledger_tx_seals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM ledger_entry WHERE tx_id = NEW.id) < 2 THEN
        RAISE EXCEPTION 'ledger_tx: fewer than two entries';
    END IF;
    IF EXISTS (SELECT 1 FROM ledger_entry WHERE tx_id = NEW.id GROUP BY currency HAVING sum(amount_minor) <> 0) THEN
        RAISE EXCEPTION 'ledger_tx: its entries do not add up to zero';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_tx_seals BEFORE INSERT ON ledger_tx FOR EACH ROW EXECUTE FUNCTION ledger_tx_seals();

-- Two transactions may add entries to one ledger_tx without seeing each other: the second to commit is refused here.
CREATE FUNCTION ledger_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM ledger_entry WHERE tx_id = NEW.tx_id GROUP BY currency HAVING sum(amount_minor) <> 0) THEN
        RAISE EXCEPTION 'ledger_entry: its transaction does not add up to zero';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_entry_balances AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION ledger_entry_balances();

CREATE TRIGGER ledger_entry_written_once BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION written_once();
CREATE TRIGGER ledger_entry_not_emptied BEFORE TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION written_once();
CREATE TRIGGER ledger_tx_written_once BEFORE UPDATE OR DELETE ON ledger_tx FOR EACH ROW EXECUTE FUNCTION written_once();
CREATE TRIGGER ledger_tx_not_emptied BEFORE TRUNCATE ON ledger_tx FOR EACH STATEMENT EXECUTE FUNCTION written_once();
CREATE TRIGGER payment_capture_written_once BEFORE UPDATE OR DELETE ON payment_capture FOR EACH ROW EXECUTE FUNCTION written_once();
CREATE TRIGGER payment_capture_not_emptied BEFORE TRUNCATE ON payment_capture FOR EACH STATEMENT EXECUTE FUNCTION written_once();
CREATE TRIGGER receipt_written_once BEFORE UPDATE OR DELETE ON receipt FOR EACH ROW EXECUTE FUNCTION written_once();
CREATE TRIGGER receipt_not_emptied BEFORE TRUNCATE ON receipt FOR EACH STATEMENT EXECUTE FUNCTION written_once();
