// A test call by microphone: the browser plays Twilio's part, over the same messages, and the caller's.
const voice = document.getElementById("try-voice");
const form = document.getElementById("try-begin");
const status = document.getElementById("try-status");
const during = document.getElementById("try-during");
const talk = document.getElementById("try-talk");
const silent = document.getElementById("try-silent");
const line = document.getElementById("try-line");
const say = (key) => { status.textContent = voice.dataset[key] ?? key; };
let current = null;

const addLine = (caller, words, turn) => {
  let item = turn === undefined ? null : talk.querySelector(`[data-turn="${turn}"]`);
  if (!item) {
    item = line.content.firstElementChild.cloneNode(true);
    item.classList.add(caller ? "caller" : "agent");
    item.querySelector("strong").textContent = caller ? voice.dataset.caller : voice.dataset.agent;
    if (turn !== undefined) {
      item.dataset.turn = turn;
    }
    talk.append(item);
  }
  item.querySelector(".words").textContent = words;
};

/** The words of both sides, as they are known, and how it ended. */
const readWords = (call) => {
  call.source = new EventSource(call.begun.events);
  call.source.addEventListener("message", ({ data }) => {
    const event = JSON.parse(data);
    if (event.kind === "turn" && event.words) {
      addLine(event.caller, event.words, event.turn);
    } else if (event.kind === "over") {
      call.outcome = event.outcome;
      if (!call.hungUp) {
        say(event.outcome ?? "over");
      }
      call.source.close();
    }
  });
  call.source.addEventListener("error", () => {
    if (call.isOver) {
      call.source.close();
    }
  });
};

const microphone = async () => {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
  } catch {
    return null;
  }
};

const greet = (call) => new Promise((done) => {
  addLine(false, call.begun.words);
  if (!call.begun.greeting) {
    done();
    return;
  }
  call.greeting = new Audio(call.begun.greeting);
  for (const end of ["ended", "error", "pause"]) {
    call.greeting.addEventListener(end, done, { once: true });
  }
  call.greeting.play().catch(done);
});

const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

const send = (call, message) => {
  if (call.socket?.readyState === WebSocket.OPEN) {
    call.sequence += 1;
    call.socket.send(JSON.stringify({
      ...message,
      sequenceNumber: String(call.sequence),
      streamSid: call.begun.stream,
    }));
  }
};

/** As Twilio begins a stream (Media Streams, WebSocket messages). */
const open = (call) => {
  const { account, call: callSid, stream, ticket, socket } = call.begun;
  call.socket = new WebSocket(new URL(socket, location.href.replace(/^http/, "ws")));
  call.socket.addEventListener("open", () => {
    call.socket.send(JSON.stringify({ event: "connected", protocol: "Call", version: "1.0.0" }));
    send(call, {
      event: "start",
      start: {
        accountSid: account,
        streamSid: stream,
        callSid,
        tracks: ["inbound"],
        mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
        customParameters: { ticket },
      },
    });
    call.started = true;
    say("talking");
  });
  call.socket.addEventListener("message", ({ data }) => {
    const message = JSON.parse(data);
    if (message.event === "media") {
      call.telephone.port.postMessage({ audio: bytesOf(message.media.payload) });
    } else if (message.event === "mark") {
      call.telephone.port.postMessage({ mark: message.mark.name });
    } else if (message.event === "clear") {
      call.telephone.port.postMessage({ clear: true });
    }
  });
  call.socket.addEventListener("close", () => over(call, call.outcome ? null : "over"));
};

const sendFrame = (call, frame) => {
  if (call.started) {
    call.frames += 1;
    send(call, {
      event: "media",
      media: {
        track: "inbound",
        chunk: String(call.frames),
        timestamp: String((call.frames - 1) * 20),
        payload: btoa(String.fromCharCode(...frame)),
      },
    });
  }
};

const over = (call, why) => {
  if (call.isOver) {
    return;
  }
  call.isOver = true;
  call.greeting?.pause();
  call.telephone?.port.postMessage({ stop: true });
  call.tracks?.forEach((track) => track.stop());
  call.context?.close();
  during.hidden = true;
  form.hidden = false;
  current = null;
  if (why) {
    say(why);
  }
  form.querySelector("button").focus();
  if (call.begun) {
    document.body.dispatchEvent(new Event("tried"));
  }
};

const hangUp = (call) => {
  call.hungUp = true;
  send(call, { event: "stop", stop: { accountSid: call.begun.account, callSid: call.begun.call } });
  call.socket?.close();
  over(call, "over");
};

const begin = async () => {
  const call = { sequence: 0, frames: 0, started: false, isOver: false, hungUp: false };
  current = call;
  talk.replaceChildren();
  form.hidden = true;
  during.hidden = false;
  document.getElementById("try-hang-up").focus();
  say("connecting");
  try {
    call.context = new AudioContext();
    await call.context.audioWorklet.addModule(voice.dataset.telephone);
    const stream = await microphone();
    silent.hidden = stream !== null;
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
    });
    if (call.isOver || !answer.ok) {
      stream?.getTracks().forEach((track) => track.stop());
      over(call, answer.status === 503 ? "busy" : "failed");
      return;
    }
    call.begun = await answer.json();
    call.tracks = stream?.getTracks();
    call.telephone = new AudioWorkletNode(call.context, "telephone", { outputChannelCount: [1] });
    call.telephone.port.onmessage = ({ data }) => {
      if (data.frame) {
        sendFrame(call, data.frame);
      } else {
        send(call, { event: "mark", mark: { name: data.mark } });
      }
    };
    if (stream) {
      call.context.createMediaStreamSource(stream).connect(call.telephone);
    }
    call.telephone.connect(call.context.destination);
    await call.context.resume();
    readWords(call);
    say("greeting");
    await greet(call);
    if (!call.isOver) {
      open(call);
    }
  } catch {
    over(call, "failed");
  }
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!current) {
    begin();
  }
});
document.getElementById("try-hang-up").addEventListener("click", () => {
  if (current) {
    hangUp(current);
  }
});
document.getElementById("try-keys").addEventListener("click", ({ target }) => {
  const digit = target.closest("button")?.value;
  if (digit && current) {
    send(current, { event: "dtmf", dtmf: { track: "inbound_track", digit } });
  }
});
addEventListener("pagehide", () => {
  if (current) {
    hangUp(current);
  }
});
