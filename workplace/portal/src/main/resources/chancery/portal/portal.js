"use strict";
// Everything works without this file. It keeps a form from being sent twice, says early that files are too large, and
// makes the frame of a mail as high as the mail.
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
function fit(frame) {
  var inside = frame.contentDocument;
  if (!inside || !inside.body) { return; }
  var bar = inside.documentElement.scrollWidth > inside.documentElement.clientWidth ? 20 : 0;
  frame.height = Math.ceil(inside.documentElement.getBoundingClientRect().height) + 2 + bar;
}
function fitAll() { document.querySelectorAll("iframe.body").forEach(fit); }
document.addEventListener("load", fitAll, true);
window.addEventListener("resize", fitAll);
fitAll();
