// A Medusa that only answers: no admin pages, no mails, no Redis. Its secret is known, so that the test can sign in as staff.
const { defineConfig } = require('@medusajs/framework/utils');

module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { ssl: false, connection: { ssl: false } },
    http: { jwtSecret: 'test', cookieSecret: 'test', storeCors: '*', adminCors: '*', authCors: '*' },
  },
});
