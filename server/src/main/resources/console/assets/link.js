// The token of a link stands behind its hash sign. It goes into the form, and out of the address.
const field = document.getElementById("token");
const token = decodeURIComponent(location.hash.slice(1));
if (token) {
  field.value = token;
  history.replaceState(null, "", location.pathname + location.search);
}
if (field.value) {
  document.getElementById("token-part").hidden = true;
}
