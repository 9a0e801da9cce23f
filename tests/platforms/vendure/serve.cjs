// Starts a real Vendure on a database that is there already: no schema changes, no plugins, no workers, no mail.
// usage: node serve.cjs APP_FOLDER PORT (better-sqlite3 FILE | postgres DATABASE; PGHOST, PGPORT, PGUSER, PGPASSWORD)
const [app, port, type, database] = process.argv.slice(2);
const path = require('path');
const { bootstrap, DefaultLogger, LogLevel, dummyPaymentHandler } = require(path.join(app, 'node_modules/@vendure/core'));

const connection = type === 'postgres'
  ? { type, database, host: process.env.PGHOST, port: +process.env.PGPORT, username: process.env.PGUSER, password: process.env.PGPASSWORD }
  : { type, database };

bootstrap({
  apiOptions: { port: +port, hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
  authOptions: {
    tokenMethod: 'bearer', superadminCredentials: { identifier: 'superadmin', password: 'superadmin' },
    cookieOptions: { secret: 'test' },
  },
  dbConnectionOptions: { ...connection, synchronize: false, logging: false },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  logger: new DefaultLogger({ level: LogLevel.Warn }),
  systemOptions: { telemetry: false },
}).then(() => console.log('ready'), error => { console.error(error); process.exit(1); });
