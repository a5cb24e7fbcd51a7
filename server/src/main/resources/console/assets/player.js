// Plays the turns of a call one after the other, from the line or the place that was chosen, and
// shows on the waveform where it is.
const player = document.getElementById("player");
const talk = document.querySelector("[data-talk]");
const wave = document.querySelector("[data-wave]");
if (player && talk) {
  const audio = player.querySelector("audio");
  const button = player.querySelector("[data-play]");
  const now = player.querySelector("[data-now]");
  const head = wave?.querySelector("[data-playhead]");
  const turns = [...talk.querySelectorAll("[data-turn]")].map((link) => {
    const line = link.closest("li");
    return {
      link,
      line,
      from: Number(line.dataset.from) / 1000,
      to: Number(line.dataset.to) / 1000,
      heard: link.dataset.heard ? Number(link.dataset.heard) / 1000 : Infinity,
    };
  });
  const length = Number(wave?.dataset.wave ?? 0) / 1000;
  let at = 0;
  let begin = 0;
  player.hidden = false;

  const show = () => {
    for (const turn of turns) {
      turn.line.classList.toggle("playing", !audio.paused && turn === turns[at]);
    }
    now.textContent = audio.paused ? "" : turns[at].line.querySelector(".words").textContent;
  };
  const move = () => {
    if (head && length > 0) {
      const x = Math.min(1, (turns[at].from + audio.currentTime) / length) * 2000;
      head.setAttribute("d", `M${x.toFixed(1)} 0v200`);
      head.classList.toggle("shown", !audio.paused || audio.currentTime > 0);
    }
  };
  const play = (index, offset = 0) => {
    at = index;
    begin = offset;
    audio.src = turns[at].link.href;
    audio.addEventListener("loadedmetadata", () => { audio.currentTime = begin; }, { once: true });
    audio.play().catch(() => show());
  };
  const next = () => {
    if (at + 1 < turns.length) {
      play(at + 1);
    } else {
      audio.pause();
      at = 0;
      show();
    }
  };
  audio.addEventListener("play", show);
  audio.addEventListener("pause", show);
  audio.addEventListener("ended", next);
  audio.addEventListener("timeupdate", () => {
    move();
    // What the caller did not hear is played only where it was chosen.
    const heard = turns[at].heard;
    if (!audio.paused && begin < heard && audio.currentTime >= heard) {
      next();
    }
  });
  button.addEventListener("click", () => {
    if (!audio.paused) {
      audio.pause();
    } else if (audio.src && !audio.ended) {
      audio.play();
    } else {
      play(at);
    }
  });
  talk.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-turn]");
    const line = event.target.closest("li");
    const index = turns.findIndex((turn) => turn.link === chosen || turn.line === line);
    // A click on a line plays it; one by which words are marked does not.
    if (index >= 0 && (chosen || (!event.target.closest("a") && getSelection().isCollapsed))) {
      event.preventDefault();
      play(index);
    }
  });
  wave?.addEventListener("click", (event) => {
    const box = wave.getBoundingClientRect();
    const time = ((event.clientX - box.left) / box.width) * length;
    let index = turns.findLastIndex((turn) => turn.from <= time && time < turn.to + 10);
    const inside = index >= 0 && (time < turns[index].to || turns[index].heard < Infinity);
    if (!inside) {
      index = turns.findIndex((turn) => turn.from >= time);
    }
    if (index >= 0) {
      play(index, inside ? time - turns[index].from : 0);
    }
  });
}
