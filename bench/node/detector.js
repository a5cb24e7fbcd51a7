// WebRTC's detector of speech, in WebAssembly. Each call has one.

import fvad from '@echogarden/fvad-wasm';
import { decode } from './mulaw.js';

const AGGRESSIVE = 2;
const RATE = 8000;

const library = await fvad();
const room = library._malloc(2 * 160);

export class Detector {
  #handle = library._fvad_new();

  constructor() {
    library._fvad_set_mode(this.#handle, AGGRESSIVE);
    library._fvad_set_sample_rate(this.#handle, RATE);
  }

  /** Whether somebody speaks in 20 ms of mu-law. */
  isSpeech(frame) {
    if (frame.length !== 160 || this.#handle === 0) {
      return false;
    }
    library.HEAP16.set(decode(frame), room >> 1);
    return library._fvad_process(this.#handle, room, frame.length) === 1;
  }

  close() {
    library._fvad_free(this.#handle);
    this.#handle = 0;
  }
}
