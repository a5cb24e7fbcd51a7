// Has the list loaded again when an appointment is booked or changed.
const source = new EventSource(document.getElementById("calendar").dataset.events);
let waits = 0;
const reload = () => {
  clearTimeout(waits);
  waits = setTimeout(() => document.body.dispatchEvent(new Event("appointments")), 200);
};
source.addEventListener("message", reload);
source.addEventListener("gap", reload);
