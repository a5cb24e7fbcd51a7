// Adds calls and their words to the page as they come, by server-sent events.
const live = document.getElementById("live");
const none = document.getElementById("live-none");
const lost = document.getElementById("live-lost");
const template = document.getElementById("live-call");

const card = (event) => {
  const known = document.getElementById(event.call);
  if (known || event.kind !== "ringing") {
    return known;
  }
  const made = template.content.firstElementChild.cloneNode(true);
  made.id = event.call;
  made.querySelector("a").href = live.dataset.calls + event.call;
  made.querySelector("bdi").textContent = event.number;
  made.querySelector(".soft").textContent = event.at;
  for (const element of made.querySelectorAll("[data-controls] *")) {
    for (const { name, value } of [...element.attributes]) {
      element.setAttribute(name, value.replace("COMING", event.call));
    }
  }
  live.prepend(made);
  none.hidden = true;
  return made;
};

const addTurn = (call, event) => {
  const talk = call.querySelector(".talk");
  if (!talk || event.words == null) {
    return;
  }
  let line = talk.querySelector(`[data-turn="${event.turn}"]`);
  if (!line) {
    line = document.createElement("li");
    line.className = `line ${event.caller ? "caller" : "agent"}`;
    line.dataset.turn = event.turn;
    const who = document.createElement("p");
    who.className = "line-who";
    const name = document.createElement("strong");
    name.textContent = event.caller ? live.dataset.caller : live.dataset.agent;
    who.append(name);
    const words = document.createElement("p");
    words.className = "words";
    words.dir = "auto";
    line.append(who, words);
    talk.append(line);
  }
  const said = line.querySelector(".words");
  said.textContent = event.words;
  said.classList.remove("soft");
};

const source = new EventSource(live.dataset.events);
source.addEventListener("message", (message) => {
  const event = JSON.parse(message.data);
  const call = card(event);
  if (!call) {
    return;
  }
  if (event.kind === "turn") {
    addTurn(call, event);
  } else if (event.kind === "over") {
    const state = call.querySelector("[data-state]");
    state.className = "tag";
    state.textContent = event.outcome ?? live.dataset.over;
    call.querySelector("[data-controls]")?.remove();
  }
});
// What was missed is on the page when it is loaded again.
source.addEventListener("gap", () => location.reload());
source.addEventListener("error", () => { lost.hidden = source.readyState !== EventSource.CLOSED; });
source.addEventListener("open", () => { lost.hidden = true; });

// Hearing a call: both sides as they come, each with a queue of its own.
const CALLER = 0;
const AGENT = 1;
const listening = new Map();

const stopListening = (button, words) => {
  const { socket, context } = listening.get(button) ?? {};
  listening.delete(button);
  socket?.close();
  context?.close();
  button.setAttribute("aria-pressed", "false");
  button.textContent = words ?? live.dataset.listen;
};

const listen = async (button) => {
  const context = new AudioContext();
  listening.set(button, { context });
  button.setAttribute("aria-pressed", "true");
  button.textContent = live.dataset.listening;
  try {
    await context.audioWorklet.addModule(live.dataset.telephone);
    const sides = [CALLER, AGENT].map(() => {
      const side = new AudioWorkletNode(context, "telephone", { outputChannelCount: [1] });
      side.connect(context.destination);
      return side.port;
    });
    const socket = new WebSocket(new URL(button.dataset.listen, location.href.replace(/^http/, "ws")));
    socket.binaryType = "arraybuffer";
    listening.set(button, { context, socket });
    socket.addEventListener("message", ({ data }) => {
      const bytes = new Uint8Array(data);
      if (bytes[0] === CALLER || bytes[0] === AGENT) {
        sides[bytes[0]].postMessage({ audio: bytes.subarray(1).slice() });
      } else {
        sides[AGENT].postMessage({ clear: true });
      }
    });
    socket.addEventListener("close", ({ wasClean }) => {
      if (listening.has(button)) {
        stopListening(button, wasClean ? undefined : live.dataset.unheard);
      }
    });
  } catch {
    stopListening(button, live.dataset.unheard);
  }
};

live.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-listen]");
  if (button && button !== live) {
    if (listening.has(button)) {
      stopListening(button);
    } else {
      listen(button);
    }
  }
});
