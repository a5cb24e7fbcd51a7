// Plays what the form's answer holds. Without scripts the browser shows a player of its own.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-hear]");
  if (!form) {
    return;
  }
  event.preventDefault();
  const status = form.querySelector("[data-hear-status]");
  const button = form.querySelector("button");
  button.disabled = true;
  const sent = new URLSearchParams(new FormData(form));
  document.querySelectorAll("form.settings :is([name^=written-], [name^=spoken-])").forEach((word) => {
    sent.append(word.name, word.value);
  });
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: sent,
    });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const context = new AudioContext();
    const source = context.createBufferSource();
    source.buffer = await context.decodeAudioData(await answer.arrayBuffer());
    source.connect(context.destination);
    source.addEventListener("ended", () => context.close());
    source.start();
  } catch {
    status.textContent = status.dataset.failed;
  } finally {
    button.disabled = false;
  }
});

// A sentence is said as it is typed, and kept so.
document.addEventListener("submit", (event) => {
  const says = event.target.dataset.says;
  if (says && event.submitter?.value === "say") {
    const words = event.target.elements[says] ?? event.target.appendChild(document.createElement("input"));
    words.type = "hidden";
    words.name = says;
    words.value = document.querySelector(`form.settings [name=${says}]`).value;
  }
});
