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
  line.querySelector(".words").textContent = event.words;
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
  }
});
// What was missed is on the page when it is loaded again.
source.addEventListener("gap", () => location.reload());
source.addEventListener("error", () => { lost.hidden = source.readyState !== EventSource.CLOSED; });
source.addEventListener("open", () => { lost.hidden = true; });
