"""Stripe's own Python client, asked what it thinks of our bank: does it believe its signatures, and understand its answers?

Reads one JSON object: the bank's address and key, the signing secret, and a notification as it arrived. Answers one: a notification signed by the client.
Whatever is not as it should be ends it with a traceback.
"""

import json
import sys
import time

import stripe

given = json.load(sys.stdin)
secret, header, body = given["secret"], given["header"], given["body"]

event = stripe.Webhook.construct_event(body, header, secret)
assert event.type == "checkout.session.completed", event.type
assert event.data.object.payment_status == "paid", event.data.object


def refused(payload, signature, key):
    try:
        stripe.Webhook.construct_event(payload, signature, key)
    except stripe.SignatureVerificationError:
        return True
    return False


assert refused(body + " ", header, secret)
assert refused(body, header, secret + "x")
assert refused(body, header.replace("v1=", "v0="), secret)

client = stripe.StripeClient(given["key"], base_addresses={"api": given["bank"]}, max_network_retries=0)
sessions = client.v1.checkout.sessions
params = {
    "mode": "payment",
    "client_reference_id": "order_é",
    "line_items": [
        {"quantity": 1, "price_data": {"currency": "chf", "unit_amount": 12345, "product_data": {"name": "Pérou & Chili"}}}
    ],
    "success_url": "https://agency.example/payments/1",
    "cancel_url": "https://agency.example/payments/1",
    "expires_at": int(time.time()) + 3600,
    "metadata": {"order": "order_é"},
    "payment_intent_data": {"metadata": {"order": "order_é"}},
}
made = sessions.create(params, {"idempotency_key": "opinion"})
assert made.object == "checkout.session" and made.status == "open" and made.url, made
assert sessions.create(params, {"idempotency_key": "opinion"}).id == made.id
try:
    sessions.create({**params, "client_reference_id": "another"}, {"idempotency_key": "opinion"})
    raise AssertionError("a key was used for two different requests")
except stripe.IdempotencyError as error:
    assert error.http_status == 400, error
try:
    sessions.create({**params, "color": "red"})
    raise AssertionError("an unknown field was taken")
except stripe.InvalidRequestError as error:
    assert error.code == "parameter_unknown", error

assert sessions.expire(made.id).status == "expired"
try:
    sessions.expire(made.id)
    raise AssertionError("a closed session was closed again")
except stripe.InvalidRequestError as error:
    assert error.http_status == 400, error

paid = sessions.retrieve(event.data.object.id, {"expand": ["payment_intent.latest_charge.refunds"]})
charge = paid.payment_intent.latest_charge
assert (paid.status, charge.amount_captured, charge.captured) == ("complete", 90000, True), paid
refund = client.v1.refunds.create({"charge": charge.id, "amount": 100}, {"idempotency_key": "refund"})
assert refund.status == "succeeded", refund
assert [known.id for known in client.v1.refunds.list({"charge": charge.id}).auto_paging_iter()] == [refund.id]
assert client.v1.payment_intents.retrieve(paid.payment_intent.id, {"expand": ["latest_charge"]}).latest_charge.amount_refunded == 100

pages = sessions.list({"limit": 1, "created": {"gte": made.created - 60}})
assert {session.id for session in pages.auto_paging_iter()} == {made.id, paid.id}
told = client.v1.events.list({"limit": 1, "types": ["charge.refunded", "checkout.session.expired"]})
assert sorted(event.type for event in told.auto_paging_iter()) == ["charge.refunded", "checkout.session.expired"]

entries = list(client.v1.balance_transactions.list({"limit": 1, "created": {"gte": made.created - 60}}).auto_paging_iter())
assert all(entry.net == entry.amount - entry.fee for entry in entries), entries
assert sorted((entry.type, entry.amount, entry.fee) for entry in entries) == [
    ("charge", 90000, 1285),
    ("payout", -50000, 0),
    ("refund", -100, 0),
], entries
[payout] = client.v1.payouts.list({"limit": 1, "status": "paid"}).auto_paging_iter()
assert (payout.amount, payout.currency, payout.status, payout.trace_id.value) == (50000, "eur", "paid", "PO-1"), payout
assert client.v1.payouts.retrieve(payout.id).balance_transaction == next(entry.id for entry in entries if entry.type == "payout")
balance = client.v1.balance.retrieve()
assert sum(part.amount for part in [*balance.available, *balance.pending]) == sum(entry.net for entry in entries), balance

signed = json.dumps({"id": "evt_opinion", "object": "event", "data": {"object": {"object": "balance"}}, "note": "é 中 💶"}, ensure_ascii=False)
json.dump({"header": stripe.WebhookSignature.generate_signature_header(signed, secret), "body": signed}, sys.stdout)
