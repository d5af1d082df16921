import Sqlite from 'better-sqlite3';

/** The floor under every record: two inserts in one transaction, WAL and full synchronisation, nothing else. */
export function openBareStore(file: string): { insertTwo(): void; close(): void } {
  const database = new Sqlite(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(
    'CREATE TABLE punch (id INTEGER PRIMARY KEY, person INTEGER, at INTEGER, body TEXT); CREATE TABLE journal (seq INTEGER PRIMARY KEY, at INTEGER, body TEXT)',
  );
  const punch = database.prepare('INSERT INTO punch (person, at, body) VALUES (?, ?, ?)');
  const journal = database.prepare('INSERT INTO journal (at, body) VALUES (?, ?)');
  // As many bytes as the product's punch and journal rows have.
  const punchBody = 'x'.repeat(180);
  const journalBody = 'x'.repeat(560);
  const both = database.transaction((at: number) => {
    punch.run(at % 100, at, punchBody);
    journal.run(at, journalBody);
  });
  let count = 0;
  return {
    insertTwo: () => {
      count += 1;
      both(count);
    },
    close: () => database.close(),
  };
}
