// Asks a running Vendure, through its own Admin and Shop API, for every customer and order that was moved into it, and holds each
// field against the database that they came from. Nothing of Storefold is asked.
// usage: node compare.mjs APP_FOLDER PORT SOURCE_SQLITE
import { createRequire } from 'node:module';
import path from 'node:path';

const [app, port, source] = process.argv.slice(2);
const Database = createRequire(path.join(app, 'package.json'))('better-sqlite3');
const db = new Database(source, { readonly: true });
let differences = 0, compared = 0;

function same(what, expected, found) {
  compared++;
  const [a, b] = [JSON.stringify(expected ?? null), JSON.stringify(found ?? null)];
  if (a === b) return;
  if (differences++ < 20) console.error(`${what}: the source has ${a}, Vendure says ${b}`);
}

async function ask(api, query, variables, token) {
  const answer = await fetch(`http://127.0.0.1:${port}/${api}`, {
    method: 'POST', body: JSON.stringify({ query, variables }),
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
  });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return { data, token: answer.headers.get('vendure-auth-token') };
}

async function login(api, username, password) {
  const { data, token } = await ask(
    api, 'mutation($u: String!, $p: String!) { login(username: $u, password: $p) { __typename } }', { u: username, p: password });
  return data.login.__typename === 'CurrentUser' ? token : null;
}

async function all(list, fields, token) {
  const found = [];
  for (let skip = 0; ; skip += 100) {
    const { data } = await ask('admin-api', `{ ${list}(options: { take: 100, skip: ${skip}, sort: { id: ASC } }) { totalItems items { ${fields} } } }`, {}, token);
    found.push(...data[list].items);
    if (found.length >= data[list].totalItems) return found;
  }
}

const instant = text => text === null ? null : new Date(text.replace(' ', 'T').replace(/Z?$/, 'Z')).toISOString();
const token = await login('admin-api', 'superadmin', 'superadmin');

const customers = new Map((await all('customers', `emailAddress title firstName lastName phoneNumber createdAt
  user { identifier verified roles { code } } groups { name }
  addresses { fullName company streetLine1 streetLine2 city province postalCode phoneNumber country { code } }`, token))
  .map(customer => [customer.emailAddress, customer]));
for (const c of db.prepare('SELECT c.*, u.verified FROM customer AS c LEFT JOIN user AS u ON u.id = c.userId WHERE c.deletedAt IS NULL').all()) {
  const found = customers.get(c.emailAddress);
  const who = `customer ${c.id}`;
  // Two accounts with one address: the second waits under a reserved one.
  if (!found) continue;
  // An empty text is none, which is how the pack reads both.
  for (const field of ['title', 'firstName', 'lastName', 'phoneNumber']) same(`${who} ${field}`, c[field] || null, found[field] || null);
  same(`${who} createdAt`, instant(c.createdAt), found.createdAt);
  same(`${who} has a login`, c.userId !== null, found.user !== null);
  if (found.user) {
    same(`${who} verified`, c.verified === 1, found.user.verified);
    same(`${who} role`, ['__customer_role__'], found.user.roles.map(role => role.code));
  }
  const address = a => [a.fullName, a.company, a.streetLine1, a.streetLine2, a.city, a.province, a.postalCode, a.phoneNumber, a.code ?? a.country.code];
  same(`${who} addresses`,
    db.prepare('SELECT a.*, r.code FROM address AS a JOIN region AS r ON r.id = a.countryId WHERE customerId = ? ORDER BY a.id').all(c.id).map(address).sort(),
    found.addresses.map(address).sort());
}

const orders = new Map((await all('orders', `code state active orderPlacedAt currencyCode totalWithTax total shippingWithTax couponCodes
  customer { emailAddress } shippingAddress { fullName streetLine1 city postalCode countryCode }
  lines { quantity unitPriceWithTax proratedLinePriceWithTax productVariant { sku } }
  shippingLines { discountedPriceWithTax } payments { method amount state transactionId refunds { total state } }
  fulfillments { state method trackingCode lines { quantity } }`, token)).map(order => [order.code, order]));
for (const o of db.prepare(`SELECT o.*, c.emailAddress, c.deletedAt AS gone FROM "order" AS o LEFT JOIN customer AS c ON c.id = o.customerId
    WHERE orderPlacedAt IS NOT NULL AND o.type <> 'Seller'`).all()) {
  const found = orders.get(o.code);
  const what = `order ${o.code}`;
  same(`${what} is there`, true, found !== undefined);
  if (!found) continue;
  same(`${what} state`, o.state, found.state);
  same(`${what} active`, false, found.active);
  same(`${what} orderPlacedAt`, instant(o.orderPlacedAt), found.orderPlacedAt);
  same(`${what} currency`, o.currencyCode, found.currencyCode);
  same(`${what} totals`, [o.subTotalWithTax + o.shippingWithTax, o.subTotal + o.shipping, o.shippingWithTax], [found.totalWithTax, found.total, found.shippingWithTax]);
  same(`${what} codes`, o.couponCodes === '' ? [] : o.couponCodes.split(','), found.couponCodes);
  if (!o.gone && !found.customer?.emailAddress.endsWith('.invalid')) same(`${what} customer`, o.emailAddress, found.customer?.emailAddress);
  const to = JSON.parse(o.shippingAddress);
  same(`${what} address`, ['fullName', 'streetLine1', 'city', 'postalCode', 'countryCode'].map(key => to[key] || ''),
    ['fullName', 'streetLine1', 'city', 'postalCode', 'countryCode'].map(key => found.shippingAddress?.[key] || ''));
  same(`${what} lines`,
    db.prepare('SELECT l.quantity, v.sku FROM order_line AS l JOIN product_variant AS v ON v.id = l.productVariantId WHERE orderId = ?').all(o.id)
      .map(line => `${line.quantity} ${line.sku}`).sort(),
    found.lines.map(line => `${line.quantity} ${line.productVariant.sku}`).sort());
  same(`${what} lines add up`, o.subTotalWithTax, found.lines.reduce((sum, line) => sum + line.proratedLinePriceWithTax, 0));
  same(`${what} shipping adds up`, o.shippingWithTax, found.shippingLines.reduce((sum, line) => sum + line.discountedPriceWithTax, 0));
  same(`${what} payments`,
    db.prepare('SELECT method, amount, state, transactionId FROM payment WHERE orderId = ? ORDER BY id').all(o.id).map(p => Object.values(p)),
    found.payments.map(p => [p.method, p.amount, p.state, p.transactionId]));
  same(`${what} refunds`,
    db.prepare('SELECT r.total, r.state FROM refund AS r JOIN payment AS p ON p.id = r.paymentId WHERE p.orderId = ? ORDER BY r.id').all(o.id).map(r => `${r.total} ${r.state}`).sort(),
    found.payments.flatMap(p => p.refunds).map(r => `${r.total} ${r.state}`).sort());
  same(`${what} fulfilments`,
    db.prepare(`SELECT f.state, f.method, f.trackingCode FROM order_fulfillments_fulfillment AS x JOIN fulfillment AS f ON f.id = x.fulfillmentId
      WHERE x.orderId = ?`).all(o.id).map(f => Object.values(f).join(' ')).sort(),
    (found.fulfillments ?? []).map(f => `${f.state} ${f.method} ${f.trackingCode}`).sort());
}

// Customer number i of the real data has the password Passw0rd!<i>; the number stands in the address.
const one = db.prepare(`SELECT c.id, c.emailAddress, (SELECT count(*) FROM "order" AS o WHERE o.customerId = c.id AND o.orderPlacedAt IS NOT NULL) AS orders
  FROM customer AS c JOIN authentication_method AS m ON m.userId = c.userId WHERE m.passwordHash <> '' AND c.deletedAt IS NULL ORDER BY c.id`)
  .all().find(customer => customers.has(customer.emailAddress) && /\d+@/.test(customer.emailAddress));
const shopper = await login('shop-api', one.emailAddress, 'Passw0rd!' + one.emailAddress.match(/(\d+)@/)[1]);
same('a customer logs in with the old password', true, shopper !== null);
same('with another one nobody does', null, await login('shop-api', one.emailAddress, 'Passw0rd!'));
if (shopper) {
  const { data } = await ask('shop-api', '{ activeCustomer { emailAddress orders { totalItems } } }', {}, shopper);
  same('and sees the own orders', [one.emailAddress, one.orders], [data.activeCustomer.emailAddress, data.activeCustomer.orders.totalItems]);
}

console.log(`${compared} fields of ${customers.size} customers and ${orders.size} orders compared: ${differences} differences`);
process.exit(differences === 0 && compared > 1000 ? 0 : 1);
