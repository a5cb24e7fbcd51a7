// One call of the bridge: says a sentence, hears the caller out, says the next. Frames of 20 ms are
// the clock, as in Kolan.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Detector } from './detector.js';

const FRAME = 160;
const PIECE = 20 * FRAME;

/** Speech for so long, in frames, is an interruption; silence for so long ends a turn. */
const INTERRUPTION = 10;
const END_OF_TURN = 45;

const folder = process.argv[3];
const sentences = readdirSync(folder)
  .filter((file) => file.endsWith('.ulaw'))
  .sort()
  .map((file) => pieces(readFileSync(join(folder, file))));

/** A sentence is said in pieces, so that their marks tell how much was heard. */
function pieces(sound) {
  const all = [];
  for (let at = 0; at < sound.length; at += PIECE) {
    all.push(sound.subarray(at, at + PIECE).toString('base64'));
  }
  return all;
}

export class Conversation {
  #socket;
  #stream;
  #call;
  #ledger;
  #detector = new Detector();
  #sentence = -1;
  #playing = 0;
  #heard = 0;
  #speech = 0;
  #silence = 0;
  #turn = [];

  constructor(socket, start, ledger) {
    this.#socket = socket;
    this.#stream = start?.streamSid ?? '';
    this.#call = start?.callSid ?? '';
    this.#ledger = ledger;
    this.#say();
  }

  #say() {
    this.#sentence++;
    this.#heard = 0;
    this.#playing = sentences[this.#sentence].length;
    sentences[this.#sentence].forEach((payload, piece) => {
      this.#send({ event: 'media', streamSid: this.#stream, media: { payload } });
      const name = `${this.#sentence}-${piece}`;
      this.#send({ event: 'mark', streamSid: this.#stream, mark: { name } });
    });
  }

  hear(payload) {
    if (typeof payload !== 'string') {
      return;
    }
    const frame = Buffer.from(payload, 'base64');
    if (this.#detector.isSpeech(frame)) {
      this.#speech++;
      this.#silence = 0;
    } else {
      this.#silence++;
      if (this.#turn.length === 0) {
        this.#speech = 0;
      }
    }
    if (this.#speech > 0) {
      this.#turn.push(frame);
    }
    if (this.#playing > 0) {
      if (this.#speech >= INTERRUPTION) {
        this.#send({ event: 'clear', streamSid: this.#stream });
        this.#ledger.said(this.#call, this.#sentence, this.#heard, true);
        this.#playing = 0;
      } else if (this.#silence >= END_OF_TURN) {
        this.#forget();
      }
    } else if (this.#turn.length > 0 && this.#silence >= END_OF_TURN) {
      this.#ledger.heard(this.#call, this.#sentence, Buffer.concat(this.#turn));
      this.#forget();
      this.#say();
    }
  }

  #forget() {
    this.#turn = [];
    this.#speech = 0;
  }

  /** A mark came back: that piece was played, or thrown away by a clear. */
  played(name) {
    const [sentence, piece] = String(name).split('-').map(Number);
    if (sentence !== this.#sentence || this.#playing === 0) {
      return;
    }
    this.#heard = piece + 1;
    if (this.#heard === this.#playing) {
      this.#playing = 0;
      this.#ledger.said(this.#call, this.#sentence, this.#heard, false);
      if (this.#sentence === sentences.length - 1) {
        this.#socket.close(1000);
      }
    }
  }

  end() {
    this.#detector.close();
  }

  #send(message) {
    this.#socket.send(JSON.stringify(message));
  }
}
