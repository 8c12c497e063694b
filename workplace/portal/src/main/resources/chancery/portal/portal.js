"use strict";
// Everything works without this file. It keeps a form from being sent twice and says early that files are too large.
document.addEventListener("submit", function (event) {
  var form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(function () { form.querySelectorAll("button").forEach(function (b) { b.disabled = true; }); }, 0);
  setTimeout(function () { revive(form); }, 8000);
});
window.addEventListener("pageshow", function () { document.querySelectorAll("form").forEach(revive); });
function revive(form) {
  delete form.dataset.sent;
  form.querySelectorAll("button").forEach(function (b) { b.disabled = false; });
}
document.addEventListener("change", function (event) {
  var field = event.target;
  if (field.type !== "file" || !field.dataset.most) { return; }
  var total = 0;
  for (var i = 0; i < field.files.length; i++) { total += field.files[i].size; }
  field.setCustomValidity(total > Number(field.dataset.most) ? field.dataset.large : "");
  field.reportValidity();
});
