// The switch "alerts on this device": asks the browser, subscribes, and sends the form that stores
// the subscription.
const form = document.querySelector("[data-push]");
const note = document.querySelector("[data-push-note]");

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const hash = async (url) =>
  [...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(url)))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
const say = (key) => {
  note.textContent = note.dataset[key];
};

async function show() {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) {
    say("cannot");
    return;
  }
  const worker = await navigator.serviceWorker.ready;
  const known = await worker.pushManager.getSubscription();
  const own = known && document.querySelector(`[data-device="${await hash(known.endpoint)}"]`);
  if (own) {
    own.querySelector("[data-this-device]").hidden = false;
    say("on");
    return;
  }
  say(Notification.permission === "denied" ? "denied" : "off");
  form.hidden = Notification.permission === "denied";
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    if ((await Notification.requestPermission()) !== "granted") {
      say("denied");
      return;
    }
    const worker = await navigator.serviceWorker.ready;
    const key = bytes(form.dataset.push);
    let subscription = await worker.pushManager.getSubscription();
    if (subscription && text(subscription.options.applicationServerKey) !== form.dataset.push) {
      await subscription.unsubscribe();
      subscription = null;
    }
    subscription ??= await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: key,
    });
    form.elements.endpoint.value = subscription.endpoint;
    form.elements.key.value = text(subscription.getKey("p256dh"));
    form.elements.auth.value = text(subscription.getKey("auth"));
    form.elements.device.value =
      navigator.userAgentData?.platform || navigator.platform || form.elements.device.value;
    form.submit();
  } catch {
    say("failed");
  }
});
if (form) {
  show();
}
