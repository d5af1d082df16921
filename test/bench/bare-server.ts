import type { AddressInfo } from 'node:net';
import Sqlite from 'better-sqlite3';
import express from 'express';

// The floor under the whole service: bare node, express and an open database. A process of its own; prints its address when ready.
const database = new Sqlite(process.argv[2] ?? ':memory:');
database.pragma('journal_mode = WAL');
database.exec('CREATE TABLE IF NOT EXISTS kept (body TEXT)');
const read = database.prepare('SELECT count(*) AS kept FROM kept');
const app = express();
app.get('/api/devices', (_request, response) => {
  response.json(read.get());
});
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`bare: http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
