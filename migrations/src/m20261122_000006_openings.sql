CREATE TABLE gateway_counter (
    gateway text NOT NULL,
    gateway_account text NOT NULL,
    next bigint NOT NULL,
    PRIMARY KEY (gateway, gateway_account)
);
