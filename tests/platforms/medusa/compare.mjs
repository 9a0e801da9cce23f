// Asks a running Medusa, through its own Admin and Store API, for every customer and order that was moved into it. What came from
// a Medusa is held against what that Medusa says through the same API, so both sides compute their totals themselves; what came
// from a Vendure against its tables. Nothing of Storefold is asked.
// usage: node compare.mjs SOURCE_PORT TARGET_PORT DUMP_OF_VENDURE; needs sqlite3
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';

const [sourcePort, targetPort, vendure] = process.argv.slice(2);
const STAFF = 'user_01GGS38W1VT1YNS51DZHXZ04PC', KEY = 'pk_71f7105cd6d3ee6679375bb1419a84b9e24830d1e95c83331f05bc316ebb6977';
let differences = 0, compared = 0;
const seen = new Map();

function same(what, expected, found) {
  compared++;
  const [a, b] = [JSON.stringify(expected ?? null), JSON.stringify(found ?? null)];
  if (a === b) return;
  differences++;
  const kind = what.replace(/^\S+ \S+ /, '');
  seen.set(kind, (seen.get(kind) ?? 0) + 1);
  if (seen.get(kind) <= 3) console.error(`${what}: the source has ${a}, Medusa says ${b}`);
}

// A session of staff, signed as Medusa signs it.
const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = Math.floor(Date.now() / 1000);
const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({
  actor_id: STAFF, actor_type: 'user', auth_identity_id: '', app_metadata: { user_id: STAFF }, iat: now, exp: now + 3600 })}`;
const staff = `${body}.${createHmac('sha256', 'test').update(body).digest('base64url')}`;

async function ask(port, path, options = {}) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(120_000), ...options,
    headers: { authorization: `Bearer ${staff}`, 'x-publishable-api-key': KEY, 'content-type': 'application/json', ...options.headers } });
  const said = await answer.json();
  if (!answer.ok && !options.mayFail) throw new Error(`${path.slice(0, 80)}: ${answer.status} ${JSON.stringify(said)}`);
  return answer.ok ? said : null;
}

async function all(port, list, fields, size) {
  const found = [];
  for (;;) {
    const page = await ask(port, `/admin/${list}?limit=${size}&offset=${found.length}&order=id&fields=${encodeURIComponent(fields)}`);
    found.push(...page[list]);
    if (found.length >= page.count || page[list].length === 0) return found;
  }
}

const CUSTOMER = 'id,email,has_account,first_name,last_name,phone,company_name,created_at,*addresses,*groups';
const ORDER = 'id,display_id,custom_display_id,email,currency_code,status,created_at,total,item_total,shipping_total,credit_line_total,'
  + 'payment_status,fulfillment_status,summary,*customer,*shipping_address,*billing_address,*items,*items.detail,*shipping_methods,'
  + '*payment_collections,*payment_collections.payments,*payment_collections.payments.captures,*payment_collections.payments.refunds,'
  + '*fulfillments,*fulfillments.labels,*fulfillments.items,*transactions,*credit_lines,*promotions,metadata';
const PROMOTION = 'code,type,status,is_automatic,limit,used,*application_method,*campaign';

const [theirs, ours] = await Promise.all([sourcePort, targetPort].map(async port => ({
  customers: await all(port, 'customers', CUSTOMER, 200), orders: await all(port, 'orders', ORDER, 50), promotions: await all(port, 'promotions', PROMOTION, 100) })));
const isHeld = email => email?.endsWith('@storefold.invalid') ?? false;
const name = person => [person?.first_name, person?.last_name].filter(Boolean).join(' ');
const address = a => a && [name(a), a.company, a.address_1, a.address_2, a.city, a.province, a.postal_code, a.country_code, a.phone].map(text => text || null);
const sorted = rows => rows.map(row => JSON.stringify(row)).sort();

// Customers: those that wait for a person's decision stand under a reserved address; the others are found by theirs.
const accounts = new Map(ours.customers.map(customer => [`${customer.email} ${customer.has_account}`, customer]));
let missing = 0;
for (const c of theirs.customers) {
  const found = accounts.get(`${c.email} ${c.has_account}`);
  const who = `customer ${c.id}`;
  if (!found) { missing++; continue; }
  same(`${who} name`, name(c), name(found));
  same(`${who} phone`, c.phone, found.phone);
  same(`${who} company`, c.company_name, found.company_name);
  same(`${who} created_at`, c.created_at, found.created_at);
  same(`${who} groups`, c.groups.map(group => group.name).sort(), found.groups.map(group => group.name).sort());
  same(`${who} addresses`, sorted(c.addresses.map(address)), sorted(found.addresses.map(address)));
}
same('all customers that wait, and no more', missing, ours.customers.filter(c => isHeld(c.email) && theirs.customers.some(t => t.created_at === c.created_at)).length);

const lines = items => sorted(items.map(i => [i.title, i.subtitle, i.variant_sku, i.quantity, i.total, i.detail.fulfilled_quantity, i.detail.shipped_quantity, i.detail.delivered_quantity]));
const payments = order => sorted(order.payment_collections.flatMap(p => p.payments).map(p => [
  p.amount, p.currency_code, p.created_at, p.canceled_at !== null, sorted(p.captures.map(x => [x.amount, x.created_at])), sorted(p.refunds.map(x => [x.amount, x.created_at]))]));
const shipments = order => sorted(order.fulfillments.map(f => [
  f.packed_at !== null, f.shipped_at, f.delivered_at, f.canceled_at, sorted(f.items.map(i => [i.title, i.sku || null, i.quantity])), sorted(f.labels.map(l => [l.tracking_number, l.tracking_url || null]))]));
const moved = new Map(ours.orders.filter(order => order.custom_display_id).map(order => [order.custom_display_id, order]));
for (const o of theirs.orders) {
  const found = moved.get(`${o.display_id}`);
  const what = `order ${o.display_id}`;
  same(`${what} is there`, true, found !== undefined);
  if (!found) continue;
  for (const field of ['email', 'currency_code', 'status', 'created_at', 'total', 'item_total', 'shipping_total', 'credit_line_total', 'payment_status', 'fulfillment_status'])
    same(`${what} ${field}`, o[field], found[field]);
  for (const field of ['current_order_total', 'paid_total', 'refunded_total', 'pending_difference', 'transaction_total'])
    same(`${what} summary ${field}`, o.summary[field], found.summary[field]);
  if (!isHeld(found.customer?.email)) same(`${what} customer`, o.customer?.email, found.customer?.email);
  same(`${what} shipping_address`, address(o.shipping_address), address(found.shipping_address));
  same(`${what} billing_address`, address(o.billing_address), address(found.billing_address));
  same(`${what} lines`, lines(o.items), lines(found.items));
  same(`${what} shipping`, sorted(o.shipping_methods.map(m => [m.name, m.total])), sorted(found.shipping_methods.map(m => [m.name, m.total])));
  same(`${what} payments`, payments(o), payments(found));
  same(`${what} shipments`, shipments(o), shipments(found));
  same(`${what} transactions`, sorted(o.transactions.map(t => [t.reference, t.amount])), sorted(found.transactions.map(t => [t.reference, t.amount])));
  same(`${what} promotions`, o.promotions.map(p => p.code).sort(), found.promotions.map(p => p.code).sort());
}

const codes = new Map(ours.promotions.map(promotion => [promotion.code, promotion]));
for (const p of theirs.promotions) {
  const found = codes.get(p.code);
  const what = `promotion ${p.code}`;
  same(`${what} is there`, true, found !== undefined);
  if (!found) continue;
  for (const field of ['type', 'status', 'is_automatic']) same(`${what} ${field}`, p[field], found[field]);
  for (const field of ['type', 'value', 'target_type', 'currency_code', ...p.application_method?.target_type === 'items' ? ['allocation', 'max_quantity'] : []])
    same(`${what} application ${field}`, p.application_method?.[field], found.application_method?.[field]);
}

// What a Vendure sold, by its own tables: hundredths there, units here.
const rows = sql => JSON.parse(execFileSync('sqlite3', ['-json', vendure, sql], { encoding: 'utf8', maxBuffer: 1 << 28 }) || '[]');
const cents = amount => Math.round(amount * 1e6) / 1e4;
const instant = text => text === null ? null : new Date(text.replace(' ', 'T').replace(/Z?$/, 'Z')).toISOString();
const sold = rows(`SELECT l.orderId, l.quantity, v.sku FROM order_line AS l JOIN product_variant AS v ON v.id = l.productVariantId`);
const paid = rows('SELECT orderId, amount, state FROM payment');
const sent = rows(`SELECT x.orderId, f.trackingCode FROM order_fulfillments_fulfillment AS x JOIN fulfillment AS f ON f.id = x.fulfillmentId`);
const by = list => list.reduce((map, row) => map.set(row.orderId, [...(map.get(row.orderId) ?? []), row]), new Map());
const [soldBy, paidBy, sentBy] = [sold, paid, sent].map(by);
for (const o of rows(`SELECT o.*, c.emailAddress, c.deletedAt AS gone FROM "order" AS o LEFT JOIN customer AS c ON c.id = o.customerId
    WHERE o.orderPlacedAt IS NOT NULL AND o.type <> 'Seller'`)) {
  const found = moved.get(o.code);
  const what = `vendure-order ${o.code}`;
  same(`${what} is there`, true, found !== undefined);
  if (!found) continue;
  same(`${what} total`, o.subTotalWithTax + o.shippingWithTax, cents(found.total));
  same(`${what} total of the summary`, o.subTotalWithTax + o.shippingWithTax, cents(found.summary.current_order_total));
  same(`${what} shipping_total`, o.shippingWithTax, cents(found.shipping_total));
  same(`${what} currency`, o.currencyCode.toLowerCase(), found.currency_code);
  // Who deleted the account is not followed by it.
  if (!o.gone) same(`${what} email`, o.emailAddress, found.email);
  same(`${what} placed`, instant(o.orderPlacedAt), found.created_at);
  same(`${what} cancelled`, o.state === 'Cancelled', found.status === 'canceled');
  const to = JSON.parse(o.shippingAddress);
  same(`${what} shipping_address`, [to.fullName, to.streetLine1, to.city, to.postalCode, to.countryCode?.toLowerCase()].map(text => text || null),
    [name(found.shipping_address), found.shipping_address?.address_1, found.shipping_address?.city, found.shipping_address?.postal_code, found.shipping_address?.country_code].map(text => text || null));
  same(`${what} lines`, (soldBy.get(o.id) ?? []).map(line => `${line.quantity} ${line.sku}`).sort(), found.items.map(i => `${i.quantity} ${i.variant_sku}`).sort());
  same(`${what} captures`, (paidBy.get(o.id) ?? []).filter(p => p.state === 'Settled').map(p => p.amount).sort(),
    found.payment_collections.flatMap(c => c.payments).flatMap(p => p.captures).map(x => cents(x.amount)).sort());
  same(`${what} tracking`, (sentBy.get(o.id) ?? []).map(f => f.trackingCode).filter(Boolean).sort(),
    found.fulfillments.flatMap(f => f.labels).map(l => l.tracking_number).sort());
}

// Customer number i of the real data has the password Passw0rd!<i>; the number stands in the address.
const login = (email, password) => ask(targetPort, '/auth/customer/emailpass', { method: 'POST', body: JSON.stringify({ email, password }), mayFail: true });
const own = new Set(theirs.orders.map(order => order.customer?.id));
const one = theirs.customers.find(c => c.has_account && /\d+@/.test(c.email) && own.has(c.id) && accounts.has(`${c.email} true`));
const shopper = await login(one.email, 'Passw0rd!' + one.email.match(/(\d+)@/)[1]);
same('a customer logs in with the old password', true, shopper !== null);
same('with another one nobody does', null, await login(one.email, 'Passw0rd!'));
if (shopper) {
  const headers = { authorization: `Bearer ${shopper.token}` };
  same('and is who they were', one.email, (await ask(targetPort, '/store/customers/me', { headers })).customer.email);
  const listed = (await ask(targetPort, '/store/orders?limit=100&fields=id,total,custom_display_id', { headers })).orders;
  same('and sees the own orders', sorted(theirs.orders.filter(o => o.customer?.id === one.id).map(o => [`${o.display_id}`, o.total])), sorted(listed.map(o => [o.custom_display_id, o.total])));
}

for (const [kind, count] of seen) console.error(`${count} x ${kind}`);
console.log(`${compared} fields of ${ours.customers.length} customers, ${moved.size} orders and ${codes.size} promotions compared: ${differences} differences`);
process.exit(differences === 0 && compared > 10_000 ? 0 : 1);
