// Passkeys (WebAuthn): signing in by one, and making one. The server's options and the browser's
// answers pass as JSON; the answer goes with a form.
const form = document.querySelector("[data-passkey]");
const note = form?.querySelector("[data-passkey-note]");

const options = async () => {
  const body = new URLSearchParams();
  const csrf = form.elements.csrf;
  if (csrf) {
    body.set("csrf", csrf.value);
  }
  const answer = await fetch(form.dataset.options, { method: "POST", body });
  if (!answer.ok) {
    throw new Error("no options");
  }
  return answer.json();
};

if (form && !window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  form.hidden = true;
} else if (form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const given = await options();
      const credential =
        form.dataset.passkey === "create"
          ? await navigator.credentials.create({
              publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(given),
            })
          : await navigator.credentials.get({
              publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(given),
            });
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      note.textContent = note.dataset.failed;
    }
  });
}
