// Calls and turns in SQLite, by a library that brings it; what is acknowledged is on the disk.

import { join } from 'node:path';
import Database from 'libsql';

export class Ledger {
  #call;
  #end;
  #turn;

  constructor(folder) {
    const database = new Database(join(folder, 'bridge.db'));
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.exec(`
      create table if not exists calls (
        sid text primary key, caller text, called text, came integer, seconds integer);
      create table if not exists turns (
        call text, sentence integer, speaker text, pieces integer, cut integer, sound blob,
        at integer);
      create index if not exists turns_of_call on turns (call);`);
    this.#call = database.prepare(
      'insert or ignore into calls (sid, caller, called, came) values (?, ?, ?, ?)',
    );
    this.#end = database.prepare('update calls set seconds = ? where sid = ?');
    this.#turn = database.prepare(
      'insert into turns (call, sentence, speaker, pieces, cut, sound, at) values (?, ?, ?, ?, ?, ?, ?)',
    );
  }

  callCame(sid, caller, called) {
    this.#call.run(sid, caller, called, Date.now());
  }

  callEnded(sid, seconds) {
    this.#end.run(seconds, sid);
  }

  said(call, sentence, pieces, cut) {
    this.#turn.run(call, sentence, 'agent', pieces, cut ? 1 : 0, null, Date.now());
  }

  heard(call, sentence, sound) {
    this.#turn.run(call, sentence, 'caller', null, null, sound, Date.now());
  }
}
