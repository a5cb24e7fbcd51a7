// Plays the turns of a call one after the other, from the line that was chosen.
const player = document.getElementById("player");
const talk = document.querySelector("[data-talk]");
if (player && talk) {
  const audio = player.querySelector("audio");
  const button = player.querySelector("[data-play]");
  const now = player.querySelector("[data-now]");
  const turns = [...talk.querySelectorAll("[data-turn]")];
  let at = 0;
  player.hidden = false;

  const show = () => {
    for (const line of talk.children) {
      line.classList.toggle("playing", !audio.paused && line.contains(turns[at]));
    }
    now.textContent = audio.paused ? "" : turns[at].closest("li").querySelector(".words").textContent;
  };
  const play = (index) => {
    at = index;
    audio.src = turns[at].href;
    audio.play();
  };
  audio.addEventListener("play", show);
  audio.addEventListener("pause", show);
  audio.addEventListener("ended", () => {
    if (at + 1 < turns.length) {
      play(at + 1);
    } else {
      at = 0;
      show();
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
    if (chosen) {
      event.preventDefault();
      play(turns.indexOf(chosen));
    }
  });
}
