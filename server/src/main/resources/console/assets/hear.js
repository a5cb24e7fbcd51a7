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
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
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
